"""The database server's time, by which all machines of one bot live: two of them never argue about a lease.

Asking for every moment would cost a journey each time. So the server is asked now and then, and between two answers
the time goes on by a clock of this machine that nobody can set: a wrong or jumping wall clock changes nothing.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
import structlog

from bot.clock import Clock, steady
from bot.store import database
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor

_EVERY_S = 10.0
_SLOWEST_ANSWER_S = 0.2
_JITTER = timedelta(milliseconds=50)
_TOLD_SKEW = timedelta(seconds=5)
_NOW = sa.select(sa.func.clock_timestamp(type_=sa.DateTime(timezone=True)))

_log = structlog.get_logger(__name__)


class ServerClock:
    """Shows the server's time once it was asked; until then, this machine's."""

    def __init__(self, machine: Clock, steady: Callable[[], float] = steady) -> None:
        """A clock that has not asked yet.

        Args:
            machine: what it shows at first.
            steady: seconds that only go forward.
        """
        self._machine = machine
        self._steady = steady
        self._known = (machine.now(), steady())
        self._asked = False

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        then, at = self._known
        return then + timedelta(seconds=self._steady() - at)

    async def ask_server(self, store: StoreExecutor) -> None:
        """Ask the server.

        Raises:
            StoreUnavailable: it does not answer.
        """
        theirs, at, took = await store.read(self._ask)
        if self._asked and took > _SLOWEST_ANSWER_S:
            return
        shown = self._known[0] + timedelta(seconds=at - self._known[1])
        # Nobody knows when in all that time the server looked at its clock; following less would go to and fro.
        if not self._asked or abs(theirs - shown) > _JITTER + timedelta(seconds=took / 2):
            self._known = (theirs, at)
        if not self._asked and abs(theirs - self._machine.now()) > _TOLD_SKEW:
            _log.warning("this machine's clock differs; the database's counts", theirs=str(theirs), fix="set it by NTP")
        self._asked = True

    async def follow(self, store: StoreExecutor, every_s: float = _EVERY_S) -> None:
        """Ask now and then until cancelled; while nobody answers, the time goes on."""
        while True:
            await asyncio.sleep(every_s)
            try:
                await self.ask_server(store)
            except StoreUnavailable as error:
                _log.warning("the database was not asked for the time", reason=str(error))

    def _ask(self, connection: sa.Connection) -> tuple[datetime, float, float]:
        before = self._steady()
        theirs = connection.execute(_NOW).scalar_one()
        took = self._steady() - before
        return theirs.astimezone(UTC), before + took / 2, took


def clock_of(url: str, machine: Clock) -> Clock:
    """The clock of all who work on a database: its server's, or the machine's where it is a file of this machine.

    Raises:
        StoreUnusable: the address is wrong.
    """
    return machine if database.is_embedded(database.parse(url)) else ServerClock(machine)
