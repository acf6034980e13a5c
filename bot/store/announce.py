"""Tells the workers of other processes that there is work: PostgreSQL's LISTEN and NOTIFY.

A message may be lost and nothing is lost with it: workers look by themselves as well. It only saves them the wait. So
it is sent after the commit that it speaks of, never inside (NOTIFY would make commits wait for each other), and a
burst of arrivals is one message. A SQLite file has no such means; its other processes look now and then.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
import structlog

from bot.store import database
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor

_CHANNEL = "fingerpost_work"
_FEWEST_S = 0.02
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
        self._address = None if database.is_embedded(address) else address
        self._store = store
        self._heard = heard
        self._wanted = asyncio.Event()

    def tell(self) -> None:
        """There is work; whoever listens will hear of it."""
        self._wanted.set()

    async def speak(self) -> None:
        """Pass on what is told, until cancelled."""
        while self._address:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                await self._store.write_together(_notify, None)
            except StoreUnavailable:
                _log.info("nobody was told of work", help="workers find it by themselves, a little later")
            await asyncio.sleep(_FEWEST_S)

    async def listen(self) -> None:
        """Hear others, until cancelled; a connection that breaks is made again."""
        if not self._address:
            return
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


def _notify(connection: sa.Connection, who: Sequence[None]) -> Sequence[Any]:
    connection.execute(sa.text(f"NOTIFY {_CHANNEL}"))
    return who
