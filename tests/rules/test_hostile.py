"""A file that means harm is refused at a place, or loads; what would take long is left and that is said."""

import pytest

from rules.diagnostics import Diagnostic, RuleFileError
from rules.language import load
from tests.rules.hostile import CASES, Hostile


def findings(case: Hostile) -> tuple[Diagnostic, ...]:
    try:
        return load(case.text, case.bases).diagnostics
    except RuleFileError as error:
        return error.diagnostics


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_at_its_place_or_loads(name: str) -> None:
    found = findings(CASES[name])
    first = (found[0].line, found[0].column, found[0].code) if found else None
    assert (first, len(found) <= 1_001) == (CASES[name].found, True)
