"""What a process tells reaches each of the others once, in the order in which it is on disk."""

import asyncio
from functools import partial

import pytest

from bot.inbox import Desk, Incoming, put
from bot.store import news
from bot.store.executor import StoreExecutor
from bot.store.news import EVERYWHERE, News

ADA, BEN = 1, 2
RULES, LABELS, ROLES = News(7, news.RULES, 5), News(7, news.NAMES, 5), News(7, news.PEOPLE)


async def tell(store: StoreExecutor, *told: News, teller: int = ADA, now: int = 1_000) -> None:
    await store.write(partial(news.tell, told=told, teller=teller, now=now))


async def heard(store: StoreExecutor, number: int, teller: int = BEN, whose: int = 7) -> tuple[int, list[News]]:
    return await store.read(partial(news.since, whose=whose, number=number, teller=teller))


async def test_what_one_tells_the_others_hear_once_and_it_never(store: StoreExecutor) -> None:
    await tell(store, RULES, LABELS)
    await tell(store, RULES)
    assert await heard(store, 0) == (2, [LABELS, RULES])
    assert await heard(store, 1) == (2, [RULES])
    assert await heard(store, 2) == (2, [])
    assert await heard(store, 0, teller=ADA) == (2, [])


async def test_what_another_told_is_not_lost_in_what_one_tells_itself(store: StoreExecutor) -> None:
    await tell(store, ROLES)
    await tell(store, ROLES, teller=BEN)
    assert await heard(store, 0, teller=BEN) == (2, [ROLES])
    assert await heard(store, 0, teller=ADA) == (2, [ROLES])


async def test_installations_are_counted_apart_and_what_concerns_all_with_each(store: StoreExecutor) -> None:
    await tell(store, RULES)
    await tell(store, RULES, News(8, news.TOKEN), News(EVERYWHERE, news.ALL_RULES))
    assert await store.read(partial(news.counts, installations=[7])) == {EVERYWHERE: 1, 7: 2}
    assert await store.read(partial(news.counts, installations=[8, 9])) == {EVERYWHERE: 1, 8: 1}
    assert await heard(store, 0, whose=EVERYWHERE) == (1, [News(EVERYWHERE, news.ALL_RULES)])


async def test_where_nothing_was_told_nothing_is_counted(store: StoreExecutor) -> None:
    await tell(store)
    assert (await store.read(partial(news.counts, installations=[7])), await heard(store, 3)) == ({}, (3, []))


async def test_what_is_old_is_forgotten_and_counting_goes_on(store: StoreExecutor) -> None:
    await tell(store, RULES, ROLES, now=1_000)
    await tell(store, LABELS, now=2_000)
    assert await store.write(partial(news.purge, older_than=2_000)) == 2
    assert await heard(store, 0) == (2, [LABELS])
    assert await store.write(partial(news.purge, older_than=9_000)) == 1
    await tell(store, ROLES, now=9_000)
    assert await heard(store, 2) == (3, [ROLES])


@pytest.mark.parametrize("at_once", [20])
async def test_of_many_who_tell_at_once_each_gets_a_number_and_is_heard(store: StoreExecutor, at_once: int) -> None:
    one = [News(7, news.RULES, number) for number in range(1, at_once + 1)]
    everyone = News(EVERYWHERE, news.ALL_RULES)
    telling = asyncio.gather(*(tell(store, each, everyone, teller=each.repo_id) for each in one))
    known, found = 0, list[News]()
    while not telling.done() or known < at_once:
        known, told = await heard(store, known, teller=0)
        found += told
    await telling
    assert (known, sorted(found)) == (at_once, one)
    assert await store.read(partial(news.counts, installations=[7])) == {EVERYWHERE: at_once, 7: at_once}


async def test_a_claim_brings_how_much_was_told_of_its_own_place(store: StoreExecutor) -> None:
    for installation in (7, 8, 9):
        incoming = Incoming(f"d-{installation}", "issues.opened", f"{installation}#1", installation, b"{}", 1)
        await store.write(partial(put, arrivals=[incoming]))
    await tell(store, RULES, News(8, news.TOKEN), News(EVERYWHERE, news.ALL_RULES))
    await tell(store, RULES)
    claims = await store.write(lambda connection: Desk("w").claim(connection, 2, 9, 1_000))
    told = {claim.installation: claim.told for claim in claims}
    assert told == {7: {EVERYWHERE: 1, 7: 2}, 8: {EVERYWHERE: 1, 8: 1}, 9: {EVERYWHERE: 1}}
