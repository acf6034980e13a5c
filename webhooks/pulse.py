"""Feels whether the worker lives: its writes go through here, and each one that succeeds is a beat."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

import sqlalchemy as sa

from bot.store.executor import StoreExecutor

A = TypeVar("A")
T = TypeVar("T")


class Pulse:
    """The store as the worker sees it: a worker looks for work by writing, several times in a minute at least."""

    def __init__(self, store: StoreExecutor) -> None:
        self._store = store
        self._loop = asyncio.get_running_loop()
        self._beat: float | None = None

    def silence(self) -> float:
        """Seconds since the last beat; without end before the first one."""
        return float("inf") if self._beat is None else self._loop.time() - self._beat

    async def write(self, work: Callable[[sa.Connection], T]) -> T:
        """See `StoreExecutor.write`."""
        result = await self._store.write(work)
        self._beat = self._loop.time()
        return result

    async def write_together(self, work: Callable[[sa.Connection, Sequence[A]], Sequence[T]], argument: A) -> T:
        """See `StoreExecutor.write_together`."""
        return await self._store.write_together(work, argument)

    async def read(self, work: Callable[[sa.Connection], T]) -> T:
        """See `StoreExecutor.read`."""
        return await self._store.read(work)

    async def read_together(self, work: Callable[[sa.Connection, Sequence[A]], Sequence[T]], argument: A) -> T:
        """See `StoreExecutor.read_together`."""
        return await self._store.read_together(work, argument)

    async def close(self) -> None:
        """See `StoreExecutor.close`."""
        await self._store.close()
