"""What rules may change, for the index."""

import pytest

from rules.changing import Changes
from rules.facts import Facts
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


def test_of_each_fact_it_is_known_what_it_may_come_to_be() -> None:
    may = Changes(frozenset({"new"}), frozenset({"state"}))
    assert [may.may_bring(fact) for fact in ("labels", "state", "draft")] == [frozenset({"new"}), None, frozenset()]
    assert Changes(None, frozenset()).may_bring("labels") is None


def test_labels_are_told_in_lower_case() -> None:
    assert changes("{label: [Bug, DOCS]}").labels == frozenset({"bug", "docs"})


def test_the_index_tells_which_rules_may_hold_once_others_have_acted() -> None:
    book = load(
        "project: {purpose: p}\nrules:\n"
        "  - {name: first, when: {title: crash}, do: [{label: Bug}, {close: completed}]}\n"
        "  - {name: second, when: {label: BUG, state: closed}, do: [{label: x}]}\n"
        "  - {name: never, when: {label: other}, do: [{label: y}]}\n"
        "  - {name: draft, when: {draft: true}, do: [{label: z}]}\n"
    )
    item = Facts(kind="issue", title="a crash", labels=(), state="open", draft=False)
    now = [rule.name for rule in book.index.may_hold(None, item)]
    later = [rule.name for rule in book.index.may_hold(None, item, later=True)]
    assert (now, later) == (["first"], ["first", "second"])


def test_where_any_label_may_come_none_rules_a_rule_out_later() -> None:
    book = load(
        "project: {purpose: p}\nrules:\n"
        "  - {name: first, do: [{label: 'x-{author}'}]}\n"
        "  - {name: second, when: {label: bug}, do: [{label: y}]}\n"
    )
    item = Facts(labels=())
    assert [len(book.index.may_hold(None, item, later=later)) for later in (False, True)] == [1, 2]
