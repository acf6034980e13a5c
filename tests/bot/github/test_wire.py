"""The wire, on real sockets: what was certainly not sent is told apart from what may have arrived."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.github.wire import Wire

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
LARGE = b"x" * 3_000_000


class Server:
    """Reads whole requests and does with the connection what a test says."""

    def __init__(self, answer: bytes | None) -> None:
        self.answer, self.heard, self.connections = answer, list[bytes](), 0
        self.url = ""

    async def serve(self, reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while head := await _head(reading):
                length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
                self.heard.append(head + await reading.readexactly(length))
                if self.answer is None:
                    await asyncio.sleep(60)
                writing.write(self.answer or b"")
                if b"200" not in (self.answer or b""):
                    break
        finally:
            writing.close()


async def _head(reading: asyncio.StreamReader) -> bytes:
    try:
        return await reading.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


@asynccontextmanager
async def serving(answer: bytes | None) -> AsyncIterator[Server]:
    server = Server(answer)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/graphql"
    yield server
    listening.close()


@asynccontextmanager
async def client(url: str, answer_s: float = 5, connections: int = 4) -> AsyncIterator[httpx.AsyncClient]:
    wire = Wire(url, connections=connections, connect_s=5, answer_s=answer_s)
    async with httpx.AsyncClient(transport=wire) as made:
        yield made


def said(body: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join([b"HTTP/1.1 200 OK", *headers, b"Content-Length: %d" % len(body), b"", body])


async def test_one_connection_carries_many_requests_with_all_that_they_say() -> None:
    async with serving(said(b"{}", b"X-RateLimit-Remaining: 7")) as server, client(server.url) as http:
        answers = [await http.post(server.url, content=LARGE, headers={"Authorization": "Bearer t"}) for _ in range(3)]
    assert [(a.status_code, a.content, a.headers["x-ratelimit-remaining"]) for a in answers] == [(200, b"{}", "7")] * 3
    assert server.connections == 1
    assert [(b"authorization: bearer t" in one.lower()[:500], one.endswith(LARGE)) for one in server.heard] == [
        (True, True)
    ] * 3


async def test_a_packed_answer_is_unpacked_once() -> None:
    packed = gzip.compress(b'{"data": 1}')
    async with serving(said(packed, b"Content-Encoding: gzip")) as server, client(server.url) as http:
        answer = await http.post(server.url, content=b"{}")
    assert answer.json() == {"data": 1}


async def test_where_nobody_listens_nothing_was_sent() -> None:
    async with serving(b"") as server:
        url = server.url
    async with client(url) as http:
        with pytest.raises(httpx.ConnectError):
            await http.post(url, content=b"{}")
    assert server.heard == []


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 201 ",
        b"HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\nonly this",
        b"\x00\xff nonsense\r\n\r\n",
    ],
)
async def test_a_connection_that_broke_after_the_request_does_not_say_that_nothing_was_sent(answer: bytes) -> None:
    async with serving(answer) as server, client(server.url) as http:
        with pytest.raises(httpx.ReadError):
            await http.post(server.url, content=b"{}")
    assert len(server.heard) == 1


async def test_whoever_does_not_answer_in_time_may_have_heard() -> None:
    async with serving(None) as server, client(server.url, answer_s=0.2) as http:
        with pytest.raises(httpx.ReadTimeout):
            await http.post(server.url, content=b"{}")
    assert len(server.heard) == 1


async def test_who_waited_for_a_connection_in_vain_sent_nothing() -> None:
    async with serving(None) as server, client(server.url, answer_s=0.3, connections=1) as http:
        both = await asyncio.gather(*(http.post(server.url, content=b"{}") for _ in range(2)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in both) == ["ConnectError", "ReadTimeout"]
    assert len(server.heard) == 1


async def test_the_proxy_of_the_environment_is_used_but_for_hosts_that_it_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving(said(b"{}")) as proxy, serving(said(b"{}")) as server:
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/graphql"))
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        for url in ("http://elsewhere.test/graphql", server.url):
            async with client(url) as http:
                await http.post(url, content=b"{}")
    assert [heard.split()[1] for heard in proxy.heard] == [b"http://elsewhere.test/graphql"]
    assert len(server.heard) == 1
