"""The process: it listens, it stops in order when told to, and it says why it cannot start."""

import asyncio
import logging
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import httpx
import pytest
import structlog
from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.errors import FingerpostError, SettingsError
from bot.settings import Settings, load
from webhooks import server


@pytest.fixture
def port() -> int:
    """One that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        number: int = listening.getsockname()[1]
        return number


@pytest.fixture
def settings(port: int) -> Settings:
    return load({"FINGERPOST_PORT": port, "FINGERPOST_HOST": "127.0.0.1"}, env_file=None)


class Told:
    """An application that is told to stop as soon as it has answered, and notes how it went."""

    def __init__(self, settings: Settings, *signals: signal.Signals) -> None:
        self.notes: list[str] = []
        self._address = f"http://{settings.host}:{settings.port}/"
        self._signals = signals
        self.app = FastAPI(lifespan=self._lifespan, openapi_url=None)
        self.app.router.routes[:] = [Route("/", lambda _request: PlainTextResponse("fine"))]

    @asynccontextmanager
    async def _lifespan(self, _app: FastAPI) -> AsyncIterator[None]:
        self.notes.append("started")
        asking = asyncio.create_task(self._ask())
        yield
        await asking
        self.notes.append("stopped")

    async def _ask(self) -> None:
        async with httpx.AsyncClient() as client:
            answer = await client.get(self._address)
        self.notes.append(f"{answer.text}, by {answer.headers.get('server')}")
        for each in self._signals:
            signal.raise_signal(each)


@pytest.mark.parametrize("signals", [(signal.SIGTERM,), (signal.SIGINT,), (signal.SIGINT, signal.SIGINT)])
async def test_told_to_stop_it_ends_in_order_and_returns(settings: Settings, signals: tuple[signal.Signals]) -> None:
    told = Told(settings, *signals)
    await server.serve(told.app, settings)
    assert told.notes == ["started", "fine, by None", "stopped"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"FINGERPOST_HOST": "::1"}, "http://[::1]:{port}/webhooks/github"),
        ({"FINGERPOST_URL": "https://bot.example.org"}, "https://bot.example.org/webhooks/github"),
    ],
)
async def test_the_log_says_where_it_listens(port: int, given: dict[str, str], told: str) -> None:
    settings = load({"FINGERPOST_PORT": port, "FINGERPOST_MODE": "observe", **given}, env_file=None)
    with structlog.testing.capture_logs() as logs:
        await server.serve(FastAPI(lifespan=_ended_at_once), settings)
    line = {"event": "listening", "log_level": "info", "webhooks": told.format(port=port), "mode": "observe"}
    assert [each for each in logs if each["event"] == "listening"] == [line]


@asynccontextmanager
async def _ended_at_once(_app: FastAPI) -> AsyncIterator[None]:
    asyncio.get_running_loop().call_later(0.05, signal.raise_signal, signal.SIGTERM)
    yield


async def test_an_address_in_use_is_said_with_the_fix_before_anything_starts(settings: Settings) -> None:
    told = Told(settings)
    with socket.create_server((settings.host, settings.port)), pytest.raises(SettingsError) as caught:
        await server.serve(told.app, settings)
    problem = f"cannot listen on 127.0.0.1 port {settings.port} (Address already in use)"
    fix = "stop what is there, or choose another port or FINGERPOST_HOST"
    assert (str(caught.value), told.notes) == (f"FINGERPOST_PORT: {problem}; {fix}", [])


async def test_what_cannot_start_says_why_and_frees_the_port(settings: Settings) -> None:
    def lifespan(_app: FastAPI) -> AbstractAsyncContextManager[None]:
        raise FingerpostError("The database is locked.")

    with pytest.raises(FingerpostError, match=r"^The database is locked\.$"):
        await server.serve(FastAPI(lifespan=lifespan), settings)
    socket.create_server((settings.host, settings.port)).close()


@pytest.fixture
def _log_put_back() -> Iterator[None]:
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**before)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_nobody_can_ask_works_until_it_is_told_to_stop(settings: Settings, told: signal.Signals) -> None:
    notes: list[str] = []

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        notes.append("started")
        asyncio.get_running_loop().call_later(0.05, signal.raise_signal, told)
        yield
        notes.append("stopped")

    with socket.create_server((settings.host, settings.port)):  # it needs no port
        server.run(FastAPI(lifespan=lifespan), settings, listens=False)
    assert notes == ["started", "stopped"]


@pytest.mark.usefixtures("_log_put_back")
def test_it_runs_as_a_program(settings: Settings) -> None:
    told = Told(settings, signal.SIGTERM)
    server.run(told.app, settings)
    assert told.notes == ["started", "fine, by None", "stopped"]
