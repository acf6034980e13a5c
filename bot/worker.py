"""Takes lanes from the inbox and has them handled: many at once, each by one worker, until it is told to stop."""

import asyncio
import contextlib
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
import structlog

from bot import inbox, metrics, timers
from bot.clock import Clock, milliseconds
from bot.errors import GitHubError
from bot.inbox import Desk
from bot.queue.claim import Block, Claim, Dead
from bot.queue.handled import Handle, Handled
from bot.queue.patience import Patience
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor
from bot.store.presence import Presence
from bot.store.setback import set_back

T = TypeVar("T")

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is done at once, and how often one looks.

    Attributes:
        lanes: handled at once.
        lease_ms: after which a lane of a dead worker goes to another one.
        poll_s: how often to look for work that nobody announced with `wake`.
    """

    lanes: int = 40
    lease_ms: int = 60_000
    poll_s: float = 0.5


_USUAL = Pace()
_SET_BACK_MS = 60_000


@dataclass(slots=True)
class _Hand:
    """A claim in hand."""

    claim: Claim
    task: asyncio.Task[None]
    finishing: bool = False


class Worker:
    """Claims lanes, has them handled, and writes down what came of it."""

    def __init__(
        self,
        store: StoreExecutor,
        clock: Clock,
        handle: Handle,
        *,
        pace: Pace = _USUAL,
        patience: Patience | None = None,
        presence: Presence | None = None,
    ) -> None:
        """A worker that does nothing before `run` or `drain`.

        Args:
            store: with the inbox.
            clock: what leases, pauses and timers go by.
            handle: handles one claim. It may be cancelled when the lease is lost or the worker stops.
            pace: how much at once.
            patience: how failures are taken.
            presence: on an embedded database, to free at once what a dead process held.
        """
        self._store = store
        self._clock = clock
        self._handle = handle
        self._pace = pace
        self._patience = patience or Patience()
        self._presence = presence
        self._desk = Desk(f"{self._patience.rng.getrandbits(64):016x}")
        self._hands: dict[str, _Hand] = {}
        self._suspects: set[str] = set()
        self._woken = asyncio.Event()
        self._stopping = False
        self._grace_s = 0.0
        self._seen = 0
        self._ended = asyncio.Event()
        self._ended.set()

    def wake(self) -> None:
        """There may be work. Whoever learns of some calls this: the inbox of this process, a notification."""
        self._woken.set()

    async def run(self) -> None:
        """Handle lanes until `stop`, or until cancelled.

        Raises:
            Exception: leases cannot be renewed any more; what was in hand is given back.
        """
        self._ended.clear()
        renewing = asyncio.create_task(self._renew())
        renewing.add_done_callback(lambda _: self.wake())
        try:
            await self._free_what_the_dead_held()
            while not self._stopping:
                if renewing.done():  # without it leases would run out under work in hand
                    await renewing
                self._woken.clear()
                if not await self._take():
                    await self._rest()
        finally:
            await self._let_go()
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)
            if self._presence:
                self._presence.leave()
            self._ended.set()

    async def stop(self, within_s: float = 20.0) -> None:
        """Take no more, finish what is in hand within a bound, give the rest back."""
        self._stopping, self._grace_s = True, within_s
        self.wake()
        await self._ended.wait()

    async def drain(self) -> int:
        """Handle what is due now, until nothing is: for a simulation, which has no use for `run`.

        Returns:
            How many claims were handled.
        """
        handled = 0
        while True:
            await self._take()
            if not self._hands:
                return handled
            handled += len((await asyncio.wait(self._tasks(), return_when=asyncio.FIRST_COMPLETED))[0])

    async def _free_what_the_dead_held(self) -> None:
        if self._presence is None:
            return
        if await asyncio.to_thread(self._presence.arrive):
            freed = await self._write(lambda connection: inbox.release_own_leases(connection, self._now()))
            if freed:
                _log.info("worker.leases_freed", lanes=freed)
            await asyncio.to_thread(self._presence.settle)

    async def _take(self) -> bool:
        """Fire due timers and start due lanes; whether there may be more."""
        room = self._pace.lanes - len(self._hands)
        if room <= 0:
            return False

        held, seen = tuple(self._hands), self._now()
        back_ms = self._seen - seen

        def work(connection: sa.Connection) -> tuple[int, list[Claim]]:
            now = self._now()
            if back_ms > _SET_BACK_MS:
                set_back(connection, now, self._pace.lease_ms)
            fired = timers.fire(connection, now)
            return fired, self._desk.claim(connection, now, room, self._pace.lease_ms, held)

        taken = await self._write(work)
        if taken is None:
            return False
        if back_ms > _SET_BACK_MS:
            _log.warning("the clock was set back", by_s=back_ms // 1000, help="what waited is looked at now")
        self._seen = seen
        fired, claims = taken
        for claim in claims:
            task = asyncio.create_task(self._work(claim))
            self._hands[claim.lane] = _Hand(claim, task)
            task.add_done_callback(functools.partial(self._put_down, claim.lane))
        metrics.LANES_IN_HAND.set(len(self._hands))
        return fired == timers.MOST_AT_ONCE or len(claims) == room

    async def _rest(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._pace.poll_s):
                await self._woken.wait()

    async def _work(self, whole: Claim) -> None:
        claim = self._narrowed(whole)
        structlog.contextvars.bind_contextvars(item=claim.lane, delivery=[w.delivery for w in claim.deliveries])
        with metrics.HANDLING.time():
            try:
                handled = await self._handle(claim)
                handled.check(claim)
                await self._finish(claim, handled)
            except Exception as error:  # noqa: BLE001 - whatever it was, it must not stop the other lanes
                await self._fail(claim, error)

    def _put_down(self, lane: str, task: asyncio.Task[None]) -> None:
        del self._hands[lane]
        metrics.LANES_IN_HAND.set(len(self._hands))
        if not task.cancelled() and (error := task.exception()):
            _log.error("worker.broken", item=lane, exc_info=error)  # its lease runs out, then it is tried again
        self.wake()

    def _narrowed(self, claim: Claim) -> Claim:
        if len(claim.deliveries) == 1:
            self._suspects.discard(claim.lane)
        return self._patience.narrow(claim, suspect=claim.lane in self._suspects)

    async def _fail(self, claim: Claim, error: Exception) -> None:
        kind = type(error).__name__
        metrics.FAILURES.labels(kind).inc()
        expected = isinstance(error, GitHubError | StoreUnavailable)
        first = claim.deliveries[0].attempts == 0
        _log.warning("worker.failed", kind=kind, error=str(error), exc_info=not expected and first)
        if not expected and len(claim.deliveries) > 1:
            self._suspects.add(claim.lane)
        fate = self._patience.after(error, claim, self._now())
        await self._finish(claim, Handled(fate.outcomes), fate.block)

    async def _finish(self, claim: Claim, handled: Handled, block: Block | None = None) -> None:
        """Write down the outcomes; as long as the database is gone, keep trying."""
        self._hands[claim.lane].finishing = True

        def work(connection: sa.Connection) -> bool:
            kept = inbox.finish(connection, claim, handled.outcomes, self._now(), handled.again_at, block)
            if kept and handled.records:
                handled.records(connection)
            return kept

        while (kept := await self._write(work)) is None:  # noqa: ASYNC110 - a database does not say when it is back
            await asyncio.sleep(self._pace.poll_s)
        if not kept:
            metrics.LOST_LEASES.inc()
            _log.warning("worker.lease_lost")
            return
        for given in claim.deliveries:
            if outcome := handled.outcomes.get(given.seq):
                metrics.OUTCOMES.labels(type(outcome).__name__.lower()).inc()
            if isinstance(outcome, Dead):
                _log.error("given up", delivery=given.delivery, reason=outcome.error, fix="fingerpost inbox retry")

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(self._pace.lease_ms / 3000)
            held = [hand.claim for hand in self._hands.values()]
            if held:
                renewal = functools.partial(inbox.renew, claims=held, now=self._now(), lease_ms=self._pace.lease_ms)
                lost = await self._write(renewal) or set()
                self._abandon(claim for claim in held if claim.lane in lost)

    def _abandon(self, lost: Iterable[Claim]) -> None:
        """Stop handling lanes that another worker has by now."""
        for claim in lost:
            hand = self._hands.get(claim.lane)
            if hand and hand.claim.lease == claim.lease and not hand.finishing:
                metrics.LOST_LEASES.inc()
                _log.warning("worker.lease_lost", item=claim.lane)
                hand.task.cancel()

    async def _let_go(self) -> None:
        if self._hands:
            await asyncio.wait(self._tasks(), timeout=self._grace_s)
        left = [hand for hand in self._hands.values() if not hand.task.done()]
        for hand in left:
            hand.task.cancel()
        await asyncio.gather(*(hand.task for hand in left), return_exceptions=True)

        def give_back(connection: sa.Connection) -> None:
            for hand in left:
                inbox.finish(connection, hand.claim, {}, self._now())

        if left:
            await self._write(give_back)  # if it cannot be written, the leases run out by themselves

    async def _write(self, work: Callable[[sa.Connection], T]) -> T | None:
        """The result of a work, or None where the database is not available; then it is tried again later."""
        try:
            return await self._store.write(work)
        except StoreUnavailable as error:
            metrics.STORE_FAILURES.inc()
            _log.warning("worker.store_unavailable", error=str(error))
            return None

    def _tasks(self) -> list[asyncio.Task[None]]:
        return [hand.task for hand in self._hands.values()]

    def _now(self) -> int:
        return milliseconds(self._clock.now())
