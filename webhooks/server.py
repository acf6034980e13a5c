"""Runs the application under uvicorn until it is told to stop, then lets it finish what is in hand."""

import asyncio
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import nullcontext
from types import FrameType

import structlog
import uvicorn
from starlette.applications import Starlette

from bot.errors import SettingsError
from bot.garbage import settle_down
from bot.settings import Settings
from webhooks.lifesigns import signs_of_life
from webhooks.patient import bounded

_MOST_CONNECTIONS = 512
_LAST_ANSWERS_S = 10
_BACKLOG = 2048

_log = structlog.get_logger(__name__)


def run(
    app: Starlette,
    settings: Settings,
    *,
    listens: bool = True,
    door: socket.socket | None = None,
    until_closed: bool = False,
) -> None:
    """Do what `serve` or `work` does in an event loop of its own: uvloop's where there is one.

    Args:
        app: with all that is started and ended with it.
        settings: as loaded.
        listens: whether anybody can ask it anything.
        door: where it listens, if something else listened there before; else where the settings say.
        until_closed: whether one that does not listen ends with its standard input, too.
    """
    with asyncio.Runner(loop_factory=_config(app).get_loop_factory()) as runner:
        runner.run(serve(app, settings, door) if listens else work(app, until_closed=until_closed))


def run_until(app: Starlette, door: socket.socket, ended: Callable[[], bool]) -> bool:
    """Serve an application until it has ended by itself, SIGINT or SIGTERM; gives whether it was by itself.

    Args:
        app: that knows no start and no end.
        door: where it listens; whoever comes next may listen there, too.
        ended: whether it has.
    """
    config = bounded(_config(app))
    server = _Passing(config, ended)
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(server.serve(sockets=[door.dup()]))
    return ended() and not server.should_exit  # that is how a signal tells it, perhaps at the very end


async def serve(app: Starlette, settings: Settings, door: socket.socket | None = None) -> None:
    """Serve an application where the settings say, until SIGINT or SIGTERM.

    Raises:
        FingerpostError: it cannot start; the message says why.
    """
    with door.dup() if door else listen(settings) as listening:
        # Entered here and not by uvicorn, which would print a traceback when something is missing.
        async with app.router.lifespan_context(app):
            _log.info("listening", webhooks=f"{address_of(settings)}/webhooks/github", mode=str(settings.mode))
            settle_down()
            await _Server(bounded(_config(app))).serve(sockets=[listening])


async def work(app: Starlette, *, until_closed: bool = False) -> None:
    """Let an application do what it does by itself, without listening, until SIGINT or SIGTERM.

    Args:
        app: with all that is started and ended with it.
        until_closed: whether somebody keeps it: it ends with its standard input, too, and gives signs of life on its
            standard output.

    Raises:
        FingerpostError: it cannot start; the message says why.
    """
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    if until_closed:
        loop.add_reader(sys.stdin.fileno(), _closed, told)
    signs = signs_of_life(sys.stdout) if until_closed else nullcontext()
    async with signs, app.router.lifespan_context(app):
        _log.info("working")
        settle_down()
        await told.wait()


def _closed(told: asyncio.Event) -> None:
    """Standard input is readable: nothing is ever written there, so this is its end, and stays so."""
    asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
    told.set()


def listen(settings: Settings) -> socket.socket:
    """The place where the settings say that the program listens.

    Raises:
        SettingsError: it cannot be had.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]  # what follows repeats the address
        raise SettingsError(
            f"FINGERPOST_PORT: cannot listen on {settings.host} port {settings.port} ({reason}); "
            "stop what is there, or choose another port or FINGERPOST_HOST"
        ) from error


def address_of(settings: Settings) -> str:
    """Where people reach the program."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return settings.url or f"http://{host}:{settings.port}"


def _config(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="off",
        ws="none",
        log_config=None,  # bot/logs.py has set it up
        access_log=False,  # the receiver writes one line per delivery
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=_LAST_ANSWERS_S,
    )


class _Server(uvicorn.Server):
    """A server that ends by returning, so that what runs beside it is ended in order as well."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn calls it so
        self.force_exit |= self.should_exit and sig == signal.SIGINT
        self.should_exit = True


class _Passing(_Server):
    """A server that ends by itself, too."""

    def __init__(self, config: uvicorn.Config, ended: Callable[[], bool]) -> None:
        super().__init__(config)
        self._ended = ended

    async def on_tick(self, counter: int) -> bool:
        return await super().on_tick(counter) or self._ended()
