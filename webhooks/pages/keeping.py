"""Keeps what a page shows for a few seconds: however many look at once, it is read and worked out once."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

FRESH_MS = 10_000
_MOST = 50


class Kept(Generic[T]):
    """What was worked out lately, by what it is about."""

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, tuple[int, T]] = OrderedDict()
        self._working = asyncio.Lock()

    async def get(self, key: Hashable, now: int, make: Callable[[], Awaitable[T]]) -> T:
        """What is known of something, made anew where that is older than a few seconds.

        Args:
            key: what it is about, and who may see it.
            now: the present in milliseconds.
            make: works it out.
        """
        async with self._working:
            known = self._found.get(key)
            if known is None or not 0 <= now - known[0] < FRESH_MS:
                known = (now, await make())
                self._found[key] = known
            self._found.move_to_end(key)
            while len(self._found) > _MOST:
                self._found.popitem(last=False)
            return known[1]
