"""`milestone` sets, replaces and takes away, and never against a person."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.action import Name, Refusal, Target, Write
from bot.actions import VERBS
from bot.actions.milestone import SetMilestone
from rules.facts import Facts

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]


def test_a_milestone_is_set_replaced_and_taken_away(decide: Decide, issue: Facts) -> None:
    assert decide([{"milestone": "2.0"}], issue) == ([{"do": "milestone", "title": "2.0"}], [])
    older = issue.but(milestone="1.0")
    assert decide([{"milestone": "2.0"}], older) == ([{"do": "milestone", "title": "2.0"}], [])
    assert decide([{"milestone": "none"}], older) == ([{"do": "milestone", "title": None}], [])


def test_what_is_so_already_is_left(decide: Decide, issue: Facts) -> None:
    assert decide([{"milestone": "none"}], issue) == ([], [])
    assert decide([{"milestone": "spring"}], issue.but(milestone="Spring")) == ([], [])


def test_what_a_person_changed_stays_so(decide: Decide, issue: Facts) -> None:
    undone = issue.but(milestone="1.0", undone=frozenset({("milestone", "2.0")}))
    assert decide([{"milestone": "2.0"}], undone) == ([], ["milestone: a person changed it from 2.0 to 1.0"])


def test_a_title_may_hold_values(decide: Decide, issue: Facts) -> None:
    assert decide([{"milestone": "{base}"}], issue.but(base="v3")) == ([{"do": "milestone", "title": "v3"}], [])
    assert decide([{"milestone": "{base}"}], issue) == ([], ["milestone: a value in “{base}” is empty"])


@pytest.mark.parametrize(
    ("kind", "mutation", "key"),
    [
        ("issue", "updateIssue", "id"),
        ("pull_request", "updatePullRequest", "pullRequestId"),
    ],
)
def test_each_kind_has_its_own_write(
    target: Target, signed: dict[str, Any], kind: str, mutation: str, key: str
) -> None:
    there = replace(target, item=replace(target.item, kind=kind), ids={Name("milestone", "2.0"): "MI_2"})
    some, none = SetMilestone(**signed, title="2.0"), SetMilestone(**signed, title=None)
    assert list(VERBS["milestone"].writes([some], there)) == [
        Write(mutation, {key: "I_7", "milestoneId": "MI_2"}, (some,))
    ]
    assert list(VERBS["milestone"].writes([some, none], there)) == [
        Write(mutation, {key: "I_7", "milestoneId": None}, (some, none))
    ]


def test_a_milestone_that_does_not_exist_is_told(target: Target, signed: dict[str, Any]) -> None:
    action = SetMilestone(**signed, title="9.0")
    refusal = Refusal(action, "9.0", "the repository has no open milestone 9.0")
    assert list(VERBS["milestone"].writes([action], target)) == [refusal]
    assert (action.describe(), action.claims()) == ("milestone 9.0", {"milestone": "9.0"})
