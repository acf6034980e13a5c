"""What was created within the hour is counted once for all who work on a database."""

import asyncio
from functools import partial

import pytest

from bot.queue.pacing import HOUR, MINUTE, Limits
from bot.store.creations import Wish, admit, postpone
from bot.store.executor import StoreExecutor

LIMITS = Limits(3, 50)
NOW = 10 * HOUR


async def ask(
    store: StoreExecutor, *wishes: Wish, now: int = NOW, promised: tuple[tuple[int, int], ...] = ()
) -> list[int]:
    work = partial(admit, installation=7, wishes=wishes, promised=promised, now=now, limits=LIMITS)
    return await store.write(work)


async def test_whoever_may_create_is_counted_and_the_others_hear_when(store: StoreExecutor) -> None:
    assert await ask(store, Wish(2), Wish(1), Wish(1)) == [NOW, NOW, NOW + MINUTE]
    assert await ask(store, Wish(1), now=NOW + 1_000) == [NOW + MINUTE]
    assert await ask(store, Wish(1), now=NOW + MINUTE) == [NOW + MINUTE]


async def test_those_who_wait_get_one_moment_after_the_other(store: StoreExecutor) -> None:
    assert await ask(store, *[Wish(1)] * 8) == [NOW] * 3 + [NOW + MINUTE] * 3 + [NOW + 2 * MINUTE] * 2


async def test_what_was_promised_to_others_is_left_to_them_but_a_command_goes_first(store: StoreExecutor) -> None:
    promised = ((NOW, 3),)
    assert await ask(store, Wish(1), promised=promised) == [NOW + MINUTE]
    assert await ask(store, Wish(1, promised=True), Wish(1, command=True), promised=promised) == [NOW, NOW]


async def test_nobody_comes_before_the_moment_that_was_set(store: StoreExecutor) -> None:
    assert await ask(store, Wish(1, since=NOW + 5_000)) == [NOW + 5_000]
    assert await ask(store, Wish(3)) == [NOW]


async def test_what_may_have_been_created_later_counts_from_then(store: StoreExecutor) -> None:
    await ask(store, Wish(3))
    await store.write(partial(postpone, installation=7, at=NOW, many=2, now=NOW + 9_000))
    assert await ask(store, Wish(1), Wish(1), now=NOW + MINUTE) == [NOW + MINUTE, NOW + 9_000 + MINUTE]


async def test_installations_do_not_count_for_each_other(store: StoreExecutor) -> None:
    await ask(store, Wish(3))
    other = partial(admit, installation=8, wishes=[Wish(3)], promised=(), now=NOW, limits=LIMITS)
    assert await store.write(other) == [NOW]


@pytest.mark.parametrize("at_once", [20])
async def test_many_who_ask_at_once_never_get_more_than_there_is(store: StoreExecutor, at_once: int) -> None:
    answers = await asyncio.gather(*(ask(store, Wish(1)) for _ in range(at_once)))
    assert [answer for [answer] in answers].count(NOW) == 3
