"""The manual page is made from the code, and the copy in `docs/` is the same."""

from pathlib import Path

from rules.conditions import CONDITIONS
from rules.goals import GOALS
from rules.reference import reference, reference_of, words

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_in_docs_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference() + "\n", "run `make docs`"


def test_every_word_has_its_section_and_its_example() -> None:
    page = reference()
    assert [word for word in {**CONDITIONS, **GOALS} if f"### `{word}`\n" not in page] == []
    assert [c.example for c in CONDITIONS.values() if f"when: {{{c.example}}}" not in page] == []


def test_one_word_is_told_in_every_place_where_it_may_stand() -> None:
    assert [told.partition(":")[0] for told in reference_of("label")] == [
        "Condition, under `when`",
        "Goal, under `do`",
        "Events, under `on`",
    ]
    assert reference_of("title")[-1] == "Value, in texts:\n\n`{title}` is the item's title.\n"
    assert reference_of("near")[-1] == "`near`: what is close by. Not acted on yet.\n"
    assert reference_of("nothing") == ()
    assert {"label", "issues", "title", "near"} <= set(words())
