"""When timers fire, and how often."""

from dataclasses import replace
from functools import partial

import sqlalchemy as sa

from bot import inbox, timers
from bot.inbox import Desk, Inbox, Incoming
from bot.queue.claim import Done
from bot.store.executor import StoreExecutor
from bot.store.schema import timer
from bot.timers import Timer

NOW = 1_000_000
HOUR = 3_600_000
NUDGE = Timer("nudge:1#1", "1#1", 7, "nudge", b'{"rule": "stale"}', NOW + HOUR)


async def start(store: StoreExecutor, timer: Timer) -> None:
    await store.write(lambda connection: timers.start(connection, timer))


async def fire(store: StoreExecutor, now: int) -> int:
    return await store.write(lambda connection: timers.fire(connection, now))


async def waiting(store: StoreExecutor, now: int) -> list[tuple[str, str, bytes]]:
    claims = await store.write(lambda connection: Desk("w").claim(connection, now, 32, 1))
    return [(claim.lane, d.delivery, d.body) for claim in claims for d in claim.deliveries]


async def test_a_timer_becomes_a_delivery_once(store: StoreExecutor) -> None:
    await start(store, NUDGE)
    assert await fire(store, NOW + HOUR) == 1
    assert await fire(store, NOW + HOUR) == 0
    delivery = f"timer:nudge:1#1:{NOW + HOUR}"
    assert await waiting(store, NOW + HOUR) == [("1#1", delivery, b'{"rule": "stale"}')]


async def test_a_timer_that_is_not_due_holds_up_nothing(store: StoreExecutor) -> None:
    await start(store, NUDGE)
    await Inbox(store).put(Incoming("a", "issues", "1#1", 7, b"{}", NOW))
    assert await fire(store, NOW + HOUR - 1) == 0
    assert await waiting(store, NOW) == [("1#1", "a", b"{}")]


async def test_a_damaged_timer_harms_only_itself(store: StoreExecutor) -> None:
    await start(store, NUDGE)
    await start(store, replace(NUDGE, name="nudge:2#2", lane="2#2"))
    damage = sa.update(timer).where(timer.c.name == NUDGE.name).values(body=b"\0damaged")
    await store.write(lambda connection: connection.execute(damage).rowcount)
    assert await fire(store, NOW + HOUR) == 2
    bodies = {lane: body for lane, _, body in await waiting(store, NOW + HOUR)}
    assert bodies == {"1#1": b"\0damaged", "2#2": b'{"rule": "stale"}'}


async def test_a_timer_set_again_is_moved(store: StoreExecutor) -> None:
    await start(store, NUDGE)
    await start(store, replace(NUDGE, fire_at=NOW + 2 * HOUR))
    assert await fire(store, NOW + HOUR) == 0
    assert await fire(store, NOW + 2 * HOUR) == 1


async def test_a_timer_set_again_for_the_moment_at_which_it_had_fired_fires_again(store: StoreExecutor) -> None:
    for told in (b"once", b"and again, after the clock was set back"):
        await start(store, replace(NUDGE, body=told))
        assert await fire(store, NOW + HOUR) == 1
        claims = partial(Desk("w").claim, now=NOW + HOUR, wanted=32, lease_ms=1)
        [claim] = await store.write(claims)
        [waits] = claim.deliveries
        assert (waits.delivery, waits.body) == (f"timer:nudge:1#1:{NOW + HOUR}", told)
        done = {waits.seq: Done("done")}
        await store.write(partial(inbox.finish, claim=claim, outcomes=done, now=NOW + HOUR))


async def test_a_cancelled_timer_does_not_fire(store: StoreExecutor) -> None:
    await start(store, NUDGE)
    assert await store.write(lambda connection: timers.cancel(connection, NUDGE.name)) is True
    assert await store.write(lambda connection: timers.cancel(connection, NUDGE.name)) is False
    assert await fire(store, NOW + HOUR) == 0


async def test_after_an_outage_the_missed_rounds_are_one(store: StoreExecutor) -> None:
    await start(store, replace(NUDGE, every=HOUR))
    assert await fire(store, NOW + 5 * HOUR + 1) == 1
    assert await fire(store, NOW + 5 * HOUR + 1) == 0
    [left] = await store.read(lambda connection: timers.of_lane(connection, "1#1"))
    assert left == replace(NUDGE, every=HOUR, fire_at=NOW + 6 * HOUR)


async def test_what_fails_with_the_delivery_leaves_the_timer(store: StoreExecutor) -> None:
    await start(store, NUDGE)

    def fire_and_fail(connection: sa.Connection) -> None:
        timers.fire(connection, NOW + HOUR)
        raise RuntimeError("the process dies here")

    outcome = None
    try:
        await store.write(fire_and_fail)
    except RuntimeError as error:
        outcome = str(error)
    assert outcome == "the process dies here"
    assert await fire(store, NOW + HOUR) == 1
