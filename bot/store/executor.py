"""The one door to the database: works go in, their results come out once they are on disk.

A *work* is a function of a connection. It may be run more than once before its one commit counts (a group that failed,
a lock, a deadlock), so it touches nothing but the connection.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar, runtime_checkable

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.store import database
from bot.store.errors import StoreUnavailable, is_passing, unavailable
from bot.store.migrate import migrate
from bot.store.writing import Batch, Job, JobQueue, StoreThread

A = TypeVar("A")
T = TypeVar("T")

_PATIENCE_S = 8.0  # GitHub hangs up after ten seconds; an honest 503 comes before
_LONGEST_QUEUE = 20_000
_READERS = 4
_POSTGRES_WRITERS = 4
_OPENING_TRIES = 20
_OPENING_PAUSE_S = 0.1


class StoreExecutor(Protocol):
    """Runs works on the database."""

    async def write(self, work: Callable[[sa.Connection], T]) -> T:
        """Run a work and return its result after the commit.

        Raises:
            StoreUnavailable: nothing may be counted on. What timed out may still be written later.
        """
        ...

    async def write_together(self, work: Callable[[sa.Connection, Sequence[A]], Sequence[T]], argument: A) -> T:
        """Like `write`, for a work that takes many arguments at once: those that wait together run as one.

        Args:
            work: the same function each time; returns one result per argument, in order.
            argument: what this caller brings.
        """
        ...

    async def read(self, work: Callable[[sa.Connection], T]) -> T:
        """Run a work that only reads; it sees one moment and waits for no writer.

        Raises:
            StoreUnavailable: the database does not answer.
        """
        ...

    async def read_together(self, work: Callable[[sa.Connection, Sequence[A]], Sequence[T]], argument: A) -> T:
        """To `read` what `write_together` is to `write`: for many short reads; it takes and raises the same."""
        ...

    async def close(self) -> None:
        """Write what waits, then let go of the database."""
        ...


@runtime_checkable
class AsksServer(Protocol):
    """A clock that shows the time of a store's server."""

    async def ask_server(self, store: StoreExecutor) -> None:
        """Ask for it."""
        ...


class DatabaseExecutor:
    """The store executor of a real database; made by `open_store`."""

    def __init__(self, writer: sa.Engine, reader: sa.Engine, *, embedded: bool) -> None:
        self._engines = (writer, reader)
        self._loop = loop = asyncio.get_running_loop()
        self._writes = JobQueue(mixed=embedded, limit=_LONGEST_QUEUE)
        self._reads = JobQueue(mixed=False, limit=_LONGEST_QUEUE)
        writers = 1 if embedded else _POSTGRES_WRITERS
        self._threads = [StoreThread("store-writer", writer, self._writes, loop) for _ in range(writers)]
        self._threads += [StoreThread("store-reader", reader, self._reads, loop, pauses=()) for _ in range(_READERS)]
        for thread in self._threads:
            thread.start()

    async def write(self, work: Callable[[sa.Connection], T]) -> T:
        """See `StoreExecutor.write`."""
        result: T = await self._written(_alone(work), None, shared=False)
        return result

    async def write_together(self, work: Callable[[sa.Connection, Sequence[A]], Sequence[T]], argument: A) -> T:
        """See `StoreExecutor.write_together`."""
        result: T = await self._written(work, argument, shared=True)
        return result

    async def read(self, work: Callable[[sa.Connection], T]) -> T:
        """See `StoreExecutor.read`."""
        result: T = await self._put(self._reads, _alone(work), None, shared=False)
        return result

    async def read_together(self, work: Callable[[sa.Connection, Sequence[A]], Sequence[T]], argument: A) -> T:
        """See `StoreExecutor.read_together`."""
        result: T = await self._put(self._reads, work, argument, shared=True)
        return result

    async def close(self) -> None:
        """See `StoreExecutor.close`."""
        self._writes.close()
        self._reads.close()
        for thread in self._threads:
            thread.hurry()
            await asyncio.to_thread(thread.join)
        for engine in self._engines:
            engine.dispose()

    async def _written(self, work: Batch, argument: Any, *, shared: bool) -> Any:
        future = self._put(self._writes, work, argument, shared=shared)
        timeout = self._loop.call_later(_PATIENCE_S, _give_up, future)
        try:
            return await future
        finally:
            timeout.cancel()

    def _put(self, queue: JobQueue, work: Batch, argument: Any, *, shared: bool) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = self._loop.create_future()
        queue.put(Job(work, argument, future, shared))
        return future


def _alone(work: Callable[[sa.Connection], T]) -> Batch:
    """A work of nobody else's, as those are that share a transaction."""
    return lambda connection, _arguments: [work(connection)]


def _raise_if_unavailable(error: Exception) -> None:
    if failure := unavailable(error):
        raise failure from error


def _give_up(future: asyncio.Future[Any]) -> None:
    if not future.done():
        future.set_exception(StoreUnavailable(f"The database did not answer within {_PATIENCE_S:.0f} seconds."))


async def open_store(url: str, clock: Clock) -> StoreExecutor:
    """Open the database of a URL and bring it to today's schema.

    Args:
        url: `sqlite:///FILE` or `postgresql+psycopg://...`.
        clock: everybody's; one that shows the server's time asks for it now.

    Raises:
        StoreUnusable: the address is wrong or the database of another version.
        StoreUnavailable: the database does not answer.
    """
    address = database.parse(url)
    embedded = database.is_embedded(address)
    if embedded:
        database.make_file(address)
    writer = database.writer(address, 1 if embedded else _POSTGRES_WRITERS)
    try:
        await _prepare(writer)
    except StoreUnavailable as error:
        writer.dispose()
        raise StoreUnavailable(f"{error} {database.whereabouts(address)}") from None
    except BaseException:
        writer.dispose()
        raise
    store = DatabaseExecutor(writer, database.reader(address, _READERS), embedded=embedded)
    if isinstance(clock, AsksServer):
        try:
            await clock.ask_server(store)
        except BaseException:
            await store.close()
            raise
    return store


async def _prepare(engine: sa.Engine) -> None:
    """Migrate; another process that opens the same database at the same moment is waited for."""
    for tries_left in reversed(range(_OPENING_TRIES)):
        try:
            await asyncio.to_thread(migrate, engine)
        except SQLAlchemyError as error:
            if tries_left and is_passing(error):
                await asyncio.sleep(_OPENING_PAUSE_S)
                continue
            _raise_if_unavailable(error)
            raise
        return
