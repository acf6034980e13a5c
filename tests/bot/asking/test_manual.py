from pathlib import Path

from bot.asking.manual import page
from bot.commands import COMMANDS

PAGE = Path(__file__).parents[3] / "docs" / "commands.md"


def test_the_page_in_docs_is_what_the_code_says() -> None:
    assert page() == PAGE.read_text(encoding="utf-8"), "run `make docs`"


def test_every_command_has_its_line_and_its_section() -> None:
    written = page()
    assert [f"\n## {name}\n" in written and f"](#{name}) |" in written for name in COMMANDS] == [True] * len(COMMANDS)
