"""When a stage asks its owner, and whom."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rules.evaluate import judge
from rules.facts import BLANK, Card, Facts, LabelChange, Member, Person
from rules.goals.comment import Comment
from rules.language import load
from rules.rule import Rule
from rules.turning import next_turn

NOW = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # a Monday


def rule_of(stage: str, project: str = "project: 1, ") -> Rule:
    (rule,) = load(
        f"project: {{purpose: p, people: p.yml}}\nboard: {{{project}stages: {{Doing: {stage}}}}}\nrules: []\n"
    ).rules
    return rule


def days(number: float) -> datetime:
    return NOW - timedelta(days=number)


def facts(**more: Any) -> Facts:
    given: dict[str, Any] = {
        "kind": "issue", "state": "open", "stage": "Doing", "now": NOW, "human_at": days(10), "assignees": ("ben",),
        "card": Card(id="c", status="Doing", moved_at=days(9)), "author": Person(login="ada"), "people": (),
    }  # fmt: skip
    return BLANK.but(**{**given, **more})


@pytest.mark.parametrize(
    ("more", "met"),
    [
        ({}, True),
        ({"human_at": days(6)}, False),
        ({"card": Card(id="c", status="Doing", moved_at=days(6))}, False),
        ({"card": Card(id="c", status="Doing")}, True),
        ({"card": None}, True),
        ({"stage": "Done"}, False),
        ({"state": "closed"}, False),
        ({"human_at": BLANK.human_at}, None),
        ({"kind": "discussion"}, False),
    ],
)
def test_it_asks_when_nobody_did_anything_for_so_long_there(more: dict[str, Any], met: bool | None) -> None:
    assert judge(rule_of("{nudge: 7 days}"), facts(**more)).matched is met


@pytest.mark.parametrize(("at", "met"), [(days(6), False), (days(8), True)])
def test_without_a_board_the_label_tells_when_it_came_there(at: datetime, met: bool) -> None:
    labelled = {"stage/doing": LabelChange(at=at, on=True, ours=True)}
    rule = rule_of("{nudge: 7 days}", project="")
    assert judge(rule, facts(card=None, relabelled=labelled)).matched is met
    assert judge(rule, facts(card=None)).matched is None


@pytest.mark.parametrize(
    ("owner", "to", "role"),
    [
        ("author", ["{author}"], None),
        ("[assignee, author]", ["{assignee}", "{author}"], None),
        ("editor", None, ["editor"]),
        ("[author, editor]", ["{author}"], None),
        ("anyone", None, None),
    ],
)
def test_the_people_of_the_item_are_asked_first(owner: str, to: list[str] | None, role: list[str] | None) -> None:
    ((_, goal),) = rule_of(f"{{nudge: 7 days, owner: {owner}}}").goals
    assert isinstance(goal, Comment)
    selector = goal.value.to
    assert (goal.value.say, goal.value.notify, goal.once) == ("nudge", True, True)
    assert [user.source for user in (selector and selector.users) or ()] == (to or [])
    assert list((selector and selector.role) or ()) == (role or [])


def test_it_is_a_rule_with_a_name_and_a_place() -> None:
    rule = rule_of("{nudge: 7 days}")
    assert (rule.id, rule.line, rule.standing, rule.while_true) == ("board.stages.Doing.nudge", 2, True, True)


FRIDAY = datetime(2026, 3, 6, 20, 0, tzinfo=UTC)
CLOCK = {"human_at": FRIDAY, "card": None}


@pytest.mark.parametrize(
    ("people", "turns"),
    [
        ((), datetime(2026, 3, 10, 20, 0, tzinfo=UTC)),
        ((Member(login="Ben", zone="Pacific/Auckland"),), datetime(2026, 3, 10, 11, 0, tzinfo=UTC)),
        ((Member(login="ben", zone="Nowhere/Land"),), datetime(2026, 3, 10, 20, 0, tzinfo=UTC)),
        ((Member(login="cem", zone="Pacific/Auckland"),), datetime(2026, 3, 10, 20, 0, tzinfo=UTC)),
        ((Member(login="cem", roles=("editor",), zone="Pacific/Auckland"),), datetime(2026, 3, 10, 11, 0, tzinfo=UTC)),
    ],
)
def test_business_days_are_the_owner_s(people: tuple[Member, ...], turns: datetime) -> None:
    book = load(
        "project: {purpose: p, people: p.yml}\n"
        "board: {project: 1, stages: {Doing: {nudge: 2 business days, owner: [assignee, editor]}}}\nrules: []\n"
    )
    assert next_turn(book, facts(**CLOCK, people=people)).at == turns


def test_the_author_s_days_count_where_the_author_is_asked() -> None:
    stages = "{Ideas: {}, Doing: {nudge: 2 business days, owner: author}}"
    book = load(f"project: {{purpose: p, people: p.yml}}\nboard: {{project: 1, stages: {stages}}}\nrules: []\n")
    people = (Member(login="ada", zone="Pacific/Auckland"),)
    assert next_turn(book, facts(**CLOCK, people=people)).at == datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
