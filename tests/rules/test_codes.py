"""Every code has a meaning and a file that shows it; the page in `docs/` lists them all."""

from pathlib import Path

import pytest

from rules.bases import Base
from rules.codes import BY_BYTES, CODES, page
from rules.diagnostics import Diagnostic, RuleFileError
from rules.language import load
from tests.rules.world import diagnostics

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"


def shown(code: str) -> tuple[Diagnostic, ...]:
    """What is said about the example of a code; its base `x/y` locks a rule."""
    locked = "project: {purpose: p}\nrules: [{name: A, locked: true}]\n"
    try:
        return load(CODES[code].example.encode(), {"x/y": Base(locked)}).diagnostics
    except RuleFileError as error:
        return error.diagnostics


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_example_of_each_code_shows_it(code: str) -> None:
    assert code in {found.code for found in shown(code)}


def test_what_is_not_utf_8_has_its_code_too() -> None:
    assert [found.code for found in diagnostics(b"\xff")] == list(BY_BYTES)


def test_the_page_in_docs_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page() + "\n", "write rules.codes.page() to docs/errors.md"


def test_every_error_and_warning_says_what_to_write_instead_or_says_it_all() -> None:
    silent = {found.code for code in CODES for found in shown(code) if not found.help and found.severity != "note"}
    assert silent <= {"pattern", "limit", "too-large", "timezone", "expression", "out-of-range", "duration", "key"}
