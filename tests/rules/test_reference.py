"""The manual page is made from the code, and the copy in `docs/` is the same."""

from pathlib import Path

from rules.conditions import CONDITIONS
from rules.goals import GOALS
from rules.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_in_docs_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference() + "\n", "run `make docs`"


def test_every_word_has_its_section_and_its_example() -> None:
    page = reference()
    assert [word for word in {**CONDITIONS, **GOALS} if f"### `{word}`\n" not in page] == []
    assert [c.example for c in CONDITIONS.values() if f"when: {{{c.example}}}" not in page] == []
