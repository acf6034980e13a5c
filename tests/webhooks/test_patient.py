"""Whoever does not say what it wants is not waited for."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from webhooks.patient import bounded

ASKS = b"GET /%d HTTP/1.1\r\nHost: x\r\n\r\n"
WHOLE = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n"
Address = tuple[str, int]
Client = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Connect = Callable[[], Awaitable[Client]]


async def _answer(request: Request) -> Response:
    body = await request.body()
    return PlainTextResponse(body.decode())


async def _answer_much(request: Request) -> Response:
    return PlainTextResponse("x" * int(request.path_params["size"]))


@asynccontextmanager
async def _serving(http: str, slowest_s: float) -> AsyncIterator[Connect]:
    async with _running(http, slowest_s) as (_, address):
        yield lambda: asyncio.open_connection(*address)


@asynccontextmanager
async def _running(http: str, slowest_s: float) -> AsyncIterator[tuple[uvicorn.Server, Address]]:
    app = Starlette(routes=[Route("/", _answer, methods=["POST"]), Route("/{size}", _answer_much)])
    config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", http=http, timeout_keep_alive=60)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(bounded(config, slowest_s))
        task = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn tells it no other way
            await asyncio.sleep(0)
        yield server, listening.getsockname()
        server.should_exit = True
        await task


async def _until(holds: Callable[[], bool]) -> bool:
    for _ in range(200):
        if holds():
            return True
        await asyncio.sleep(0.02)
    return False


@pytest.mark.parametrize("http", ["httptools", "h11"])
@pytest.mark.parametrize("said", [b"", b"POST / HTT", WHOLE[:-2]])
async def test_half_a_request_is_cut_off(http: str, said: bytes) -> None:
    async with _serving(http, 0.1) as connect:
        reading, writing = await connect()
        writing.write(said)
        async with asyncio.timeout(10):
            assert await reading.read() == b""
        writing.close()


@pytest.mark.parametrize("http", ["httptools", "h11"])
async def test_half_of_a_second_request_is_cut_off_as_well(http: str) -> None:
    async with _serving(http, 0.1) as connect:
        reading, writing = await connect()
        writing.write(WHOLE + b"good" + WHOLE[:-2])
        async with asyncio.timeout(10):
            said = await reading.read()
        assert (said[:15], said[-8:]) == (b"HTTP/1.1 200 OK", b"\r\n\r\ngood")
        writing.close()


@pytest.mark.parametrize("http", ["httptools", "h11"])
async def test_a_body_may_take_longer_than_its_headers(http: str) -> None:
    async with _serving(http, 0.1) as connect:
        reading, writing = await connect()
        writing.write(WHOLE)
        await asyncio.sleep(0.3)
        writing.write(b"late")
        async with asyncio.timeout(10):
            said = await reading.readuntil(b"late")
        assert said[:15] == b"HTTP/1.1 200 OK"
        writing.close()


@pytest.mark.parametrize("http", ["httptools", "h11"])
@pytest.mark.parametrize(("times", "size"), [(1, 20_000_000), (400, 20_000)])
async def test_whoever_does_not_take_what_is_answered_is_let_go(http: str, times: int, size: int) -> None:
    async with _running(http, 0.2) as (server, address):
        with socket.socket() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect(address)
            client.sendall((ASKS % size) * times)
            begun = await _until(lambda: bool(server.server_state.connections))
            ended = await _until(lambda: not server.server_state.connections)
        assert (begun, ended) == (True, True)


@pytest.mark.parametrize("http", ["httptools", "h11"])
async def test_whoever_takes_it_slowly_gets_all_of_it(http: str) -> None:
    async with _serving(http, 0.3) as connect:
        reading, writing = await connect()
        writing.write(ASKS % 10_000_000)
        await reading.readuntil(b"\r\n\r\n")
        missing = 10_000_000
        async with asyncio.timeout(30):
            while missing:
                some = await reading.read(50_000)
                assert some
                missing -= len(some)
                await asyncio.sleep(0.005)
        writing.close()
