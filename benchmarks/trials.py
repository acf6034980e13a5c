"""What a contender is put through, one trial at a time: each begins with a fresh GitHub and a fresh bot."""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from benchmarks.contenders import GITHUB, Contender, Running, github, running, told
from benchmarks.traffic import Sent, cpu_s, deliveries, memory_mb, send, strike

CONNECTIONS = 16
FIRST = 1_000_000
"""Where the numbers of the measured items begin; those before are for the cold start."""

NOTHING = -1
"""An item that is never complete: who waits for it waits until nothing happens any more."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How hard it is made.

    Attributes:
        latency_ms: how long GitHub takes for each answer.
        items: how many deliveries.
        installations: over how many they are spread.
        fail_every: each so many-th write is answered by 502 after its effect; 0 for none.
        patience_s: for how long nothing may happen until the rest is taken for lost.
    """

    latency_ms: float
    items: int
    installations: int = 200
    fail_every: int = 0
    patience_s: float = 8.0

    @property
    def numbers(self) -> range:
        """The items."""
        return range(FIRST, FIRST + self.items)


async def run(contender: Contender, trial: Trial, **settings: str) -> dict[str, Any]:
    """Cold start, then the load; what it cost and what came of it."""
    async with github(trial.installations, trial.latency_ms), running(contender, **settings) as bot:
        cold = await _cold(bot, trial)
        told(clear=True, fail_every=trial.fail_every)
        before = cpu_s(bot.pid)
        sent = await send(contender.url, _made(bot, trial.numbers, trial.installations), CONNECTIONS)
        books = await _settled(trial.numbers, trial.patience_s)
        return {
            **cold,
            **_of(books, sent, trial.items),
            "cpu_ms": 1000 * (cpu_s(bot.pid) - before) / trial.items,
            "memory_mb": memory_mb(bot.pid),
        }


async def killed(contender: Contender, trial: Trial) -> dict[str, Any]:
    """Strike the bot dead when half is acknowledged, start it again, and see what becomes of what it acknowledged."""
    async with github(trial.installations, trial.latency_ms), running(contender) as bot:
        await _cold(bot, trial)
        told(clear=True)

        def enough(sent: Sent) -> bool:
            if len(sent.kept) >= trial.items // 2 and bot.process.poll() is None:
                strike(bot.pid)
                bot.process.wait()
            return bot.process.poll() is not None

        todo = _made(bot, trial.numbers, trial.installations)
        sent = await send(contender.url, todo, CONNECTIONS, enough)
        done_then = len(told()["complete"])
        await bot.again()
        books = await _settled(sent.kept, trial.patience_s)
        lost = len(set(sent.kept) - set(books["complete"]))
        return {"kept": len(sent.kept), "done_then": done_then, "lost": lost, "doubled": books["doubled"]}


async def twice(contender: Contender, trial: Trial) -> dict[str, Any]:
    """Each delivery comes twice, with the same id, as when GitHub delivers again."""
    async with github(trial.installations, trial.latency_ms), running(contender) as bot:
        await _cold(bot, trial)
        told(clear=True)
        todo = _made(bot, trial.numbers, trial.installations)
        await send(contender.url, todo, CONNECTIONS)
        await _settled(trial.numbers, trial.patience_s)
        await send(contender.url, todo, CONNECTIONS)
        return {"doubled": (await _settled([NOTHING], 6.0))["doubled"]}


async def _cold(bot: Running, trial: Trial) -> dict[str, Any]:
    """The first issue and the first pull request of each installation, right after the start."""
    numbers = range(1, 1 + 2 * trial.installations)
    sent = await send(bot.contender.url, _made(bot, numbers, trial.installations), CONNECTIONS)
    books = await _settled(numbers, 8.0)
    return {
        "started_s": bot.started_s,
        "cold_requests": books["requests"] / len(numbers),
        "cold_s": books["last"] - sent.begun,
        "cold_complete": len(books["complete"]),
    }


def _made(bot: Running, numbers: Iterable[int], installations: int) -> Any:
    return deliveries(bot.contender.url, GITHUB, numbers, installations)


async def _settled(numbers: Iterable[int], patience_s: float) -> dict[str, Any]:
    """What the books say when all these items are complete, or nothing has happened for a while."""
    wanted, seen, changed = set(numbers), None, time.monotonic()
    while True:
        books = await asyncio.to_thread(told)
        if wanted <= set(books["complete"]):
            return books
        if (mark := (books["effects"], books["doubled"])) != seen:
            seen, changed = mark, time.monotonic()
        if time.monotonic() - changed > patience_s:
            return books
        await asyncio.sleep(0.2)


def _of(books: dict[str, Any], sent: Sent, items: int) -> dict[str, Any]:
    """What the books and the answers say of a load."""
    complete = len(books["complete"])
    return {
        "ack_p50_ms": sent.quantile(0.5),
        "ack_p99_ms": sent.quantile(0.99),
        "refused": sent.refused,
        "complete": complete,
        "items": items,
        "a_second": complete / max(0.001, books["last"] - sent.begun),
        "took_s": books["last"] - sent.begun,
        "requests": books["requests"] / items,
        "doubled": books["doubled"],
        "astray": books["astray"],
        "unknown": books["unknown"],
        "most_in_a_minute": books["most_in_a_minute"],
        "by_kind": books["by_kind"],
    }
