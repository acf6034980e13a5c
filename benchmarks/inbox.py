"""How fast deliveries are made durable over HTTP, and how fast lanes are drained: prints a table, asserts nothing.

    python benchmarks/inbox.py [--url URL] [--deliveries 3000] [--concurrency 32] [--rounds 3]

The receiver and the store share one process, as in production: a Starlette route behind uvicorn checks the signature
of a 20 KB body and answers after the commit. The client is a second process on the same cores.

`--slow-fsync MS` shows an ordinary cloud disk: a commit takes that much longer (measured where the commit happens, so
that works gather meanwhile just as they would).
"""

import argparse
import asyncio
import contextlib
import gc
import hashlib
import hmac
import multiprocessing
import random
import statistics
import tempfile
import threading
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import sqlalchemy as sa
import uvicorn
import uvloop
from rich.console import Console
from rich.table import Table
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import SystemClock, milliseconds
from bot.inbox import Inbox, Incoming
from bot.queue.claim import Claim, Done
from bot.queue.handled import Handled
from bot.store import database
from bot.store.executor import StoreExecutor, open_store
from bot.worker import Pace, Worker

SECRET = b"secret of the benchmark"
LANES = 400
HEAD = b"POST / HTTP/1.1\r\nHost: b\r\nContent-Length: %d\r\nX-Hub-Signature-256: sha256=%s\r\nX-Delivery: %s\r\n\r\n"


def body(size: int) -> bytes:
    """A payload about as compressible as GitHub's: the same addresses again and again, with changing ids."""
    chance = random.Random(7)
    parts = [b'{"action":"opened"']
    while sum(map(len, parts)) < size:
        key, number = chance.randrange(60), chance.randrange(10**9)
        parts.append(b',"k%d_url":"https://api.github.com/repos/forest/paths/issues/%d{/key}"' % (key, number))
    return b"".join(parts)[: size - 2] + b'"}'


def slow_commits(milliseconds_more: float) -> Callable[[sa.Engine], None]:
    """What makes each commit of an engine that much slower."""

    def slow(engine: sa.Engine) -> None:
        @sa.event.listens_for(engine, "commit")
        def _wait(_connection: sa.Connection) -> None:
            threading.Event().wait(milliseconds_more / 1000)

    return slow


@contextlib.contextmanager
def disk(slow_ms: float) -> Iterator[None]:
    """Every writing engine made inside has a disk that needs this much for an fsync."""
    if not slow_ms:
        yield
        return
    plain, slow = database.writer, slow_commits(slow_ms)

    def writer(*given: object) -> sa.Engine:
        engine = plain(*given)  # type: ignore[arg-type]  # as it was called
        slow(engine)
        return engine

    database.writer = writer  # type: ignore[assignment]  # for the length of the benchmark
    try:
        yield
    finally:
        database.writer = plain


def application(inbox: Inbox | None) -> Starlette:
    """The receiver, reduced to what costs: signature, store (where there is one), answer."""
    clock = SystemClock()

    async def receive(request: Request) -> Response:
        payload = await request.body()
        given = request.headers["x-hub-signature-256"]
        if not hmac.compare_digest(given, "sha256=" + hmac.new(SECRET, payload, hashlib.sha256).hexdigest()):
            return Response(status_code=401)
        delivery = request.headers["x-delivery"]
        number = int(delivery.rsplit("-", 1)[1]) % LANES
        now = milliseconds(clock.now())
        if inbox:
            await inbox.put(Incoming(delivery, "issues", f"{number % 20}#{number}", number % 20, payload, now))
        return Response(status_code=202)

    return Starlette(routes=[Route("/", receive, methods=["POST"])])


