"""What rules may change, for the index."""

import pytest

from rules.changing import Changes
from rules.facts import BLANK, UNKNOWN, Facts
from rules.language import load

BOARD = "board: {project: 1, stages: {Triage: {}, Done: {done: true}}}\n"


def changes(*goals: str, board: str = "") -> Changes:
    rules = "\n".join(f"  - {{name: r{n}, do: [{goal}]}}" for n, goal in enumerate(goals))
    return load(f"project: {{purpose: p}}\n{board}rules:\n{rules}\n").changes


@pytest.mark.parametrize(
    ("goal", "labels", "facts"),
    [
        ("{label: [bug, docs]}", {"bug", "docs"}, set()),
        ("{unlabel: bug}", {"bug"}, set()),
        ("{label: 'lang/{language}'}", None, set()),
        ("{after: 7 days, unless: activity, do: [{label: stale}]}", {"stale"}, set()),
        ("{close: completed}", set(), {"state"}),
        ("{milestone: Spring}", set(), {"milestone"}),
        ("{comment: Hello}", set(), set()),
    ],
)
def test_each_goal_changes_what_it_is_about(goal: str, labels: set[str] | None, facts: set[str]) -> None:
    assert changes(goal) == Changes(None if labels is None else frozenset(labels), frozenset(facts))


def test_where_a_stage_shows_as_a_label_any_may_come() -> None:
    assert changes("{stage: Done}", board=BOARD).labels is None
    assert changes("{label: x}", board=BOARD).labels == frozenset({"x"})


def test_what_may_come_is_there_and_what_may_change_is_not_known() -> None:
    seen = Facts(labels=("old",), state="open", draft=False)
    may = Changes(frozenset({"new"}), frozenset({"state"})).may_leave(seen)
    assert (may.labels, may.state, may.draft) == (("old", "new"), UNKNOWN, False)
    assert Changes(frozenset(), frozenset()).may_leave(seen) == seen
    assert Changes(None, frozenset()).may_leave(seen).labels is UNKNOWN
    assert Changes(frozenset({"new"}), frozenset()).may_leave(BLANK).labels is UNKNOWN
