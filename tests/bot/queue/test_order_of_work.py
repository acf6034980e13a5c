"""Whose lane is handed out first: people's commands, then what happened, then sweeps; nobody waits for ever."""

import functools
from typing import Any

import pytest

from bot import inbox
from bot.inbox import Desk, Inbox, Incoming
from bot.queue import backlog
from bot.queue.claim import Block, Claim, Done, Retry
from bot.queue.rank import COMMAND, EVENT, SWEEP
from bot.store import lanes
from bot.store.executor import StoreExecutor

NOW = 10_000_000
LEASE = 60_000


async def put(store: StoreExecutor, *lanes_: str, rank: int = EVENT, at: int = NOW, installation: int = 7) -> None:
    for lane in lanes_:
        await Inbox(store).put(Incoming(f"{lane} {at} {rank}", "issues", lane, installation, b"{}", at, rank=rank))


async def claim(store: StoreExecutor, desk: Desk, wanted: int, now: int = NOW) -> list[Claim]:
    return await store.write(lambda connection: desk.claim(connection, now, wanted, LEASE))


async def done(store: StoreExecutor, claims: list[Claim], now: int = NOW, outcome: Any = None, **more: Any) -> None:
    for one in claims:
        outcomes = {waiting.seq: outcome or Done() for waiting in one.deliveries}
        await store.write(functools.partial(inbox.finish, claim=one, outcomes=outcomes, now=now, **more))


async def test_commands_come_first_then_what_happened_then_sweeps(store: StoreExecutor) -> None:
    await put(store, "1#1", rank=SWEEP, at=NOW - 50)
    await put(store, "1#2", rank=EVENT, at=NOW - 40)
    await put(store, "1#3", rank=COMMAND, at=NOW - 30)
    await put(store, "1#4", rank=COMMAND, at=NOW - 20)
    desk = Desk("w")
    order = [(await claim(store, desk, 1))[0] for _ in range(3)]
    assert [(one.lane, one.rank) for one in order] == [("1#3", COMMAND), ("1#4", COMMAND), ("1#2", EVENT)]
    assert [one.lane for one in await claim(store, desk, 9)] == ["1#1"]


async def test_a_lane_in_which_a_command_comes_goes_first_with_all_that_waits_in_it(store: StoreExecutor) -> None:
    await put(store, "1#1", "1#2", rank=SWEEP)
    await put(store, "1#2", rank=COMMAND, at=NOW + 1)
    [first] = await claim(store, Desk("w"), 1, NOW + 1)
    assert (first.lane, len(first.deliveries)) == ("1#2", 2)


async def test_a_lane_that_is_dealt_with_has_no_rank_left(store: StoreExecutor) -> None:
    desk = Desk("w")
    await put(store, "1#1", rank=COMMAND)
    await done(store, await claim(store, desk, 1))
    await put(store, "1#1", rank=SWEEP, at=NOW + 1)
    await put(store, "1#2", rank=EVENT, at=NOW + 2)
    assert [one.lane for one in await claim(store, desk, 1, NOW + 2)] == ["1#2"]


async def test_an_old_sweep_has_every_fourth_turn_however_much_happens(store: StoreExecutor) -> None:
    await put(store, *(f"1#{n}" for n in range(5)), rank=SWEEP, at=NOW - lanes.OLD)
    await put(store, *(f"2#{n}" for n in range(20)))
    desk = Desk("w")
    ranks = [(await claim(store, desk, 1))[0].rank for _ in range(12)]
    assert ranks == [EVENT, EVENT, EVENT, SWEEP] * 3


async def test_even_an_old_sweep_waits_for_commands(store: StoreExecutor) -> None:
    await put(store, "1#1", rank=SWEEP, at=NOW - lanes.OLD)
    await put(store, *(f"2#{n}" for n in range(4)), rank=COMMAND)
    desk = Desk("w")
    assert [(await claim(store, desk, 1))[0].rank for _ in range(5)] == [COMMAND] * 4 + [SWEEP]


async def test_the_sweep_of_one_installation_holds_up_no_other(store: StoreExecutor) -> None:
    await put(store, *(f"1#{n}" for n in range(50)), rank=SWEEP, at=NOW - 5_000, installation=1)
    await put(store, "2#1", installation=2)
    claims = await claim(store, Desk("w"), 4)
    assert sorted(one.installation for one in claims) == [1, 1, 1, 2]
    await put(store, "3#1", installation=3, at=NOW + 1)
    assert 3 in {one.installation for one in await claim(store, Desk("w"), 2, NOW + 1)}


async def test_where_the_hour_is_nearly_used_up_only_commands_go_on(store: StoreExecutor) -> None:
    desk = Desk("w")
    await put(store, "1#1")
    claims = await claim(store, desk, 1)
    saving = Block(NOW + 900, "little is left", commands_go_on=True)
    await done(store, claims, outcome=Retry(NOW, "limited", counted=False), block=saving)
    counts = await store.read(lambda connection: backlog.counts(connection, NOW))
    assert (counts.saving, counts.blocked) == (1, 0)
    await put(store, "1#2", at=NOW + 1)
    await put(store, "2#1", at=NOW + 1, installation=8)
    await put(store, "1#3", rank=COMMAND, at=NOW + 1)
    assert sorted(one.lane for one in await claim(store, desk, 9, NOW + 1)) == ["1#3", "2#1"]
    assert sorted(one.lane for one in await claim(store, desk, 9, NOW + 900)) == ["1#1", "1#2"]


@pytest.mark.parametrize("saving_first", [True, False])
async def test_a_block_holds_commands_too_whatever_else_is_saved(store: StoreExecutor, *, saving_first: bool) -> None:
    await put(store, "1#1", rank=COMMAND)
    blocks = [Block(NOW + 900, "saved", commands_go_on=True), Block(NOW + 60, "limited")]
    for block in blocks if saving_first else reversed(blocks):
        await store.write(functools.partial(lanes.block, owner=7, wanted=block))
    assert await claim(store, Desk("w"), 1, NOW + 59) == []
    assert [one.lane for one in await claim(store, Desk("w"), 1, NOW + 60)] == ["1#1"]
