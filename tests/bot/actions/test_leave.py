from datetime import date
from typing import Any

import pytest

from bot.action import Target
from bot.actions import VERBS
from bot.actions.leave import SetAbsence
from rules.facts import Away

TODAY, LAST = date(2026, 3, 2), date(2026, 3, 20)


@pytest.mark.parametrize(
    ("until", "over", "target", "says", "away"),
    [
        (None, False, "ben=away", "Ben is away until they say so", Away(since=TODAY)),
        (LAST, False, "ben=2026-03-20", "Ben is away until 2026-03-20", Away(since=TODAY, until=LAST)),
        (None, True, "ben=back", "Ben is back", None),
    ],
)
def test_an_absence_tells_who_and_until_when(
    signed: dict[str, Any], until: date | None, over: bool, target: str, says: str, away: Away | None
) -> None:
    action = SetAbsence(**signed, login="Ben", since=TODAY, until=until, over=over)
    assert (action.targets, action.describe(), action.away) == ((target,), says, away)


def test_nothing_is_sent(signed: dict[str, Any], target: Target) -> None:
    assert list(VERBS["leave"].writes([SetAbsence(**signed, login="ben", since=TODAY)], target)) == []
