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


def test_whoever_sends_wrong_ones_waits_a_minute_after_five() -> None:
    clock = HandClock()
    code = OneTimeCode(clock, list[str]().append)
    wrong = [code.accepts("WRONG-WRONG") for _ in range(MOST_TRIES)]
    clock.moment += PAUSE - timedelta(seconds=1)
    with pytest.raises(TooOften):
        code.accepts("WRONG-WRONG")
    clock.moment += timedelta(seconds=1)
    assert (wrong, code.accepts("WRONG-WRONG")) == ([False] * MOST_TRIES, False)


def test_strangers_who_guess_do_not_keep_the_right_one_out() -> None:
    told: list[str] = []
    code = OneTimeCode(HandClock(), told.append)
    for _ in range(MOST_TRIES):
        code.accepts("WRONG-WRONG")
    assert (code.accepts(told[0]), len(told)) == (True, 2)


def test_a_right_one_forgives_the_wrong_ones_before() -> None:
    told: list[str] = []
    code = OneTimeCode(HandClock(), told.append)
    found = []
    for _ in range(3):
        found += [code.accepts("WRONG"), code.accepts("WRONG"), code.accepts(told[-1])]
    assert found == [False, False, True] * 3
