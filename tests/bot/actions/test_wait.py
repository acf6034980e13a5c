from datetime import UTC, datetime
from typing import Any

import pytest

from bot.action import Target
from bot.actions import VERBS
from bot.actions.wait import Queue
from rules.facts import Facts
from rules.takers import Taker

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
