"""One piece of work at a time, for those who are still there."""

import asyncio
from threading import Event

import pytest
from starlette.requests import Request
from starlette.types import Message

from webhooks.pages.playground.thinking import MOST_WAITING, Thinking
from webhooks.visitors.visitor import Turned


def asked(*, gone: bool = False) -> Request:
    async def receive() -> Message:
        if gone:
            return {"type": "http.disconnect"}
        await asyncio.Event().wait()
        raise AssertionError("nothing more comes")

    return Request({"type": "http", "method": "POST", "path": "/", "headers": []}, receive)


async def test_what_is_worked_out_is_given() -> None:
    assert await Thinking().about(asked(), lambda: 7) == 7


async def test_for_whoever_has_gone_nothing_is_worked_out() -> None:
    done: list[int] = []
    with pytest.raises(Turned) as turned:
        await Thinking().about(asked(gone=True), lambda: done.append(1))
    assert (turned.value.status, done) == (503, [])


async def test_where_too_many_wait_the_next_one_is_sent_away_and_later_taken() -> None:
    thinking, free = Thinking(), Event()
    waiting = [asyncio.create_task(thinking.about(asked(), free.wait)) for _ in range(MOST_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(Turned) as turned:
        await thinking.about(asked(), lambda: 7)
    free.set()
    assert (turned.value.status, await asyncio.gather(*waiting)) == (503, [True] * MOST_WAITING)
    assert await thinking.about(asked(), lambda: 7) == 7
