"""The store as a port: the real schema on SQLite in memory, which outlives every process that uses it.

A transaction is committed whole or not at all, and nothing is under way at a crash: what a real database promises.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import StaticPool

from bot.clock import moment
from bot.store.errors import StoreUnavailable
from bot.store.migrate import migrate
from tests.faults.life import LIFE

A = TypeVar("A")
T = TypeVar("T")

_TAKES_S = 0.002


class Disk:
    """What is on disk."""

    def __init__(self) -> None:
        self.engine = sa.create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        event.listen(self.engine, "connect", _by_hand)
        migrate(self.engine)
        self.connection = self.engine.connect()
        self._seen = cast("sqlite3.Connection", self.connection.connection.dbapi_connection)
        tables = sa.inspect(self.connection).get_table_names()
        self._tables = [name for name in tables if name != "alembic_version"]

    def wipe(self) -> None:
        """A new disk."""
        for table in (*self._tables, "sqlite_sequence"):
            self._seen.execute(f"DELETE FROM {table}")  # noqa: S608 - the database's own names

    def transact(self, work: Callable[[sa.Connection], T]) -> T:
        """Commit a work, whole or not at all. There is one connection, for there is one thread.

        To SQLAlchemy that is a single transaction from the first seed to the last, which costs it less.
        """
        self._seen.execute("BEGIN IMMEDIATE")
        try:
            result = work(self.connection)
        except BaseException:
            self._seen.rollback()
            raise
        self._seen.commit()
        return result

    def undo(self, work: Callable[[sa.Connection], T]) -> None:
        """Do a work and take it back."""
        self._seen.execute("BEGIN IMMEDIATE")
        try:
            work(self.connection)
        finally:
            self._seen.rollback()

    def see(self, query: str, *values: Any) -> list[Any]:
        """What stands there, for the judge."""
        return list(self._seen.execute(query, values))

    def waits_until(self, installation: int) -> datetime:
        """Until when the bot has written down that it must ask nothing of an installation."""
        waits = self.see("SELECT blocked_until FROM installation WHERE id = ?", installation)
        return moment(waits[0][0] if waits else 0)

    def place(self, guid: str) -> int | None:
        """The place of a delivery in the order in which all came into the inbox; None where it is not there."""
        found = self.see("SELECT seq FROM inbox WHERE delivery = ?", guid)
        return int(found[0][0]) if found else None


def _by_hand(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None


class SimulatedStore:
    """The store executor of one process."""

    def __init__(self, disk: Disk, draw: Callable[[], str]) -> None:
        """A door to the disk.

        Args:
            disk: what is kept.
            draw: what becomes of the next transaction: nothing special, or the name of a mishap.
        """
        self._disk, self._draw = disk, draw

    async def write(self, work: Callable[[sa.Connection], T]) -> T:
        """See `StoreExecutor.write`."""
        life = LIFE.get()
        await asyncio.sleep(_TAKES_S)
        await life.passes("before a commit")
        mishap = self._draw()
        if mishap == "store gone":
            raise StoreUnavailable("The database is not available: it is locked or does not answer.")
        if mishap == "store runs it twice":
            self._disk.undo(work)
        result = self._disk.transact(work)
        await life.passes("after a commit")
        if mishap == "store silent, but written":
            raise StoreUnavailable("The database did not answer within 8 seconds.")
        return result

    async def write_together(self, work: Callable[[sa.Connection, Sequence[A]], Sequence[T]], argument: A) -> T:
        """See `StoreExecutor.write_together`."""
        results = await self.write(lambda connection: work(connection, [argument]))
        return results[0]

    async def read(self, work: Callable[[sa.Connection], T]) -> T:
        """See `StoreExecutor.read`."""
        await LIFE.get().passes("before a read of the store")
        return self._disk.transact(work)

    async def read_together(self, work: Callable[[sa.Connection, Sequence[A]], Sequence[T]], argument: A) -> T:
        """See `StoreExecutor.read_together`."""
        results = await self.read(lambda connection: work(connection, [argument]))
        return results[0]

    async def close(self) -> None:
        """See `StoreExecutor.close`; the disk stays."""
