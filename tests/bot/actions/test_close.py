"""`close` closes once, with GitHub's reason, and never against a person."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.action import Target, Write
from bot.actions import VERBS
from bot.actions.close import CloseItem
from rules.facts import Facts

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]
CLOSE = [{"close": "not_planned"}]


def test_what_is_open_is_closed_with_the_reason(decide: Decide, issue: Facts) -> None:
    assert decide(CLOSE, issue) == ([{"do": "close", "reason": "not_planned"}], [])


def test_what_is_over_is_left(decide: Decide, issue: Facts) -> None:
    assert decide(CLOSE, issue.but(state="closed")) == ([], [])
    assert decide(CLOSE, issue.but(state="merged")) == ([], [])


def test_what_a_person_opened_again_stays_open(decide: Decide, issue: Facts) -> None:
    undone = issue.but(undone=frozenset({("close", "closed")}))
    assert decide(CLOSE, undone) == ([], ["close: a person opened it again"])
    flapping = issue.but(flapping=frozenset({("close", "closed")}))
    assert decide(CLOSE, flapping) == ([], ["close: closed went to and fro too often: left alone for an hour"])


@pytest.mark.parametrize(
    ("kind", "mutation", "given"),
    [
        ("issue", "closeIssue", {"issueId": "I_7", "stateReason": "NOT_PLANNED"}),
        ("pull_request", "closePullRequest", {"pullRequestId": "I_7"}),
        ("discussion", "closeDiscussion", {"discussionId": "I_7", "reason": "OUTDATED"}),
    ],
)
def test_each_kind_has_its_own_write(
    target: Target, signed: dict[str, Any], kind: str, mutation: str, given: dict[str, Any]
) -> None:
    action = CloseItem(**signed, reason="not_planned")
    there = replace(target, item=replace(target.item, kind=kind))
    assert list(VERBS["close"].writes([action], there)) == [Write(mutation, given, (action,))]
    assert (action.describe(), action.claims()) == ("close as not_planned", {"state": "closed"})


def test_the_ledger_knows_it_by_its_target(signed: dict[str, Any]) -> None:
    assert CloseItem(**signed, reason="completed").targets == ("closed",)
