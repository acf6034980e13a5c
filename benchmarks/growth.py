"""What history costs: how long keeping and handling a delivery takes while more and more of them lie in the database.

    python -m benchmarks.growth [--url URL] [--rows 10000 100000 1000000]

Done deliveries and the ledger's entries of them are put there in bulk, then a few hundred new ones are kept, handed out
and finished, one after the other.
"""

import argparse
import asyncio
import tempfile
import time
import uuid
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from bot import ledger
from bot.clock import SystemClock, milliseconds
from bot.inbox import Inbox, Incoming
from bot.ledger import Entry
from bot.queue.claim import Claim, Done
from bot.queue.handled import Handled
from bot.store import schema
from bot.store.executor import StoreExecutor, open_store
from bot.worker import Pace, Worker

TRIED, PIECE, LANES = 300, 1_000, 50
BODY = b"x" * 4_000


def history(connection: sa.Connection, first: int, now: int) -> None:
    """A piece of history: each delivery was an issue that got a label."""
    numbers = range(first, first + PIECE)
    done = {"event": "issues.opened", "installation": 7, "body": None, "state": "done", "note": None}
    deed = {"rule": "greet", "position": 0, "target": "bug", "verb": "label", "state": "done", "note": ""}
    connection.execute(
        schema.inbox.insert(),
        [{"delivery": f"d{n}", "lane": f"1#{n}", "received": now, "finished": now, **done} for n in numbers],
    )
    connection.execute(
        schema.ledger.insert(),
        [
            {"cause": f"d{n}", "item": f"1#{n}", "installation": 7, "intended_at": now, "settled_at": now, **deed}
            for n in numbers
        ],
    )


async def tried(store: StoreExecutor) -> tuple[float, float, float]:
    """Milliseconds to keep one, to claim and finish one, and to write an intent for one."""
    name, now = uuid.uuid4().hex, milliseconds(SystemClock().now())
    arrivals = [Incoming(f"{name}-{n}", "issues.opened", f"2#{name}{n}", n % LANES, BODY, now) for n in range(TRIED)]
    keeping = await _each([partial(Inbox(store).put, arrival) for arrival in arrivals])
    began = time.perf_counter()
    await Worker(store, SystemClock(), _handled, pace=Pace(lanes=16)).drain()
    handling = 1000 * (time.perf_counter() - began) / TRIED
    entries = [
        Entry(cause=f"{name}-{n}", item=f"1#{n}", rule="greet", position=0, target="x", verb="label")
        for n in range(TRIED)
    ]
    intending = [partial(ledger.intend, entries=[entry], installation=7, now=now) for entry in entries]
    return keeping, handling, await _each([partial(store.write, intend) for intend in intending])


async def _handled(claim: Claim) -> Handled:
    return Handled({waiting.seq: Done() for waiting in claim.deliveries})


async def _each(work: list[Any]) -> float:
    began = time.perf_counter()
    for one in work:
        await one()
    return 1000 * (time.perf_counter() - began) / len(work)


async def measure(url: str, sizes: list[int]) -> Table:
    """The table."""
    table = Table("deliveries done", "kept in", "handed out and finished in", "intent written in")
    store, there = await open_store(url, SystemClock()), 0
    now = milliseconds(SystemClock().now())
    for size in sizes:
        while there < size:
            await store.write(partial(history, first=there, now=now))
            there += PIECE
        table.add_row(f"{size:,}", *(f"{each:.2f} ms" for each in await tried(store)))
    await store.close()
    return table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="an empty PostgreSQL database; otherwise a SQLite file")
    parser.add_argument("--rows", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.url or f"sqlite:///{Path(folder) / 'growth.db'}"
        Console().print(asyncio.run(measure(url, options.rows)))


if __name__ == "__main__":
    main()
