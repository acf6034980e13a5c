"""The one wiring place: settings, then the store, the bot, its worker, and last the routes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any, Protocol

import sqlalchemy as sa
import structlog
from fastapi import FastAPI
from prometheus_client import generate_latest
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from bot import backlog, metrics
from bot.claim import Claim
from bot.clock import Clock, SystemClock, milliseconds
from bot.handled import Handled
from bot.inbox import Inbox
from bot.item import Ignored, Routed
from bot.settings import Settings
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor, open_store
from bot.store.presence import Presence
from bot.tidying import keep_tidy
from bot.worker import Worker
from webhooks.answers import SafeAnswers, refuse
from webhooks.health import Health
from webhooks.pages.pages import Pages
from webhooks.pulse import Pulse
from webhooks.receiver import Receiver

_LONGEST_SILENCE_S = 60.0

_log = structlog.get_logger(__name__)


class Bot(Protocol):
    """What decides and acts."""

    def route(self, event: str, action: str | None, payload: Mapping[str, Any], /) -> Routed | Ignored:
        """Where a delivery waits, or why it waits nowhere."""
        ...

    async def handle(self, claim: Claim) -> Handled:
        """Deal with one lane."""
        ...


OpenBot = Callable[[StoreExecutor], AbstractAsyncContextManager[Bot]]
"""Makes a bot that keeps its state in a store, and lets go of what it holds when the program ends."""


def create_app(
    settings: Settings, open_bot: OpenBot, clock: Clock | None = None, *, last_work_s: float = 8.0
) -> FastAPI:
    """The whole program as an application; what it needs is opened when it starts and closed when it ends.

    Args:
        settings: as loaded.
        open_bot: makes the bot once the store is open.
        clock: the machine's, unless the demo brings its own.
        last_work_s: how long the work in hand may go on when the application is stopped.
    """
    used_clock = clock or SystemClock()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            app.router.routes[:] = await _start(stack, settings, open_bot, used_clock, last_work_s)
            yield

    return FastAPI(
        title="Fingerpost",
        lifespan=lifespan,
        middleware=[Middleware(SafeAnswers, secure=(settings.url or "").startswith("https:"))],
        exception_handlers={HTTPException: refuse},
        redirect_slashes=False,
        openapi_url=None,  # and with it /docs and /redoc, which load their scripts from elsewhere
    )


async def _start(
    stack: AsyncExitStack, settings: Settings, open_bot: OpenBot, clock: Clock, last_work_s: float
) -> list[BaseRoute]:
    """Start everything; the stack ends it in reverse order."""
    url = settings.database_url.get_secret_value()
    store = await open_store(url, clock)
    stack.push_async_callback(store.close)
    bot = await stack.enter_async_context(open_bot(store))
    pulse = Pulse(store)
    worker = Worker(pulse, clock, bot.handle, presence=Presence(url))
    await stack.enter_async_context(_beside(partial(keep_tidy, store, clock, settings.retention)))
    await stack.enter_async_context(_beside(worker.run))
    stack.push_async_callback(worker.stop, last_work_s)
    receiver = Receiver(Inbox(store, worker.wake), bot.route, settings.webhook_secrets, clock)
    return [
        Route("/webhooks/github", receiver.hear, methods=["POST"]),
        *_health(store, pulse, clock).routes,
        *Pages(store, clock).routes,
    ]


def _health(store: StoreExecutor, pulse: Pulse, clock: Clock) -> Health:
    async def store_answers() -> str | None:
        try:
            await store.read(lambda connection: connection.execute(sa.select(1)).scalar_one())
        except StoreUnavailable:
            return "the database does not answer"
        return None

    async def worker_works() -> str | None:
        return "no worker looks for work" if pulse.silence() > _LONGEST_SILENCE_S else None

    async def figures() -> bytes:
        now = milliseconds(clock.now())
        try:
            metrics.show_backlog(await store.read(lambda connection: backlog.counts(connection, now)), now)
        except StoreUnavailable as error:
            _log.warning("backlog not counted", reason=str(error))
        return generate_latest()

    return Health([store_answers, worker_works], figures)


@asynccontextmanager
async def _beside(work: Callable[[], Coroutine[Any, Any, None]], pause_s: float = 1.0) -> AsyncIterator[None]:
    """Work goes on beside everything else; what breaks it is logged, and it starts again."""

    async def steadily() -> None:
        while True:
            try:
                await work()
            except Exception:  # noqa: BLE001 - whatever it was, no delivery may be left lying for it
                _log.exception("work broke and starts again", work=repr(work))
            await asyncio.sleep(pause_s)

    task = asyncio.create_task(steadily())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
