"""How often each rule fired, would have, was held back, and failed."""

from typing import Any

from bot.figures.firing import firing
from bot.store.decisions import Decision


def look(lane: str, at: int, **told: Any) -> Decision:
    return Decision(lane, at, (), told)


def label(rule: str) -> dict[str, Any]:
    return {"do": "label", "rule": rule, "labels": ["x"]}


def test_a_rule_is_counted_once_a_look_and_its_last_time_is_the_newest() -> None:
    found = firing(
        [look("1#2", 30, actions=[label("A"), label("A")]), look("1#1", 20, actions=[label("A"), label("B")])]
    )
    a, b = found["A"], found["B"]
    assert (a.fired, a.items, a.last_at, a.last_lane) == (2, 2, 30, "1#2")
    assert (b.fired, b.items, b.last_at, b.last_lane) == (1, 1, 20, "1#1")


def test_looks_that_came_to_the_same_count_each() -> None:
    ends = [{"do": "label", "rule": "B", "target": "x", "state": "failed"}]
    told = {"actions": [label("A"), label("B")], "observed": ["A"], "outcomes": ends}
    found = firing([look("1#1", 9, again={"times": 3, "since": 5}, **told), look("1#2", 2, **told)])
    a, b = found["A"], found["B"]
    assert (a.observed, a.fired, a.items, a.last_at) == (4, 0, 2, 9)
    assert (b.observed, b.fired, b.failed) == (0, 4, 4)


def test_what_is_only_observed_is_counted_apart() -> None:
    found = firing([look("1#1", 9, actions=[label("A"), label("B")], observed=["A"])])
    assert [(one.fired, one.observed, one.last_at) for one in (found["A"], found["B"])] == [(0, 1, 9), (1, 0, 9)]


def test_what_was_held_back_counts_by_item_and_what_failed_by_deed() -> None:
    held = {"do": "label", "rule": "A", "why": "a person took it off"}
    ends = [
        {"do": "label", "rule": "A", "target": name, "state": state} for name, state in (("x", "failed"), ("y", "done"))
    ]
    found = firing([look("1#1", 2, held_back=[held]), look("1#1", 1, held_back=[held], outcomes=ends)])
    assert (found["A"].held_back, found["A"].failed, found["A"].last_at) == (1, 1, None)
    assert firing([look("1#1", 2, actions=None, outcomes=None, held_back=None, observed=None)]) == {}
