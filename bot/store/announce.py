"""Tells the workers of other processes that there is work: by PostgreSQL's LISTEN and NOTIFY, or by a file's time.

A message may be lost and nothing is lost with it: workers look by themselves as well. It only saves them the wait. So
it is sent after the commit that it speaks of, never inside (NOTIFY would make commits wait for each other), and a
burst of arrivals is one message. SQLite has no such means: there the file that workers share (`bot.store.presence`)
is touched, and they look at its time, which takes some microseconds.
"""

import asyncio
import contextlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import structlog

from bot.store import database
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor
from bot.store.presence import shared_file

_CHANNEL = "fingerpost_work"
_FEWEST_S = 0.02
_LOOKS_S = 0.025
_PAUSES_S = (0.5, 1.0, 2.0, 5.0, 10.0)

_log = structlog.get_logger(__name__)


class Announcements:
    """One process's ear and voice on the database of a URL."""

    def __init__(self, url: str, store: StoreExecutor, heard: Callable[[], None] = lambda: None) -> None:
        """Nothing is said or heard yet.

        Args:
            url: of the database.
            store: that database, opened.
            heard: called when there may be work; a worker's `wake`.
        """
        address = database.parse(url)
        self._address = address
        self._bell = shared_file(address)
        self._rung = 0
        self._store = store
        self._heard = heard
        self._wanted = asyncio.Event()

    def tell(self) -> None:
        """There is work; whoever listens will hear of it."""
        self._wanted.set()

    async def speak(self) -> None:
        """Pass on what is told, until cancelled."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            if self._bell:
                self._rung = _ring(self._bell)
            else:
                await self._notify()
            await asyncio.sleep(_FEWEST_S)

    async def listen(self) -> None:
        """Hear others, until cancelled."""
        await (self._look(self._bell) if self._bell else self._listen())

    async def _look(self, bell: Path) -> None:
        heard = _time_of(bell)
        while True:
            await asyncio.sleep(_LOOKS_S)
            if (last := _time_of(bell)) not in (heard, self._rung):
                self._heard()
            heard = last

    async def _notify(self) -> None:
        try:
            await self._store.write_together(_notify, None)
        except StoreUnavailable:
            _log.info("nobody was told of work", help="workers find it by themselves, a little later")

    async def _listen(self) -> None:
        """Hear others by a connection, which is made again when it breaks."""
        import psycopg  # noqa: PLC0415 - 9 MB that a file has no use for

        failures = 0
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(
                    **database.connect_arguments(self._address), autocommit=True
                )
                async with connection:
                    await connection.execute(f"LISTEN {_CHANNEL}")
                    failures = 0
                    self._heard()  # what was told while nobody listened
                    async for _ in connection.notifies():
                        self._heard()
            except psycopg.Error as error:
                reason = (str(error).splitlines() or [type(error).__name__])[0]
                _log.warning("not told of work by others", reason=reason, help="looks by itself; tries again")
            await asyncio.sleep(_PAUSES_S[min(failures, len(_PAUSES_S) - 1)])
            failures += 1


def _ring(bell: Path) -> int:
    """Touch a file; gives the time that it has then, so that nobody hears himself."""
    with contextlib.suppress(OSError):  # no worker was here yet
        os.utime(bell)
    return _time_of(bell)


def _time_of(bell: Path) -> int:
    try:
        return bell.stat().st_mtime_ns
    except OSError:
        return 0


def _notify(connection: sa.Connection, who: Sequence[None]) -> Sequence[Any]:
    connection.execute(sa.text(f"NOTIFY {_CHANNEL}"))
    return who
