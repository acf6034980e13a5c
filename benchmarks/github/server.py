"""The benchmark's GitHub: counts, waits as long as it is told, keeps the books; `python -m benchmarks.github.server`.

It is fast, so that it is not what is measured, and holds only what the contenders' task touches; the simulated GitHub
of the house (`bot/sandbox`) knows everything and checks everything, and is too slow for this. What is measured here
is a bot's share of the machine, so answers come from bytes that were made before.

`POST /__set` with `{"latency_ms": 50, "fail_every": 50, "clear": true}` changes what it does; `fail_every` answers each
50th request that writes with 502, after the effect. `GET /__told` tells the sums.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httptools
import orjson
import uvloop

from benchmarks.github.books import Books
from benchmarks.github.graph import Graph
from benchmarks.github.rest import Rest
from benchmarks.github.selection import Selection
from bot.clock import SystemClock

PEERS = Path(__file__).parent.parent / "peers"
_HEAD = (
    b"HTTP/1.1 %d -\r\nContent-Type: application/%s; charset=utf-8\r\nContent-Length: %d\r\n"
    b"X-RateLimit-Limit: 500000\r\nX-RateLimit-Remaining: 499999\r\nX-RateLimit-Reset: 9999999999\r\n"
    b"X-RateLimit-Used: 1\r\nX-RateLimit-Resource: core\r\n\r\n"
)
_WRITES = frozenset({"labels", "comments", "assignees", "requested_reviewers", "mutation"})


class GitHub:
    """All that is told and done."""

    def __init__(self, address: str, installations: int, latency_ms: float) -> None:
        self.books = Books(installations)
        self.latency_s, self.fail_every, self._writes = latency_ms / 1000, 0, 0
        born = SystemClock().now().isoformat()
        self._graph = Graph(self.books, (PEERS / "pathways.yml").read_text(), born)
        self._rest = Rest(self.books, (PEERS / "rules.yml").read_bytes(), address)

    def answer(self, method: str, path: str, headers: dict[bytes, bytes], body: bytes) -> tuple[int, bytes]:
        """Status and body; the effect has happened."""
        self.books.first = self.books.first or time.time()
        path = path.removeprefix("/api/v3").removeprefix("/api")
        kind, status, answer = (
            self._graphql(body) if path == "/graphql" else self._rest.answer(method, path, headers, body)
        )
        self.books.requests[kind] += 1
        if kind in _WRITES and self.fail_every:
            self._writes += 1
            if self._writes % self.fail_every == 0:
                return 502, b'{"message":"Server Error"}'
        return status, answer

    def _graphql(self, body: bytes) -> tuple[str, int, bytes]:
        asked = orjson.loads(body)
        selection = Selection(asked["query"], asked.get("variables") or {}, self.books.unknown)
        root = self._graph.mutation if selection.kind == "mutation" else self._graph.query
        return selection.kind, 200, orjson.dumps({"data": selection.answer(root)})

    def control(self, path: str, body: bytes) -> bytes:
        """What a benchmark asks and sets."""
        if path == "/__set":
            given = orjson.loads(body)
            self.latency_s = given.get("latency_ms", self.latency_s * 1000) / 1000
            self.fail_every = given.get("fail_every", self.fail_every)
            if given.get("clear"):
                self.books.clear()
        return json.dumps(self.books.told()).encode()


class Connection(asyncio.Protocol):
    """One connection of HTTP/1.1."""

    def __init__(self, github: GitHub, later: Callable[..., Any]) -> None:
        self._github, self._later = github, later
        self._parser = httptools.HttpRequestParser(self)
        self._begin()

    def _begin(self) -> None:
        self._url, self._headers, self._body = b"", dict[bytes, bytes](), list[bytes]()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is open."""
        self._transport: Any = transport

    def data_received(self, data: bytes) -> None:
        """Something came."""
        self._parser.feed_data(data)

    def on_url(self, url: bytes) -> None:
        """A piece of the address."""
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header."""
        self._headers[name.lower()] = value

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        self._body.append(body)

    def on_message_complete(self) -> None:
        """A request is whole."""
        method, path = self._parser.get_method().decode(), unquote(self._url.decode().partition("?")[0])
        headers, body = self._headers, b"".join(self._body)
        self._begin()
        if path.startswith("/__"):
            self._reply(200, self._github.control(path, body))
            return
        status, answer = self._github.answer(method, path, headers, body)
        if self._github.latency_s:
            self._later(self._github.latency_s, self._reply, status, answer)
        else:
            self._reply(status, answer)

    def _reply(self, status: int, body: bytes) -> None:
        if not self._transport.is_closing():
            kind = b"json" if body[:1] in b"[{" else b"vnd.github.raw"
            self._transport.write(_HEAD % (status, kind, len(body)) + body)


async def serve(port: int, installations: int, latency_ms: float) -> None:
    """Serve until the process is ended."""
    github, loop = GitHub(f"http://127.0.0.1:{port}", installations, latency_ms), asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(github, loop.call_later), "127.0.0.1", port, backlog=1024)
    await server.serve_forever()


def main() -> None:
    """Serve."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--port", type=int, default=4600)
    parser.add_argument("--installations", type=int, default=200)
    parser.add_argument("--latency-ms", type=float, default=0)
    options = parser.parse_args()
    uvloop.run(serve(options.port, options.installations, options.latency_ms))


if __name__ == "__main__":
    main()
