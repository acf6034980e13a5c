"""Whose turn it is to create content."""

from datetime import datetime, timedelta
from typing import Any

from prometheus_client import REGISTRY

from bot.github.turns import Asked, Turns
from bot.queue.pacing import EARLY, MINUTE, Limits
from bot.store.executor import StoreExecutor

_MINUTE = timedelta(milliseconds=MINUTE)


def turns(store: StoreExecutor, clock: Any) -> Turns:
    return Turns(store, clock, Limits(2, 10))


async def admit(held: Turns, installation: int, asked: list[Asked]) -> list[datetime | None]:
    return (await held.admit(installation, asked)).moments


def lanes(*names: str) -> list[Asked]:
    return [Asked(name, 1, command=False) for name in names]


def waiting() -> float | None:
    return REGISTRY.get_sample_value("fingerpost_creations_waiting")


async def test_whoever_was_promised_a_moment_goes_before_those_who_come_later(store: StoreExecutor, clock: Any) -> None:
    held, soon = turns(store, clock), clock.now() + _MINUTE
    assert await admit(held, 7, lanes("1#1", "1#2", "1#3", "1#4")) == [None, None, soon, soon]
    assert waiting() == 2.0
    clock.forward(MINUTE)
    assert await admit(held, 7, lanes("1#5", "1#4", "1#3")) == [soon + _MINUTE, None, None]
    assert waiting() == 1.0


async def test_a_command_takes_the_place_of_what_was_promised(store: StoreExecutor, clock: Any) -> None:
    held, soon = turns(store, clock), clock.now() + _MINUTE
    await admit(held, 7, lanes("1#1", "1#2", "1#3", "1#4"))
    clock.forward(MINUTE)
    command = Asked("1#9", 1, command=True)
    later = soon + _MINUTE
    assert await admit(held, 7, [command, *lanes("1#3", "1#4")]) == [None, None, later]


async def test_who_never_comes_back_holds_up_nobody_for_ever(store: StoreExecutor, clock: Any) -> None:
    held = turns(store, clock)
    await admit(held, 7, lanes("1#1", "1#2", "1#3", "1#4"))
    clock.forward(2 * MINUTE)
    assert await admit(held, 7, lanes("1#5", "1#6")) == [None, None]
    assert waiting() == 0.0


async def test_where_github_says_that_it_was_too_much_nobody_creates_for_a_while(
    store: StoreExecutor, clock: Any
) -> None:
    held, until = turns(store, clock), clock.now() + timedelta(seconds=90)
    held.pause(7, until)
    assert await admit(held, 7, lanes("1#1")) == [until]
    assert await admit(held, 8, lanes("2#1")) == [None]
    clock.forward(90_000)
    assert await admit(held, 7, lanes("1#1")) == [None]


async def test_what_took_long_to_create_counts_from_its_end(store: StoreExecutor, clock: Any) -> None:
    held, begun = turns(store, clock), clock.now()
    admitted = (await held.admit(7, lanes("1#1", "1#2"))).at
    clock.forward(9_000)
    await held.used(7, admitted, 2)
    assert await admit(held, 7, lanes("1#3")) == [begun + timedelta(seconds=9) + _MINUTE]


async def test_what_took_less_than_a_second_counts_from_its_beginning(store: StoreExecutor, clock: Any) -> None:
    held, begun = turns(store, clock), clock.now()
    admitted = (await held.admit(7, lanes("1#1", "1#2"))).at
    clock.forward(EARLY)
    await held.used(7, admitted, 2)
    assert await admit(held, 7, lanes("1#3")) == [begun + _MINUTE]
    assert begun + _MINUTE == begun + timedelta(milliseconds=EARLY) + timedelta(minutes=1)


async def test_a_second_process_counts_what_the_first_one_created(store: StoreExecutor, clock: Any) -> None:
    await admit(turns(store, clock), 7, lanes("1#1", "1#2"))
    soon = clock.now() + _MINUTE
    assert await admit(turns(store, clock), 7, lanes("1#3")) == [soon]
