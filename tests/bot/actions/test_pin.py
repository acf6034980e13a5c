"""`pin` pins an issue, and never against a person."""

from collections.abc import Callable
from typing import Any

from bot.action import Target, Write
from bot.actions import VERBS
from bot.actions.pin import PinIssue
from rules.facts import Facts

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]
PIN = [{"pin": True}]


def test_an_issue_is_pinned_once(decide: Decide, issue: Facts) -> None:
    assert decide([*PIN, *PIN], issue) == ([{"do": "pin"}], [])
    assert decide(PIN, issue.but(pinned=True)) == ([], [])


def test_nothing_else_can_be_pinned(decide: Decide, pull: Facts) -> None:
    assert decide(PIN, pull) == ([], ["pin: pull requests have no such thing"])


def test_what_a_person_unpinned_stays_so(decide: Decide, issue: Facts) -> None:
    undone = issue.but(undone=frozenset({("pin", "pinned")}))
    assert decide(PIN, undone) == ([], ["pin: a person unpinned it"])


def test_it_is_one_write(target: Target, signed: dict[str, Any]) -> None:
    action = PinIssue(**signed)
    assert list(VERBS["pin"].writes([action], target)) == [Write("pinIssue", {"issueId": "I_7"}, (action,))]
    assert action.describe() == "pin"


def test_the_ledger_knows_it_by_its_target(signed: dict[str, Any]) -> None:
    assert PinIssue(**signed).targets == ("pinned",)
