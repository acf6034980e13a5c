"""When time alone may change what standing rules say."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rules.condition import Condition
from rules.facts import BLANK, Facts
from rules.language import load
from rules.turning import Turn, next_turn

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def days(number: float) -> datetime:
    return NOW + timedelta(days=number)


def facts(**more: Any) -> Facts:
    given: dict[str, Any] = {
        "kind": "issue",
        "now": NOW,
        "created_at": days(-10),
        "human_at": days(-3),
        "labels": ("bug",),
    }
    return BLANK.but(**{**given, **more})


def turn(*whens: str, on: str = "", **more: Any) -> Turn:
    rules = "\n".join(f"  - {{name: r{n}, {on}when: {when}, do: [{{label: x}}]}}" for n, when in enumerate(whens))
    return next_turn(load(f"project: {{purpose: p}}\nrules:\n{rules}\n"), facts(**more))


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("{age: 30 days}", days(20)),
        ("{idle: 30 days}", days(27)),
        ("{idle: {for: 30 days, since: created}}", days(20)),
        ("{age: 30 days, idle: 30 days}", days(20)),
        ("{not: {age: 30 days}}", days(20)),
        ("{any: [{idle: 5 days}, {label: bug}]}", days(2)),
        ("{age: 5 business days}", None),
        ("{age: 10 business days}", days(4)),
        ("{age: 9 days}", None),
        ("{label: bug}", None),
        ("{age: 30 days, label: bug}", days(20)),
        ("{age: 30 days, label: other}", None),
        ("{age: 100 years}", days(36_490)),
        ("{near: 10 km}", None),
    ],
)
def test_the_next_moment_is_the_end_of_a_span_that_matters(when: str, at: datetime | None) -> None:
    found = turn(when)
    assert (found.at, found.sure) == (at, True)


def test_the_soonest_of_all_rules_counts() -> None:
    assert turn("{age: 30 days}", "{idle: 5 days}", "{label: bug}") == Turn(days(2))


def test_a_rule_that_waits_for_events_does_not_wait_for_time() -> None:
    assert turn("{age: 30 days}", on="on: issues.edited, ") == Turn(None)


def test_what_was_not_asked_for_may_turn_earlier() -> None:
    known = turn("{age: 30 days}", "{idle: 5 days}", human_at=BLANK.human_at)
    assert (known.at, known.sure) == (days(20), False)
    assert turn("{idle: 5 days}", now=BLANK.now) == Turn(None, sure=False)


def test_at_the_end_of_time_nothing_turns() -> None:
    late = datetime(9999, 12, 1, tzinfo=UTC)
    assert turn("{age: 300 days}", created_at=late, now=late) == Turn(None)


def test_a_condition_of_a_later_version_is_passed_over() -> None:
    assert turn("{country: DE}", "{age: 30 days}") == Turn(days(20))


def test_a_condition_that_does_not_ask_for_time_turns_at_no_moment() -> None:
    (rule,) = load("project: {purpose: p}\nrules: [{name: one, when: {draft: true}, do: [{label: x}]}]").rules
    (asked,) = rule.when.parts
    assert isinstance(asked, Condition)
    assert asked.turns(facts()) is None
