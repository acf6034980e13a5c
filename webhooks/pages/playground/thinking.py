"""Work that takes the processor for a while, one piece at a time: deliveries are waiting for it, too."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from starlette.requests import Request

from webhooks.visitors.visitor import Turned

T = TypeVar("T")

MOST_WAITING = 8


class Thinking:
    """A short line of those who want something worked out; whoever has gone by the time of their turn is left out."""

    def __init__(self) -> None:
        self._turn, self._waiting = asyncio.Lock(), 0

    async def about(self, request: Request, work: Callable[[], T]) -> T:
        """Do a piece of work in a thread, when its turn has come.

        Args:
            request: of whoever waits for it.
            work: what is to be worked out.

        Raises:
            Turned: the line is full, or nobody waits for this any more.
        """
        if self._waiting >= MOST_WAITING:
            raise _busy()
        self._waiting += 1
        try:
            async with self._turn:
                if await request.is_disconnected():  # a script asks anew while somebody types on
                    raise _busy()
                return await asyncio.to_thread(work)
        finally:
            self._waiting -= 1


def _busy() -> Turned:
    told = "Nothing was changed. Try again in a moment."
    return Turned(503, "Many people try rules just now", told, ("Try again", ""))
