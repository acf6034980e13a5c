"""Applications under test, served over real HTTP on a loopback port."""

import asyncio
import hmac
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest
import uvicorn
from starlette.types import ASGIApp

from bot.sandbox.testing import NO_CERTIFICATES

Sign = Callable[..., dict[str, str]]
Serve = Callable[[ASGIApp], Awaitable[httpx.AsyncClient]]


@asynccontextmanager
async def _serving(app: ASGIApp) -> AsyncIterator[httpx.AsyncClient]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, ws="none"))
        task = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn tells it no other way
            await asyncio.sleep(0)
        port = listening.getsockname()[1]
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", verify=NO_CERTIFICATES, timeout=30) as client:
            yield client
        server.should_exit = True
        await task


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Serves an application until the test ends; gives a client of it."""
    async with AsyncExitStack() as stack:

        async def start(app: ASGIApp) -> httpx.AsyncClient:
            return await stack.enter_async_context(_serving(app))

        yield start


@pytest.fixture
def sign() -> Sign:
    """Makes the headers that GitHub would send with a body."""

    def headers(body: bytes, secret: bytes = b"secret", event: str = "issues", delivery: str = "d-1") -> dict[str, str]:
        return {
            "X-GitHub-Event": event,
            "X-GitHub-Delivery": delivery,
            "Content-Type": "application/json",
            "X-Hub-Signature-256": "sha256=" + hmac.new(secret, body, "sha256").hexdigest(),
        }

    return headers
