"""Limits say how much one person may take."""

import pytest

from bot.asking.command import Request
from bot.taking.gate import is_new, too_much
from rules.facts import Facts, Person
from rules.language import load

NEW = "you have as many issues here as somebody new may have at a time: 1."
ALL = "you have as many issues here as one person may have at a time: 3."
NONE = "thank you for wanting to help! Here people who are new do not take issues by themselves"


@pytest.mark.parametrize(
    ("limits", "have", "association", "why"),
    [
        ({}, 100, "NONE", ""),
        ({"open_claims": 3}, 2, "NONE", ""),
        ({"open_claims": 3}, 3, "NONE", ALL),
        ({"open_claims": 3}, 3, "MEMBER", ALL),
        ({"open_claims": 3, "claims_for_newcomers": 1}, 1, "NONE", NEW),
        ({"open_claims": 3, "claims_for_newcomers": 1}, 1, "CONTRIBUTOR", ""),
        ({"claims_for_newcomers": 1}, 9, "COLLABORATOR", ""),
        ({"claims_for_newcomers": 0}, 0, "FIRST_TIMER", NONE),
    ],
)
def test_limits_are_for_those_whom_they_mean(limits: dict[str, int], have: int, association: str, why: str) -> None:
    book = load(f"project: {{purpose: p}}\nlimits: {limits}\nrules: []")
    by = Person(login="Alice", association=association)
    found = too_much(Request("", Facts(claimants={"alice": have}), book, by))
    assert (found.why if found else "").startswith(f"**Alice**, {why}" if why else "")
    assert (found is None) is (not why)


def test_of_whom_nothing_is_known_is_new_and_whoever_has_a_role_is_not() -> None:
    assert is_new(Person(login="alice")) is True
    assert is_new(Person(login="alice", association="NONE", roles=("editor",))) is False
