"""`reopen` opens what can be opened, and never against a person."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.action import Target, Write
from bot.actions import VERBS
from bot.actions.reopen import ReopenItem
from rules.facts import Facts

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]
REOPEN = [{"reopen": True}]


def test_what_is_closed_is_opened(decide: Decide, issue: Facts) -> None:
    assert decide(REOPEN, issue.but(state="closed")) == ([{"do": "reopen"}], [])
    assert decide(REOPEN, issue) == ([], [])


def test_what_is_merged_stays_so(decide: Decide, pull: Facts) -> None:
    why = "reopen: a merged pull request cannot be opened again"
    assert decide(REOPEN, pull.but(state="merged")) == ([], [why])


def test_what_a_person_closed_again_stays_closed(decide: Decide, issue: Facts) -> None:
    undone = issue.but(state="closed", undone=frozenset({("reopen", "open")}))
    assert decide(REOPEN, undone) == ([], ["reopen: a person closed it again"])


@pytest.mark.parametrize(
    ("kind", "mutation", "key"),
    [
        ("issue", "reopenIssue", "issueId"),
        ("pull_request", "reopenPullRequest", "pullRequestId"),
        ("discussion", "reopenDiscussion", "discussionId"),
    ],
)
def test_each_kind_has_its_own_write(
    target: Target, signed: dict[str, Any], kind: str, mutation: str, key: str
) -> None:
    action = ReopenItem(**signed)
    there = replace(target, item=replace(target.item, kind=kind))
    assert list(VERBS["reopen"].writes([action], there)) == [Write(mutation, {key: "I_7"}, (action,))]
    assert (action.describe(), action.claims()) == ("reopen", {"state": "open"})


def test_the_ledger_knows_it_by_its_target(signed: dict[str, Any]) -> None:
    assert ReopenItem(**signed).targets == ("open",)
