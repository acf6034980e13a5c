"""What follows from what the bot remembers of an item."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.clock import milliseconds
from bot.ledger import ANSWER_TAKES, Entry, Record
from bot.looking.memory import Memory

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DEEDS: dict[str, Any] = {
    "deeds": (("stage", "Doing"), ("stage", "Done"), ("label", "bug")),
    "settled": {
        ("stage", "Doing"): milliseconds(NOON + timedelta(hours=1)),
        ("stage", "Done"): milliseconds(NOON),
        ("label", "bug"): milliseconds(NOON + timedelta(hours=2)),
    },
}


def unclear(verb: str, target: str) -> Record:
    return Record(Entry("d-1", "5#1", "one", 0, target, verb), "intended", "", 7, 0, None)


def test_the_last_move_is_over_once_its_answer_must_have_come() -> None:
    assert Memory(**DEEDS).placed_by == NOON + ANSWER_TAKES


def test_who_never_moved_an_item_or_may_have_just_now_cannot_tell() -> None:
    assert Memory().placed_by is None
    assert Memory(**DEEDS, unsettled=(unclear("stage", "Doing"),)).placed_by is None
    assert Memory(**DEEDS, unsettled=(unclear("label", "docs"),)).placed_by == NOON + ANSWER_TAKES
