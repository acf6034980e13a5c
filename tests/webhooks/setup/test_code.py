"""The one-time code."""

from datetime import UTC, datetime, timedelta

import pytest

from webhooks.setup.code import MOST_TRIES, PAUSE, OneTimeCode, TooOften


class HandClock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


def test_it_is_taken_however_it_is_typed_and_then_not_again() -> None:
    told: list[str] = []
    code = OneTimeCode(HandClock(), told.append)
    [first] = told
    typed = f" {first.lower().replace('-', ' ')} "
    assert ([code.accepts(typed), code.accepts(typed)], len(told), told[0] == told[1]) == ([True, False], 2, False)


def test_after_five_wrong_ones_nothing_is_looked_at_for_a_minute_and_then_another_counts() -> None:
    told: list[str] = []
    clock = HandClock()
    code = OneTimeCode(clock, told.append)
    wrong = [code.accepts("WRONG-WRONG") for _ in range(MOST_TRIES)]
    with pytest.raises(TooOften):
        code.accepts(told[-1])
    clock.moment += PAUSE - timedelta(seconds=1)
    with pytest.raises(TooOften):
        code.accepts(told[-1])
    clock.moment += timedelta(seconds=1)
    assert (wrong, code.accepts(told[0]), code.accepts(told[1])) == ([False] * MOST_TRIES, False, True)


def test_a_right_one_forgives_the_wrong_ones_before() -> None:
    told: list[str] = []
    code = OneTimeCode(HandClock(), told.append)
    found = []
    for _ in range(3):
        found += [code.accepts("WRONG"), code.accepts("WRONG"), code.accepts(told[-1])]
    assert found == [False, False, True] * 3
