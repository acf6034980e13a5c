"""Signed webhook deliveries over HTTP, as GitHub sends them, and what a process costs while it deals with them."""

import asyncio
import hashlib
import hmac
import itertools
import os
import signal
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.github.shapes import PREFIXES, Place, Shape, example

SECRET = "secret-of-the-benchmark"  # noqa: S105 - made up
_TICKS = os.sysconf("SC_CLK_TCK")
_HEAD = (
    "POST {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: GitHub-Hookshot/bench\r\nContent-Type: application/json\r\n"
    "X-GitHub-Event: {event}\r\nX-GitHub-Delivery: {guid}\r\nX-GitHub-Hook-ID: 1\r\n"
    "X-GitHub-Hook-Installation-Target-ID: 1\r\nX-GitHub-Hook-Installation-Target-Type: integration\r\n"
    "X-Hub-Signature-256: sha256={signature}\r\nContent-Length: {length}\r\n\r\n"
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One request, ready to be sent."""

    number: int
    request: bytes


def deliveries(url: str, github: str, numbers: Iterable[int], installations: int) -> list[Delivery]:
    """One delivery for each item: it was just opened."""
    shapes = {event: Shape(example(event), github) for event in PREFIXES}
    where = urlsplit(url)
    made = []
    for number in numbers:
        place = Place(number, installations)
        body = shapes[place.event].at(place)
        signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        head = _HEAD.format(
            path=where.path or "/",
            host=where.netloc,
            event=place.event,
            guid=uuid.uuid4(),
            signature=signature,
            length=len(body),
        )
        made.append(Delivery(number, head.encode() + body))
    return made


@dataclass(slots=True)
class Sent:
    """What came back.

    Attributes:
        took_s: how long each answer took.
        kept: the numbers of the items whose delivery was acknowledged.
        refused: how many were not.
        begun: when the first was sent, in seconds since 1970.
    """

    took_s: list[float] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    refused: int = 0
    begun: float = field(default_factory=time.time)

    def quantile(self, share: float) -> float:
        """So long, in milliseconds, or shorter, did that share of the answers take."""
        ordered = sorted(self.took_s) or [0.0]
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def send(
    url: str, todo: Iterable[Delivery], connections: int, enough: Callable[[Sent], bool] | None = None
) -> Sent:
    """Send all, each connection the next one when it has its answer, until it is enough."""
    sent, rest = Sent(), iter(todo)
    where = urlsplit(url)
    await asyncio.gather(*(_one(where.hostname or "", where.port or 0, rest, sent, enough) for _ in range(connections)))
    return sent


async def paced(url: str, todo: list[Delivery], a_second: float) -> Sent:
    """Send each when it is due, so many a second; how long it takes counts from then on."""
    sent, where = Sent(), urlsplit(url)
    begun = time.perf_counter()
    due = itertools.count()

    def rest() -> Iterator[Delivery]:
        yield from todo

    waiting = rest()

    async def connection() -> None:
        for delivery in waiting:
            moment = begun + next(due) / a_second
            await asyncio.sleep(max(0.0, moment - time.perf_counter()))
            await _one(where.hostname or "", where.port or 0, iter([delivery]), sent, None)

    await asyncio.gather(*(connection() for _ in range(16)))
    return sent


async def _one(
    host: str, port: int, rest: Iterator[Delivery], sent: Sent, enough: Callable[[Sent], bool] | None
) -> None:
    line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    for delivery in rest:
        if enough and enough(sent):
            break
        started = time.perf_counter()
        try:
            line = line or await asyncio.open_connection(host, port)
            reading, writing = line
            writing.write(delivery.request)
            status, goes_on = await asyncio.wait_for(_answer(reading), 60)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            status, goes_on = 0, False
        sent.took_s.append(time.perf_counter() - started)
        if 200 <= status < 300:
            sent.kept.append(delivery.number)
        else:
            sent.refused += 1
        if not goes_on and line:
            line[1].close()
            line = None
    if line:
        line[1].close()


async def _answer(reading: asyncio.StreamReader) -> tuple[int, bool]:
    """The status, and whether the connection stays open."""
    head = (await reading.readuntil(b"\r\n\r\n")).lower()
    if b"content-length:" in head:
        await reading.readexactly(int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]))
    elif b"transfer-encoding: chunked" in head:
        while size := int(await reading.readline(), 16):
            await reading.readexactly(size + 2)
        await reading.readline()
    return int(head[9:12]), b"connection: close" not in head


def cpu_s(pid: int) -> float:
    """How long a process, and those that it has started, have had the processor."""
    parts = [Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in _family(pid)]
    return sum(int(each[11]) + int(each[12]) for each in parts) / _TICKS


def memory_mb(pid: int, of: str = "VmHWM") -> float:
    """How much memory a process, and those that it has started, have had at most; `VmRSS`: have now."""
    lines = [line for each in _family(pid) for line in Path(f"/proc/{each}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith(of)) / 1024


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]


def strike(pid: int) -> None:
    """End a process at once, as a machine does that loses its power."""
    os.kill(pid, signal.SIGKILL)