async def serve(url: str, port: int, ready: "multiprocessing.synchronize.Event", slow_ms: float) -> None:
    """Run the receiver until the process is ended."""
    with disk(slow_ms):
        store = await open_store(url, SystemClock()) if url else None
    config = uvicorn.Config(
        application(Inbox(store) if store else None), port=port, log_level="error", access_log=False
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    gc.collect()
    gc.freeze()  # a full collection over all that was imported stops everything for 80 ms
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    ready.set()
    await task
    if store:
        await store.close()


def serve_process(url: str, port: int, ready: "multiprocessing.synchronize.Event", slow_ms: float) -> None:
    """The receiver's own process."""
    uvloop.run(serve(url, port, ready, slow_ms))


@contextlib.asynccontextmanager
async def receiver(url: str, port: int, slow_ms: float) -> AsyncIterator[None]:
    """A receiver in a process of its own."""
    ready = multiprocessing.Event()
    process = multiprocessing.Process(target=serve_process, args=(url, port, ready, slow_ms))
    process.start()
    await asyncio.to_thread(ready.wait, 30)
    try:
        yield
    finally:
        process.terminate()
        await asyncio.to_thread(process.join)


async def send(port: int, deliveries: list[str], payload: bytes) -> list[float]:
    """Post deliveries one after the other on one connection; how long each answer took."""
    signature = hmac.new(SECRET, payload, hashlib.sha256).hexdigest().encode()
    reading, writing = await asyncio.open_connection("127.0.0.1", port)
    took = []
    for delivery in deliveries:
        started = time.perf_counter()
        writing.write(HEAD % (len(payload), signature, delivery.encode()) + payload)
        answer = await reading.readuntil(b"\r\n\r\n")
        if not answer.startswith(b"HTTP/1.1 202"):
            raise RuntimeError(answer.decode())
        took.append(time.perf_counter() - started)
    writing.close()
    return took


async def enqueue(url: str, options: argparse.Namespace, port: int) -> tuple[float, list[float]]:
    """Deliveries a second over HTTP, and how long each took."""
    name = uuid.uuid4().hex[:8]
    each = options.deliveries // options.concurrency
    plan = [[f"{name}-{who}-{who * each + n}" for n in range(each)] for who in range(options.concurrency)]
    async with receiver(url, port, options.slow_fsync):
        await send(port, [f"{name}-warm-{n}" for n in range(50)], body(20_000))
        started = time.perf_counter()
        took = await asyncio.gather(*(send(port, deliveries, body(20_000)) for deliveries in plan))
        seconds = time.perf_counter() - started
    return each * options.concurrency / seconds, [one for many in took for one in many]


async def drain(url: str, options: argparse.Namespace) -> float:
    """Lanes handled a second, each handler waiting 5 ms."""
    handled = 0

    async def handle(claim: Claim) -> Handled:
        nonlocal handled
        await asyncio.sleep(0.005)
        handled += len(claim.deliveries)
        return Handled({waiting.seq: Done() for waiting in claim.deliveries})

    with disk(options.slow_fsync):
        store = await open_store(url, SystemClock())
    await asyncio.gather(*(spread(store, n) for n in range(options.deliveries)))
    started = time.perf_counter()
    await Worker(store, SystemClock(), handle, pace=Pace(lanes=32)).drain()
    seconds = time.perf_counter() - started
    await store.close()
    return handled / seconds


async def spread(store: StoreExecutor, number: int) -> None:
    """One delivery in a lane of its own, so that nothing is handled together."""
    lane = f"{number % 20}#drain-{uuid.uuid4().hex}"
    delivery = Incoming(uuid.uuid4().hex, "issues", lane, number % 20, body(2_000), 1)
    await Inbox(store).put(delivery)


async def measure(options: argparse.Namespace, folder: Path) -> Table:
    """The table of all rounds, each beside what the same machine does at that moment without storing."""
    table = Table("round", "puts/s", "p50 ms", "p99 ms", "max ms", "drain/s", title=options.title)
    for turn in range(options.rounds):
        url = options.url or f"sqlite:///{folder / f'{turn}.db'}"
        bare = await enqueue("", options, options.port + 2 * turn)
        stored = await enqueue(url, options, options.port + 2 * turn + 1)
        drained = await drain(options.url or f"sqlite:///{folder / f'{turn}-drain.db'}", options)
        table.add_row(f"{turn + 1}, no store", *figures(*bare), "")
        table.add_row(str(turn + 1), *figures(*stored), f"{drained:.0f}")
    return table


def figures(rate: float, took: list[float]) -> list[str]:
    """Rate and latencies as a table shows them."""
    cuts = statistics.quantiles(took, n=100)
    return [f"{rate:.0f}", *(f"{seconds * 1000:.0f}" for seconds in (cuts[49], cuts[98], max(took)))]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--url", help="a PostgreSQL URL; otherwise SQLite files in a new folder")
    parser.add_argument("--folder", type=Path, help="where those files are made")
    parser.add_argument("--deliveries", type=int, default=3000)
    parser.add_argument("--concurrency", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--slow-fsync", type=float, default=0.0, metavar="MS")
    parser.add_argument("--port", type=int, default=18_620)
    options = parser.parse_args()
    kind = "PostgreSQL" if options.url else "SQLite"
    options.title = f"{kind}, 20 KB over HTTP, {options.concurrency} connections, fsync + {options.slow_fsync:g} ms"
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        Console().print(uvloop.run(measure(options, Path(folder))))


if __name__ == "__main__":
    main()
