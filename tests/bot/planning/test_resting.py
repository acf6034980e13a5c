"""A goal that rests has nothing to do or to say; and what rested is asked again once another rule has changed it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.action import Look
from bot.actions import VERBS
from bot.plan import Occasion, make_plan
from bot.planning.values import values_of
from rules.book import Rulebook
from rules.facts import UNKNOWN, Board, Facts, Person
from rules.language import load

NAMES = ("a", "B", "x" * 60, "for {author}", "{{a", "{author}", "{milestone}")
LABELS = ("A", "b", "x" * 50, "x" * 60, "for ada", "{a", "{{a", "{author}")
PEOPLE = ("ada", "Bob", "{author}", "{actor}")
SELECTORS: tuple[dict[str, Any], ...] = (
    {},
    {"count": 1},
    {"count": 2},
    {"never": ["assignee"]},
    {"fallback": {"users": "cyd"}},
    {"fallback": {"need": "an editor"}},
    {"as": "mentor"},
)
ITEM = Facts(
    kind="issue",
    title="A crash",
    author=Person(login="ada"),
    labels=(),
    assignees=(),
    undone=frozenset(),
    recorded=frozenset(),
    sections={},
    people=(),
    milestone=None,
)


def book(*goals: dict[str, Any]) -> Rulebook:
    return load(f"project: {{purpose: x}}\nrules: {[{'name': f'r{n}', 'do': [goal]} for n, goal in enumerate(goals)]}")


some_labels = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)
goals = st.one_of(
    some_labels.map(lambda names: {"label": names}),
    some_labels.map(lambda names: {"unlabel": names}),
    st.builds(
        lambda users, more: {"assign": {"users": users, **more}},
        st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True),
        st.sampled_from(SELECTORS),
    ),
)
marks = st.tuples(st.sampled_from(("label", "unlabel", "assign")), st.sampled_from(("a", "b", "ada", "bob")))
items = st.builds(
    ITEM.but,
    labels=st.lists(st.sampled_from(LABELS), unique=True).map(tuple),
    assignees=st.lists(st.sampled_from(("Ada", "bob", "cyd", "{author}")), unique=True).map(tuple),
    undone=st.frozensets(marks, max_size=2),
    flapping=st.frozensets(marks, max_size=1),
    sections=st.sampled_from(({}, {"r0/need": "Who helps?"}, UNKNOWN)),
)


@given(goals, items)
def test_a_goal_that_rests_plans_nothing(goal: dict[str, Any], item: Facts) -> None:
    rules = book(goal)
    verb, (_, asked) = VERBS[next(iter(goal))], rules.rules[0].goals[0]
    look = Look(rules, rules.rules[0], 0, "d", item, values_of(item, rules))
    assert not verb.rests(asked, item) or list(verb.plan(asked, look)) == []


@pytest.mark.parametrize(
    ("goal", "known", "rests"),
    [
        ({"label": ["a", "B"]}, {"labels": ("A", "b", "c")}, True),
        ({"label": ["a", "b"]}, {"labels": ("a",)}, False),
        ({"label": "{author}"}, {"labels": ("ada",)}, False),
        ({"unlabel": ["a", "b"]}, {"labels": ("c",)}, True),
        ({"unlabel": ["a", "b"]}, {"labels": ("B",)}, False),
        ({"unlabel": "{author}"}, {"labels": ()}, False),
        ({"assign": "Ada"}, {"assignees": ("ada", "bob")}, True),
        ({"assign": ["ada", "bob"]}, {"assignees": ("ada",)}, False),
        ({"assign": {"users": "ada", "count": 1}}, {"assignees": ("ada",)}, False),
        ({"assign": "ada"}, {"assignees": ("ada",), "sections": UNKNOWN}, True),
        ({"assign": "ada"}, {"assignees": ("ada",), "sections": {"r0/need": "Who helps?"}}, False),
        ({"comment": "Hello."}, {}, False),
    ],
)
def test_what_is_plainly_reached_rests(goal: dict[str, Any], known: dict[str, Any], *, rests: bool) -> None:
    assert VERBS[next(iter(goal))].rests(book(goal).rules[0].goals[0][1], ITEM.but(**known)) is rests


@pytest.mark.parametrize(
    ("goals", "known", "done"),
    [
        # What the first one found reached is changed by the second one, which has to give way for that.
        (({"label": "a"}, {"unlabel": "a"}), {"labels": ("a",)}, []),
        (({"unlabel": "a"}, {"label": "a"}), {"labels": ()}, []),
        (({"assign": "bob"}, {"unassign": "bob"}), {"assignees": ("bob",)}, []),
        # What the first one names by a value is another thing once the second one has acted.
        (({"label": "of {milestone}"}, {"milestone": "v1"}), {"milestone": None}, ["milestone v1", "+of v1"]),
    ],
)
def test_what_another_rule_changes_is_asked_again(
    goals: tuple[dict[str, Any], ...], known: dict[str, Any], done: list[str]
) -> None:
    plan = make_plan(book(*goals), ITEM.but(**known), [Occasion("d")])
    assert [action.describe() for action in plan.actions] == done
    assert len(plan.conflicts) == (0 if done else 1)


def test_what_was_remarked_is_taken_back_once_another_rule_has_reached_the_goal() -> None:
    rules = load(
        "project: {purpose: x}\nboard: {project: 1, labels: true, stages: {One: {}, Two: {}}}\n"
        "rules:\n  - {name: r0, do: [{unlabel: stage/One}]}\n  - {name: r1, do: [{stage: Two}]}\n"
    )
    known: dict[str, Any] = {"stage": "One", "card": None, "board": Board(options=("One", "Two")), "relabelled": {}}
    item = ITEM.but(labels=("stage/One",), undone=frozenset({("unlabel", "stage/one")}), **known)
    plan = make_plan(rules, item, [Occasion("d")])
    assert [held.why for held in make_plan(replace(rules, rules=rules.rules[:1]), item, [Occasion("d")]).held_back] == [
        "a person put stage/One back"
    ]
    assert (plan.actions[-1].describe(), plan.held_back) == ("stage Two", ())
