"""What others told is heeded before a claim is dealt with, once, whoever asks how often."""

import asyncio
from functools import partial
from typing import Any

from bot.queue.claim import Claim
from bot.store import news
from bot.store.executor import StoreExecutor
from bot.store.news import EVERYWHERE, News
from bot.waking import heeding
from bot.waking.heeding import Heeding

ADA, BEN = 1, 2


class Books:
    """Stands for the rules in memory; keeps which it was told to forget."""

    def __init__(self) -> None:
        self.forgotten: list[int] = []

    def forget(self, repo_id: int) -> None:
        self.forgotten.append(repo_id)


class Memory:
    """The parts of the bot of which news is told here, with a store that counts how often it is read."""

    teller = BEN

    def __init__(self, store: StoreExecutor) -> None:
        self.rulebooks, self.store, self._store = Books(), self, store
        self.reads = 0

    async def read(self, work: Any) -> Any:
        self.reads += 1
        return await self._store.read(work)


async def tell(store: StoreExecutor, *told: News, teller: int = ADA) -> None:
    await store.write(partial(news.tell, told=told, teller=teller, now=1))


def claim(number: int, installation: int = 7) -> Claim:
    return Claim("5#1", installation, "lease", (), told={installation: number})


async def test_claims_that_are_handled_at_once_wait_for_one_read(store: StoreExecutor) -> None:
    await tell(store, News(7, news.RULES, 5))
    memory: Any = Memory(store)
    heeds = Heeding(memory)
    await asyncio.gather(*(heeds.heed(claim(1)) for _ in range(5)))
    assert (memory.reads, memory.rulebooks.forgotten) == (1, [5])


async def test_what_is_known_is_not_read_again_and_what_comes_later_is(store: StoreExecutor) -> None:
    memory: Any = Memory(store)
    heeds = Heeding(memory)
    await heeds.heed(claim(0))
    for number in (1, 2):
        await tell(store, News(7, news.RULES, number))
    for number in (1, 2, 2):  # the first read finds the second as well
        await heeds.heed(claim(number))
    assert (memory.reads, memory.rulebooks.forgotten) == (1, [1, 2])
    await tell(store, News(7, news.RULES, 3))
    await heeds.heed(claim(3))
    assert (memory.reads, memory.rulebooks.forgotten) == (2, [1, 2, 3])


async def test_what_the_process_told_itself_is_not_forgotten_again(store: StoreExecutor) -> None:
    await tell(store, News(7, news.RULES, 5), teller=BEN)
    memory: Any = Memory(store)
    await Heeding(memory).heed(claim(1))
    assert memory.rulebooks.forgotten == []


async def test_what_a_later_version_tells_is_passed_over(store: StoreExecutor) -> None:
    await tell(store, News(7, "weather"), News(7, news.RULES, 5))
    memory: Any = Memory(store)
    await Heeding(memory).heed(claim(1))
    assert memory.rulebooks.forgotten == [5]


async def test_only_so_many_installations_are_remembered(store: StoreExecutor, monkeypatch: Any) -> None:
    monkeypatch.setattr(heeding, "MOST_KNOWN", 2)
    for installation in (7, 8, 9):
        await tell(store, News(installation, news.RULES, installation))
    memory: Any = Memory(store)
    heeds = Heeding(memory)
    for installation in (7, 8, 9, 9, 8, 7):
        await heeds.heed(claim(1, installation))
    assert memory.rulebooks.forgotten == [7, 8, 9, 7]


async def test_what_concerns_all_is_heeded_in_a_lane_of_none(store: StoreExecutor) -> None:
    await tell(store, News(EVERYWHERE, news.RULES, 5))
    memory: Any = Memory(store)
    await Heeding(memory).heed(claim(1, EVERYWHERE))
    assert memory.rulebooks.forgotten == [5]
