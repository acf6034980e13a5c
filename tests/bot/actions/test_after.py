"""`after`: a rule begins to wait once, and again once a person has done something."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.action import Target
from bot.actions import VERBS
from bot.actions.after import Wait
from rules.facts import UNKNOWN, Facts
from rules.forms import read_form

NOW = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)
WAITS = {"after": "7 days", "unless": "activity", "do": [{"unassign": "all"}, {"pin": True}]}
FORM = read_form(".github/ISSUE_TEMPLATE/e.yml", "name: E\nbody: [{type: input, attributes: {label: Date}}]\n")


@pytest.fixture
def idea(issue: Facts) -> Facts:
    return issue.but(now=NOW, human_at=NOW - timedelta(days=30), awaited={}, assignees=("ada",), forms=(FORM,))


def begun(at: str, *then: dict[str, Any], span: str = "7 days") -> dict[str, Any]:
    return {"do": "after", "in": span, "at": f"{at}+00:00", "then": list(then)}


UNASSIGN, PIN = {"do": "unassign", "assignees": ["ada"]}, {"do": "pin"}


def test_it_tells_when_it_will_go_on_and_what_it_would_do(decide: Callable[..., Any], idea: Facts) -> None:
    assert decide([WAITS], idea) == ([begun("2026-03-13T09:00:00", UNASSIGN, PIN)], [])


def test_business_days_and_unknown_times_are_told_as_they_are(decide: Callable[..., Any], idea: Facts) -> None:
    (actions, _) = decide([{"after": "1 business day", "do": [{"pin": True}]}], idea)
    assert actions == [begun("2026-03-09T09:00:00", PIN, span="1 business day")]
    (actions, _) = decide([{"after": "1 day", "do": [{"unassign": "all"}]}], idea.but(now=UNKNOWN, undone=UNKNOWN))
    assert actions == [{"do": "after", "in": "1 day", "then": [{"do": "unassign"}]}]


@pytest.mark.parametrize(
    ("human_at", "again"),
    [(NOW - timedelta(hours=2), False), (NOW, False), (NOW + timedelta(seconds=1), True), (UNKNOWN, False)],
)
def test_it_does_not_begin_again_before_a_person_acts(
    decide: Callable[..., Any], idea: Facts, human_at: Any, again: bool
) -> None:
    (actions, held) = decide([WAITS], idea.but(awaited={"r/0": NOW}, human_at=human_at))
    assert (bool(actions), held) == (again, [])


@pytest.mark.parametrize(
    ("answer", "at"), [("2026-05-01", "2026-05-04T00:00:00"), ("soon", None), ("_No response_", None)]
)
def test_it_may_count_from_a_date_in_the_form(
    decide: Callable[..., Any], idea: Facts, answer: str, at: str | None
) -> None:
    do = [{"after": {"field": "Date", "plus": "3 days"}, "do": [{"pin": True}]}]
    (actions, held) = decide(do, idea.but(body=f"### Date\n\n{answer}"))
    assert actions == ([begun(at, PIN, span="3 days after Date")] if at else [])
    assert held == ([] if at else ["after: the form names no date under Date"])


def test_a_form_that_nobody_knows_is_waited_for(decide: Callable[..., Any], idea: Facts) -> None:
    do = [{"after": {"field": "Date", "plus": "3 days"}, "do": [{"pin": True}]}]
    assert decide(do, idea.but(forms=UNKNOWN)) == ([], ["after: not known: forms"])


def test_what_a_person_did_at_that_very_moment_does_not_count(signed: dict[str, Any], idea: Facts) -> None:
    action = Wait(**signed, key="r/0", span="7 days", since=NOW, due=NOW, then=({"do": "pin"},))
    assert action.applied_to(idea).awaited == {"r/0": NOW}
    assert (action.targets, action.describe()) == (("r/0",), "after 7 days: pin")
    assert hash(action) == hash(Wait(**signed, key="r/0", span="7 days", since=NOW, due=NOW))


def test_there_is_nothing_to_send(signed: dict[str, Any], target: Target) -> None:
    action = Wait(**signed, key="r/0", span="7 days", since=NOW, due=NOW)
    assert list(VERBS["after"].writes([action], target)) == []
