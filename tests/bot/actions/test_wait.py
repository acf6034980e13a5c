from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.action import Look, Target
from bot.actions import VERBS
from bot.actions.wait import Queue
from rules.book import Rule
from rules.combine import All
from rules.facts import Facts
from rules.goals.wait import Place, Wait
from rules.language import load
from rules.takers import Taker, in_line

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
BEN = Taker(login="Ben", at=NOW)


@pytest.mark.parametrize(
    ("taker", "left", "target", "says"),
    [
        (BEN, False, "ben=waits", "Ben waits in line"),
        (Taker(login="Ben", at=NOW, told_at=NOW), False, "ben=told", "Ben is told in line"),
        (BEN, True, "ben=left", "Ben left in line"),
    ],
)
def test_a_place_in_line_tells_who_and_how(
    signed: dict[str, Any], taker: Taker, left: bool, target: str, says: str
) -> None:
    action = Queue(**signed, taker=taker, left=left)
    assert (action.targets, action.describe()) == ((target,), says)
    assert action.applied_to(Facts(takers=(Taker(login="ben", at=NOW),))).takers == (() if left else (taker,))


def test_nothing_is_sent(signed: dict[str, Any], target: Target) -> None:
    assert list(VERBS["wait"].writes([Queue(**signed, taker=BEN)], target)) == []


def test_who_asks_in_the_same_moment_stands_behind(issue: Facts) -> None:
    book = load("project: {purpose: p}\nrules: []")
    rule = Rule("/assign", "/assign", 0, frozenset(), All(()), ())
    facts = issue.but(now=NOW, takers=(BEN, Taker(login="zoe", at=NOW + timedelta(milliseconds=1))))
    for login in ("cem", "ada"):
        [action] = VERBS["wait"].plan(Wait(Place(login)), Look(book, rule, 0, "c1", facts, {}))
        assert isinstance(action, Queue)
        facts = action.applied_to(facts)
    assert [one.login for one in in_line(facts.takers)] == ["Ben", "zoe", "cem", "ada"]
