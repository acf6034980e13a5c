"""A rule that has waited goes on as the file says it now, where nothing has come between."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rules.diagnostics import RuleFileError
from rules.evaluate import judge
from rules.facts import BLANK, Facts
from rules.goals.after import within
from rules.goingon import GOES_ON, going_on
from rules.language import load
from rules.rule import Rule

SINCE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def rule_of(after: str, when: str = "{label: idea}") -> Rule:
    return load(
        f"project: {{purpose: p}}\nrules:\n  - {{name: r, when: {when}, do: [{{pin: true}}, {after}]}}\n"
    ).rules[0]


def facts(**more: Any) -> Facts:
    given: dict[str, Any] = {"kind": "issue", "labels": ("idea",), "human_at": SINCE}
    return BLANK.but(**{**given, **more})


def met(rule: Rule, facts: Facts, *, asked_again: bool = True) -> bool | None:
    found = going_on(rule, 1, SINCE, asked_again=asked_again)
    assert found is not None
    return judge(found, facts).matched


ACTIVITY = "{after: 7 days, unless: activity, do: [{label: x}]}"


@pytest.mark.parametrize(
    ("after", "more", "holds"),
    [
        (ACTIVITY, {}, True),
        (ACTIVITY, {"human_at": SINCE + timedelta(seconds=1)}, False),
        (ACTIVITY, {"human_at": BLANK.human_at}, None),
        (ACTIVITY, {"labels": ()}, False),
        ("{after: 7 days, do: [{label: x}]}", {"human_at": SINCE + timedelta(days=1)}, True),
        ("{after: 7 days, unless: {label: keep}, do: [{label: x}]}", {}, True),
        ("{after: 7 days, unless: {label: keep}, do: [{label: x}]}", {"labels": ("idea", "keep")}, False),
        ("{after: 7 days, unless: {draft: true}, do: [{label: x}]}", {"kind": "pull_request"}, None),
    ],
)
def test_it_goes_on_unless_something_came_between(after: str, more: dict[str, Any], holds: bool | None) -> None:
    assert met(rule_of(after), facts(**more)) is holds


def test_what_its_own_work_ended_is_not_asked_again() -> None:
    gone = facts(labels=())
    assert (met(rule_of(ACTIVITY), gone), met(rule_of(ACTIVITY), gone, asked_again=False)) == (False, True)


def test_it_does_what_stands_under_its_own_do_and_hears_nothing_else() -> None:
    rule = rule_of("{after: 1 day, do: [{label: x}, {after: 2 days, do: [{label: y}]}]}")
    found = going_on(rule, 1, SINCE, asked_again=True)
    assert found is not None
    assert [(position, goal.word) for position, goal in found.goals] == [(200, "label"), (201, "after")]
    assert (found.name, found.on, found.hears(GOES_ON), found.hears("issues.opened")) == (
        "r",
        frozenset({GOES_ON}),
        True,
        False,
    )
    deeper = going_on(rule, 201, SINCE, asked_again=True)
    assert deeper is not None
    assert [(position, goal.word) for position, goal in deeper.goals] == [(within(201), "label")]


@pytest.mark.parametrize("position", [0, 2, 100, 200])
def test_where_the_file_says_it_no_more_nothing_goes_on(position: int) -> None:
    assert going_on(rule_of(ACTIVITY), position, SINCE, asked_again=True) is None


def test_what_it_asks_for_is_to_be_known() -> None:
    found = going_on(rule_of(ACTIVITY), 1, SINCE, asked_again=True)
    assert found is not None
    assert found.when.needs == {"labels", "human_at"}


def test_it_may_wait_three_times_and_no_deeper() -> None:
    nested = "{after: 1 day, do: [%s]}"
    deep = nested % (nested % (nested % "{label: x}"))
    assert len(rule_of(deep).all_goals) == 5
    with pytest.raises(RuleFileError, match="more than 3 times `after` within each other"):
        rule_of(nested % deep)


def test_while_a_reviewer_has_to_act_no_rule_goes_on_that_heeds_activity() -> None:
    assert met(rule_of(ACTIVITY), facts(reviewing=12)) is False
    assert met(rule_of("{after: 7 days, do: [{label: x}]}"), facts(reviewing=12)) is True
