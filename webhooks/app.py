"""The one wiring place: settings, then the store, the bot, its worker, and last the routes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from prometheus_client import generate_latest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from bot import metrics, recover
from bot.clock import Clock, SystemClock, milliseconds
from bot.inbox import Inbox
from bot.queue import backlog
from bot.queue.tidying import keep_tidy
from bot.settings import Settings
from bot.store.announce import Announcements
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor, open_store
from bot.store.presence import Presence
from bot.store.probe import Probe
from bot.store.servertime import ServerClock
from bot.waking import arrivals
from bot.worker import Pace, Worker
from webhooks.answers import SafeAnswers, refuse
from webhooks.crew import Crew
from webhooks.front import Front
from webhooks.health import Check, Health
from webhooks.means import Bot, Means
from webhooks.pulse import Pulse
from webhooks.receiver import Receiver
from webhooks.setup.code import OneTimeCode
from webhooks.tally import Tally
from webhooks.whenasked import WhenAsked

_LONGEST_SILENCE_S = 60.0

_log = structlog.get_logger(__name__)


OpenBot = Callable[[StoreExecutor], AbstractAsyncContextManager[Bot]]
"""Makes a bot that keeps its state in a store, and lets go of what it holds when the program ends."""


@dataclass(frozen=True, slots=True)
class Duties:
    """What one process does; several that share a database may divide the work.

    Attributes:
        hears: keeps deliveries, and shows the pages.
        works: handles what was kept.
        workers: how many processes of its own handle it.
    """

    hears: bool = True
    works: bool = True
    workers: int = 0


_ALL = Duties()


def create_app(
    settings: Settings,
    open_bot: OpenBot,
    clock: Clock | None = None,
    *,
    duties: Duties = _ALL,
    last_work_s: float = 8.0,
    code: OneTimeCode | None = None,
) -> Starlette:
    """The whole program as an application; what it needs is opened when it starts and closed when it ends.

    Args:
        settings: as loaded.
        open_bot: makes the bot once the store is open.
        clock: the machine's, unless another one is followed.
        duties: what this process does.
        last_work_s: how long the work in hand may go on when the application is stopped.
        code: opens the set-up for somebody who cannot sign in yet.
    """
    used_clock = clock or SystemClock()
    secure = (settings.url or "").startswith("https:")

    @asynccontextmanager
    async def lifespan(app: Front) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            house = await _House.open(stack, settings, open_bot, used_clock)
            if duties.workers:
                await house.have_work_done(duties.workers)
            if duties.works:
                await house.work(last_work_s)
            app.router.routes[:] = house.health().routes
            if duties.hears:
                app.router.routes.append(app.opened(await house.hear(), secure=secure))
                app.router.default = WhenAsked(house.pages(code))
            yield

    app = Front(
        lifespan=lifespan,
        middleware=[Middleware(SafeAnswers, secure=secure)],
        exception_handlers={HTTPException: refuse},
    )
    app.router.redirect_slashes = False
    return app


class _House:
    """What is open while the application runs; the stack closes it in reverse order."""

    def __init__(self, stack: AsyncExitStack, settings: Settings, store: StoreExecutor, bot: Bot, clock: Clock) -> None:
        self._stack, self._settings, self._store, self._bot, self._clock = stack, settings, store, bot, clock
        self._url = settings.database_url.get_secret_value()
        self._inbox = Inbox(store, self._arrived)
        self._worker: Worker | None = None
        self._news = Announcements(self._url, store, self._wake)
        self._checks: list[Check] = [Probe(self._url, store).missing]
        self._silence: Callable[[], float] | None = None
        self._tally = Tally()

    @classmethod
    async def open(cls, stack: AsyncExitStack, settings: Settings, open_bot: OpenBot, clock: Clock) -> "_House":
        """Open the store and the bot."""
        store = await open_store(settings.database_url.get_secret_value(), clock)
        stack.push_async_callback(store.close)
        if isinstance(clock, ServerClock):
            await stack.enter_async_context(_beside(partial(clock.follow, store)))
        bot = await stack.enter_async_context(open_bot(store))
        return cls(stack, settings, store, bot, clock)

    async def work(self, last_work_s: float) -> None:
        """Handle what waits, and keep the house in order."""
        pulse = Pulse(self._store)
        pace = Pace(lease_ms=round(self._settings.lease.total_seconds() * 1000))
        self._worker = Worker(pulse, self._clock, self._bot.handle, pace=pace, presence=Presence(self._url))
        begin = partial(recover.begin, now=milliseconds(self._clock.now()), every=self._settings.recovery)
        await self._store.write(begin)
        await self._store.write(partial(arrivals.begin, now=milliseconds(self._clock.now())))
        tidy = partial(keep_tidy, self._store, self._clock, self._settings.retention)
        for work in (tidy, self._news.listen, self._worker.run):
            await self._stack.enter_async_context(_beside(work))
        self._stack.push_async_callback(self._worker.stop, last_work_s)

        async def works() -> str | None:
            return "no worker looks for work" if pulse.silence() > _LONGEST_SILENCE_S else None

        self._checks.append(works)
        self._silence = pulse.silence

    async def have_work_done(self, many: int) -> None:
        """Have what waits handled by processes of its own, which keep the house in order as well."""
        crew = Crew(many, self._tally)
        await self._stack.enter_async_context(_beside(crew.run))
        self._checks.append(crew.missing)

    async def hear(self) -> Route:
        """Where deliveries are taken in."""
        await self._stack.enter_async_context(_beside(self._news.speak))
        receiver = Receiver(self._inbox, self._bot.route, self._settings.webhook_secrets, self._clock)
        return Route("/webhooks/github", receiver.hear, methods=["POST"])

    def pages(self, code: OneTimeCode | None) -> Callable[[], Starlette]:
        """What makes that which people see."""
        means = Means(
            settings=self._settings,
            store=self._store,
            clock=self._clock,
            bot=self._bot,
            inbox=self._inbox,
            code=code,
            checks=self._checks,
            silence=self._silence,
        )

        def make() -> Starlette:
            from webhooks.pages.site import site  # noqa: PLC0415 - 12 MB and half a second, which most never ask for

            return site(means)

        return make

    def health(self) -> Health:
        """How it is."""

        async def figures() -> bytes:
            now = milliseconds(self._clock.now())
            try:
                metrics.show_backlog(await self._store.read(lambda connection: backlog.counts(connection, now)), now)
            except StoreUnavailable as error:
                _log.warning("backlog not counted", reason=str(error))
            return generate_latest(self._tally)

        return Health(self._checks, figures)

    def _arrived(self) -> None:
        self._wake()
        self._news.tell()

    def _wake(self) -> None:
        if self._worker:
            self._worker.wake()


@asynccontextmanager
async def _beside(work: Callable[[], Coroutine[Any, Any, None]], pause_s: float = 1.0) -> AsyncIterator[None]:
    """Work goes on beside everything else until it ends; what breaks it is logged, and it starts again."""

    async def steadily() -> None:
        while True:
            try:
                return await work()
            except Exception:  # noqa: BLE001 - whatever it was, no delivery may be left lying for it
                _log.exception("work broke and starts again", work=repr(work))
            await asyncio.sleep(pause_s)

    task = asyncio.create_task(steadily())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
