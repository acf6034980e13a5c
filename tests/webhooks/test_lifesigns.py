"""A worker says that it lives; its keeper hears when it does not."""

import asyncio
import os
from collections.abc import Iterator
from typing import TextIO

import pytest

from bot import metrics
from webhooks import lifesigns
from webhooks.lifesigns import Silence, heed, signs_of_life
from webhooks.tally import Figures

SIGN = b'{"a": [["a_total", {"of": "b"}, 1]]}\n'
TOLD = {"a": [("a_total", {"of": "b"}, 1)]}
MOST_IN_A_PIPE = 65_536


@pytest.fixture
def pipe() -> Iterator[tuple[int, TextIO]]:
    """Both ends."""
    ours, theirs = os.pipe()
    with os.fdopen(theirs, "w") as written:
        yield ours, written


def told(ours: int) -> list[Figures]:
    """All that was said into the pipe, which is closed."""
    with os.fdopen(ours, "rb") as read:
        return [lifesigns._FIGURES.validate_json(line) for line in read]


def lost_leases(figures: Figures) -> float:
    return next(value for name, _, value in figures["fingerpost_lost_leases"] if name.endswith("_total"))


async def test_a_sign_is_given_at_once_and_the_last_one_tells_all(pipe: tuple[int, TextIO]) -> None:
    ours, theirs = pipe
    async with signs_of_life(theirs):
        await asyncio.sleep(0.05)
        metrics.LOST_LEASES.inc(3)
    await asyncio.sleep(0.05)
    first, last = told(ours)
    assert lost_leases(last) - lost_leases(first) == 3


async def test_a_keeper_that_does_not_read_costs_no_memory_and_no_time(
    pipe: tuple[int, TextIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifesigns, "_EVERY_S", 0)
    ours, theirs = pipe
    async with signs_of_life(theirs):
        for _ in range(500):
            await asyncio.sleep(0)
    signs = await asyncio.to_thread(told, ours)
    size = len(lifesigns._FIGURES.dump_json(signs[0]))
    assert 0 < len(signs) <= MOST_IN_A_PIPE // size + 1  # how much of a page is left free is the system's matter


async def test_a_keeper_that_is_gone_stops_nothing(
    pipe: tuple[int, TextIO], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(lifesigns, "_EVERY_S", 0)
    ours, theirs = pipe
    async with signs_of_life(theirs):
        await asyncio.sleep(0)
        os.close(ours)
        for _ in range(20):
            await asyncio.sleep(0)
    assert caplog.messages == []


class Ear(asyncio.StreamReader):
    """The keeper's end of a pipe, which knows how often somebody listened there."""

    def __init__(self, *said: bytes) -> None:
        super().__init__(limit=100)
        self.times = 0
        for each in said:
            self.feed_data(each)

    async def readline(self) -> bytes:
        self.times += 1
        return await super().readline()


@pytest.mark.parametrize(
    ("said", "signs"),
    [
        ([], 0),
        ([SIGN], 1),
        ([SIGN[:9], SIGN[9:], SIGN], 2),
        ([b"Somebody printed this.\n", SIGN], 1),
        ([b"5\n", b'{"a": 5}\n', b"\xff\n", SIGN], 1),
        ([b'{"' + b"x" * 200 + b'": []}\n', SIGN], 1),
        ([SIGN, SIGN[:-2]], 1),
    ],
)
async def test_signs_are_told_from_what_else_is_printed(said: list[bytes], signs: int) -> None:
    ear = Ear(*said)
    ear.feed_eof()
    assert [figures async for figures in heed(ear)] == [TOLD] * signs


async def test_who_is_silent_now_and_then_is_not_taken_for_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifesigns, "_LISTENS_S", 0.001)

    class Slow(Ear):
        """Of somebody who speaks each fifth time that they are listened to, and ends."""

        async def readline(self) -> bytes:
            if self.times % 5 == 4:
                self.feed_data(SIGN)
            if self.times == 20:
                self.feed_eof()
            return await super().readline()

    assert [figures async for figures in heed(Slow())] == [TOLD] * 4


async def test_who_says_nothing_is_waited_for_longer_the_first_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifesigns, "_LISTENS_S", 0.001)
    new, known = Ear(), Ear(SIGN)
    for ear in (new, known):
        with pytest.raises(Silence):
            [figures async for figures in heed(ear)]
    assert (new.times, known.times) == (36, 1 + 6)
