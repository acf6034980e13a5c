from pathlib import Path
from typing import Any

import pytest

from bot.asking.manual import page
from bot.commands import COMMANDS

PAGE = Path(__file__).parents[3] / "docs" / "commands.md"


def test_the_page_in_docs_is_what_the_code_says() -> None:
    assert page() == PAGE.read_text(encoding="utf-8"), "run `make docs`"


def test_every_command_has_its_line_and_its_section() -> None:
    written = page()
    assert [f"\n## {name}\n" in written and f"](#{name}) |" in written for name in COMMANDS] == [True] * len(COMMANDS)


def test_a_command_without_other_names_says_nothing_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    with_names: Any = COMMANDS["keep"]
    assert "Other names" in page()
    for command in COMMANDS.values():
        monkeypatch.setattr(type(command), "aliases", {})
    assert (with_names.aliases, "Other names" in page()) == ({}, False)
