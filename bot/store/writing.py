"""Group commit: the works that wait at the same moment share one transaction.

One commit is one `fsync`; a disk that needs 4 ms for it does 250 a second, and everything that waited meanwhile goes
into the next one. When a group fails each of its works is run alone, so that a bad one fails alone. When the
*database* fails, nobody in the group is told that anything was kept. Reads are grouped in the same way: to begin and
end a transaction takes longer than most of them.
"""

import threading
from asyncio import AbstractEventLoop, Future
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.store.errors import StoreUnavailable, is_passing, unavailable

Batch = Callable[[sa.Connection, Sequence[Any]], Sequence[Any]]

_LARGEST_GROUP = 256
PAUSES_S = (0.02, 0.1, 0.5)


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One work that waits: what to run, with which argument, and who waits for the result."""

    work: Batch
    argument: Any
    future: Future[Any]
    shared: bool


class JobQueue:
    """The works that wait, handed out in groups. Safe between the event loop and the writing threads."""

    def __init__(self, *, mixed: bool, limit: int) -> None:
        """An empty queue.

        Args:
            mixed: whether works of different kinds may share a transaction. On SQLite they do; on PostgreSQL they
                would take row locks in different orders and meet in deadlocks.
            limit: how many may wait.
        """
        self._mixed = mixed
        self._limit = limit
        self._jobs: deque[Job] = deque()
        self._changed = threading.Condition()
        self._closed = False

    def put(self, job: Job) -> None:
        """Let a work wait for its turn.

        Raises:
            StoreUnavailable: too many wait already, or the store is closed.
        """
        with self._changed:
            if self._closed:
                raise StoreUnavailable("The store is closed.")
            if len(self._jobs) >= self._limit:
                raise StoreUnavailable("The store is overloaded: too much waits.")
            self._jobs.append(job)
            if len(self._jobs) == 1:  # else a thread is on its way already
                self._changed.notify()

    def close(self) -> None:
        """Take no more; what waits is still handed out."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def groups(self) -> Iterator[list[Job]]:
        """Groups of works to run together, until the queue is closed and empty."""
        while group := self._take():
            yield group

    def _take(self) -> list[Job]:
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._closed)
            group = self._group()
            if self._jobs:
                self._changed.notify()
            return group

    def _group(self) -> list[Job]:
        if not self._jobs:
            return []
        first = self._jobs.popleft()
        group = [first]
        if not (self._mixed or first.shared):
            return group
        others: list[Job] = []
        while self._jobs and len(group) < _LARGEST_GROUP:
            job = self._jobs.popleft()
            (group if self._mixed or job.work == first.work else others).append(job)
        self._jobs.extendleft(reversed(others))
        return group


class StoreThread(threading.Thread):
    """Runs groups of works on its own connection, each group in one transaction."""

    def __init__(
        self,
        name: str,
        engine: sa.Engine,
        queue: JobQueue,
        loop: AbstractEventLoop,
        pauses: Sequence[float] = PAUSES_S,
    ) -> None:
        """A thread that has not begun.

        Args:
            name: its own.
            engine: of the connection.
            queue: where the works wait.
            loop: whose futures are told.
            pauses: in seconds, before a group is tried again that failed for a reason that passes.
        """
        super().__init__(name=name, daemon=True)
        self._pauses = pauses
        self._engine = engine
        self._queue = queue
        self._loop = loop
        self._pause = threading.Event()

    def run(self) -> None:
        """Work until the queue is closed and empty."""
        for group in self._queue.groups():
            waiting = [job for job in group if not job.future.done()]
            outcomes = self._outcomes(waiting)
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(_tell, waiting, outcomes)

    def hurry(self) -> None:
        """Wait no longer between two tries: the store is closing."""
        self._pause.set()

    def _outcomes(self, jobs: Sequence[Job]) -> list[Any]:
        """The result of each job, or the exception that it ended with. Results exist only after the commit."""
        try:
            return self._commit(jobs)
        except StoreUnavailable as error:
            return [error] * len(jobs)
        except Exception as error:  # noqa: BLE001 - it belongs to whoever gave the work
            if len(jobs) == 1:
                return [error]
            return [outcome for job in jobs for outcome in self._outcomes([job])]

    def _commit(self, jobs: Sequence[Job]) -> list[Any]:
        for pause in (*self._pauses, None):
            try:
                with self._engine.begin() as connection:
                    results = _run(connection, jobs)
            except Exception as error:
                if pause is not None and is_passing(error):
                    self._pause.wait(pause)
                    continue
                failure = unavailable(error)
                if failure is None:
                    raise
                raise failure from error
            return results
        raise AssertionError  # the last turn of the loop returns or raises


def _run(connection: sa.Connection, jobs: Sequence[Job]) -> list[Any]:
    kinds: dict[Batch, list[int]] = {}
    for place, job in enumerate(jobs):
        kinds.setdefault(job.work, []).append(place)
    results: list[Any] = [None] * len(jobs)
    for work, places in kinds.items():
        for place, result in zip(places, work(connection, [jobs[p].argument for p in places]), strict=True):
            results[place] = result
    return results


def _tell(jobs: Sequence[Job], outcomes: Sequence[Any]) -> None:
    for job, outcome in zip(jobs, outcomes, strict=True):
        if job.future.done():
            continue
        if isinstance(outcome, Exception):
            job.future.set_exception(outcome)
        else:
            job.future.set_result(outcome)
