"""The wire between the bot and GitHub: every request of httpx and of PyGithub ends here, in this very process.

The libraries and all of the bot above them are the real ones. What goes wrong on the wire is drawn here; what GitHub
itself does wrong it is told to do by its own hooks.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import httpx
import requests
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from requests.adapters import HTTPAdapter

from bot.github.theirtime import GitHubTime
from bot.github.wire import Wire as Aiohttp
from tests.faults.life import LIFE, Dead
from tests.faults.loop import VirtualLoop

TIMEOUT_S = 10.0
Application = Callable[[Any, Any, Any], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Mishap:
    """What becomes of one request.

    Attributes:
        kind: empty where all goes well.
        there: seconds until GitHub takes it up.
        back: seconds until its answer arrives.
    """

    kind: str = ""
    there: float = 0.05
    back: float = 0.05


@dataclass(slots=True)
class Reply:
    """What GitHub answered; no status where it closed the connection."""

    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""


class Wire:
    """Carries requests to GitHub and answers back.

    Attributes:
        draw: what becomes of the next request.
        asked_to_wait: called when an answer was read that asks for so many seconds of silence.
    """

    def __init__(self, answer: Application, draw: Callable[[str], Mishap], loop: VirtualLoop) -> None:
        self.answer, self.draw, self.loop = answer, draw, loop
        self.asked_to_wait: Callable[[float], None] = lambda _: None
        self._under_way: set[asyncio.Task[Reply]] = set()

    @contextmanager
    def connected(self) -> Iterator[None]:
        """While this lasts, there is no other network."""

        async def over_httpx(_transport: Any, request: httpx.Request) -> httpx.Response:
            return await self.over_httpx(request)

        def over_requests(_adapter: Any, request: requests.PreparedRequest, **_: Any) -> requests.Response:
            return self.over_requests(request)

        with (
            patch.object(Aiohttp, "handle_async_request", over_httpx),
            patch.object(HTTPAdapter, "send", over_requests),
            patch("requests.sessions.get_environ_proxies", lambda *_, **__: {}),  # looks through the environment
            patch("bot.github.auth.load_pem_private_key", _key),  # reading it takes longer than a whole seed
            patch("bot.sandbox.graphql.engine.validate", lambda *_, **__: ()),  # the contract tests do; it takes long
            patch("bot.assembly.GitHubTime", partial(GitHubTime, seconds=self.loop.time)),
        ):
            yield

    async def over_httpx(self, request: httpx.Request) -> httpx.Response:
        """A request of an asynchronous client."""
        life = LIFE.get()
        await life.passes("before a request")
        mishap = self.draw(_label(request.method, request.url.path))
        if mishap.kind == "unreachable":
            await asyncio.sleep(mishap.there)
            raise httpx.ConnectError("no route to GitHub", request=request)
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = self._take_up(request.method, str(request.url), headers, request.content, mishap)
        try:
            async with asyncio.timeout(TIMEOUT_S):
                reply = await asyncio.shield(asked)
        except TimeoutError:
            await life.passes("after a time-out")
            raise httpx.ReadTimeout("GitHub took too long", request=request) from None
        await life.passes("after a request")
        waits = dict(reply.headers).get("retry-after", "")
        if waits.isdecimal():
            self.asked_to_wait(float(waits))
        if not reply.status:
            raise httpx.RemoteProtocolError("GitHub closed the connection", request=request)
        return httpx.Response(reply.status, headers=reply.headers, content=reply.body, request=request)

    def _take_up(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes, mishap: Mishap
    ) -> asyncio.Task[Reply]:
        """GitHub's side of a request: it goes on whether or not anybody still waits for the answer."""

        async def take_up() -> Reply:
            await asyncio.sleep(mishap.there)
            if mishap.kind == "time-out, nothing done":
                return await _nothing()
            reply = await _asked(self.answer, method, url, headers, body)
            if mishap.kind == "time-out, but done":
                return await _nothing()
            if mishap.kind == "cut off, but done":
                reply = Reply()
            await asyncio.sleep(mishap.back)
            return reply

        task = asyncio.ensure_future(take_up())
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    def over_requests(self, request: requests.PreparedRequest) -> requests.Response:
        """A request of PyGithub, in what it takes for a thread of its own."""
        life = LIFE.get()
        if not life.counts("before a request over REST"):
            raise Dead
        url, method = str(request.url), str(request.method)
        mishap = self.draw(_label(method, urlsplit(url).path))
        self.loop.owed += mishap.there + mishap.back
        if mishap.kind == "unreachable":
            raise requests.ConnectionError("no route to GitHub")
        body = request.body.encode() if isinstance(request.body, str) else request.body
        headers = {name.lower(): str(value) for name, value in request.headers.items()}
        reply = Reply()
        if mishap.kind != "time-out, nothing done":
            reply = _at_once(_asked(self.answer, method, url, headers, body if isinstance(body, bytes) else b""))
        if not life.counts("after a request over REST"):
            raise Dead
        if mishap.kind.startswith("time-out"):
            self.loop.owed += TIMEOUT_S
            raise requests.ReadTimeout("GitHub took too long")
        if mishap.kind == "cut off, but done" or not reply.status:
            raise requests.ConnectionError("GitHub closed the connection")
        return _response(request, reply)


@lru_cache(maxsize=1)
def _key(pem: bytes, _password: None) -> Any:
    return load_pem_private_key(pem, None)


async def _nothing() -> Reply:
    await asyncio.sleep(TIMEOUT_S * 2)
    return Reply()


def _label(method: str, path: str) -> str:
    return f"{method} {path}"


async def _asked(github: Application, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """One request, as the ASGI server of GitHub would pass it on."""
    reply, parts = Reply(), urlsplit(url)
    given = iter([{"type": "http.request", "body": body, "more_body": False}])
    closing = SimpleNamespace(transport=SimpleNamespace(abort=lambda: None))

    async def receive() -> dict[str, Any]:
        return next(given, {"type": "http.disconnect"})

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            reply.status = message["status"]
            reply.headers = [(name.decode(), value.decode()) for name, value in message["headers"]]
        else:
            reply.body += message.get("body", b"")

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": parts.scheme,
        "path": parts.path, "raw_path": parts.path.encode(), "query_string": parts.query.encode(), "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1), "server": (parts.hostname, parts.port or 80), "connection": closing, "state": {},
    }  # fmt: skip
    await github(scope, receive, send)
    return reply


def _at_once(work: Awaitable[Reply]) -> Reply:
    """The result of a coroutine that waits for nothing: a thread has no loop to wait in."""
    steps = work.__await__()
    try:
        next(steps)
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]  # the value of a coroutine of Reply
    raise AssertionError("GitHub waited for something while a thread asked it")


def _response(request: requests.PreparedRequest, reply: Reply) -> requests.Response:
    response = requests.Response()
    response.status_code = reply.status
    response.headers.update(reply.headers)
    response._content = reply.body
    response.url, response.request, response.encoding = str(request.url), request, "utf-8"
    response.reason = ""
    return response
