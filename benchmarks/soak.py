"""`make soak`: an hour's traffic of 1,000 repositories in some minutes; does anything grow that should not?

    python -m benchmarks.soak [--deliveries 6000] [--a-second 20] [--repositories 1000]

Deliveries come at an even pace, each about an item of its own, and each has its effects at a GitHub that takes 50 ms.
The table shows each tenth of the run: how many items are done, the memory held, how long an acknowledgement took. What
remains is measured afterwards: the size of the file, and what is left in it when all of it is older than is kept.
"""

import argparse
import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import linear_regression
from typing import Any

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from benchmarks.contenders import ALL, GITHUB, OURS, Running, github, running, told
from benchmarks.traffic import Delivery, Sent, deliveries, memory_mb, paced
from bot.clock import SystemClock
from bot.queue.tidying import tidy
from bot.store.executor import open_store

TENTHS = 10
COUNTED = ("inbox", "lane", "ledger", "record", "decision", "item", "creations")


class Later:
    """A clock that is some days ahead."""

    def __init__(self, days: int) -> None:
        self._ahead = timedelta(days=days)

    def now(self) -> datetime:
        """The moment then."""
        return SystemClock().now() + self._ahead


@dataclass(frozen=True, slots=True)
class Tenth:
    """A tenth of the run."""

    sent: Sent
    done: int
    memory_mb: float


async def soak(options: argparse.Namespace) -> None:
    """Run it and print what it showed."""
    console, bot_of = Console(highlight=False), ALL[OURS]
    async with github(options.repositories, 50.0), running(bot_of) as bot:
        numbers = range(1, options.deliveries + 1)
        todo = deliveries(bot_of.url, GITHUB, numbers, options.repositories)
        tenths = await _sent(bot, todo, options.a_second)
        books = await _done(options.deliveries)
        console.print(_table(tenths))
        later = tenths[TENTHS // 2 :]
        where = [(TENTHS // 2 + n) * options.deliveries / TENTHS / 1000 for n in range(len(later))]
        slope = linear_regression(where, [tenth.memory_mb for tenth in later]).slope
        console.print(f"In the second half memory grew by {slope:.2f} MB for each 1,000 deliveries.")
        complete = len(books["complete"])
        console.print(
            f"{complete} of {options.deliveries} complete, {books['doubled']} doubled, {books['astray']} astray."
        )
        bot.process.terminate()
        await asyncio.to_thread(bot.process.wait)
        await _left(bot.home / "fingerpost.db", options.deliveries, console)


async def _sent(bot: Running, todo: list[Delivery], a_second: float) -> list[Tenth]:
    tenths = []
    size = len(todo) // TENTHS
    for start in range(0, size * TENTHS, size):
        sent = await paced(bot.contender.url, todo[start : start + size], a_second)
        books = await asyncio.to_thread(told)
        tenths.append(Tenth(sent, len(books["complete"]), memory_mb(bot.pid, "VmRSS")))
    return tenths


async def _done(wanted: int) -> dict[str, Any]:
    """The books when all is done, or nothing has been for ten seconds."""
    books, still = await asyncio.to_thread(told), 0
    while len(books["complete"]) < wanted and still < 10:
        await asyncio.sleep(1)
        newer = await asyncio.to_thread(told)
        still = still + 1 if newer["effects"] == books["effects"] else 0
        books = newer
    return books


def _table(tenths: list[Tenth]) -> Table:
    table = Table("tenth", "sent", "done by then", "memory", "acknowledged p50 / p99")
    total = 0
    for n, tenth in enumerate(tenths, 1):
        total += len(tenth.sent.kept)
        took = f"{tenth.sent.quantile(0.5):.0f} / {tenth.sent.quantile(0.99):.0f} ms"
        table.add_row(str(n), str(total), str(tenth.done), f"{tenth.memory_mb:.1f} MB", took)
    return table


async def _left(file: Path, items: int, console: Console) -> None:
    """The size of the file, and its rows before and after all that may be forgotten is."""
    store = await open_store(f"sqlite:///{file}", Later(0))
    before = await store.read(_rows)
    size = (await asyncio.to_thread(file.stat)).st_size
    console.print(f"The file has {size / 2**20:.1f} MB, {size / items / 1024:.1f} KB for each delivery; rows: {before}")
    for days in (31, 36):
        await tidy(store, Later(days), timedelta(days=30))
        left = await store.read(_rows)
        gone = {name: rows - left[name] for name, rows in before.items() if rows != left[name]}
        console.print(f"{days} days later forgotten: {gone}")
    await store.close()


def _rows(connection: sa.Connection) -> dict[str, int]:
    """How many rows the tables have."""
    count = partial(sa.select, sa.func.count())
    return {name: connection.scalar(count().select_from(sa.table(name))) or 0 for name in COUNTED}


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deliveries", type=int, default=6000)
    parser.add_argument("--a-second", type=float, default=20.0)
    parser.add_argument("--repositories", type=int, default=1000)
    asyncio.run(soak(parser.parse_args()))


if __name__ == "__main__":
    main()
