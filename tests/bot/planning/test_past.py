from typing import Any

import pytest

from bot.planning.occasion import Occasion
from bot.planning.past import GATES, may_pass, told_of_gate
from rules.facts import UNKNOWN, Board, Facts, Person
from rules.language import load

BOOK = load("""
project: {purpose: p}
board: {project: 1, stages: {A: , B: {needs: {label: ok}}}}
rules: []
""")
FREE = load("project: {purpose: p}\nboard: {project: 1, stages: {A: , B: }}\nrules: []")
ITEM = Facts(
    kind="issue", author=Person(login="a"), labels=(), card=None, undone=frozenset(), board=Board(), sections={},
    stage="B", stage_seen="A", title="", body="",
)  # fmt: skip
TOLD = "`B` still needs the label ok. The card stays where it was put."


def told(**more: Any) -> list[str]:
    return [str(one.keys()["body"]) for one in told_of_gate(BOOK, ITEM.but(**more), "d1")]


def test_what_is_missing_is_said_when_a_person_moved_it_there() -> None:
    [said] = told_of_gate(BOOK, ITEM, "d1")
    assert (said.targets, said.rule, said.cause, said.keys()) == ((GATES,), GATES, "d1", {"body": TOLD})


@pytest.mark.parametrize(
    "more",
    [
        {"stage_seen": "B"},
        {"stage_seen": UNKNOWN},
        {"stage": UNKNOWN},
        {"labels": ("ok",)},
        {"stage": "A"},
        {"stage": "Elsewhere"},
        {"stage": None},
        {"kind": "discussion"},
        {"silenced": True},
        {"sections": {GATES: TOLD}},
    ],
)
def test_nothing_is_said_where_nothing_is_missing_or_was_moved_or_it_stands_there(more: Any) -> None:
    assert told(**more) == []


@pytest.mark.parametrize("more", [{"stage": "A", "stage_seen": "B"}, {"labels": ("ok",)}, {"stage": None}])
def test_it_goes_away_once_nothing_is_missing_any_more(more: Any) -> None:
    assert told(sections={GATES: TOLD}, **more) == [""]


@pytest.mark.parametrize(
    ("occasion", "may"),
    [
        (Occasion("d", "projects_v2_item.edited"), True),
        (Occasion("d", "issues.labeled", label="stage/B"), True),
        (Occasion("d", "projects_v2_item.edited", own=True), False),
        (Occasion("d", "issues.closed"), False),
        (Occasion("sweep"), False),
    ],
)
def test_only_a_persons_move_is_worth_a_look(occasion: Occasion, may: bool) -> None:
    assert (may_pass(BOOK, occasion, ()), may_pass(FREE, occasion, ())) == (may, False)
