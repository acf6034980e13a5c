"""The contract of the inbox, on every database."""

import functools
from typing import Any

import pytest
import sqlalchemy as sa

from bot import inbox
from bot.inbox import Desk, Inbox, Incoming
from bot.queue.claim import Block, Claim, Dead, Done, Ignored, Moved, Outcome, Retry
from bot.queue.rank import COMMAND, EVENT
from bot.store import lanes, schema
from bot.store.executor import StoreExecutor, open_store

NOW = 1_000_000
LEASE = 60_000


def arrival(delivery: str, lane: str = "1#1", installation: int = 7, **more: Any) -> Incoming:
    return Incoming(delivery, "issues", lane, installation, more.pop("body", b"{}"), NOW, **more)


async def claim(
    store: StoreExecutor, desk: Desk, now: int = NOW, wanted: int = 32, held: tuple[str, ...] = ()
) -> list[Claim]:
    return await store.write(
        lambda connection: desk.claim(connection, now, wanted, LEASE, held),
    )


async def finish(store: StoreExecutor, claimed: Claim, outcome: Outcome, now: int = NOW, **more: Any) -> bool:
    outcomes = dict.fromkeys((waiting.seq for waiting in claimed.deliveries), outcome)
    return await store.write(functools.partial(inbox.finish, claim=claimed, outcomes=outcomes, now=now, **more))


async def states(store: StoreExecutor) -> dict[str, tuple[str, int, str | None]]:
    rows = await store.read(lambda connection: connection.execute(sa.select(schema.inbox)).all())
    return {row.delivery: (row.state, row.attempts, row.note) for row in rows}


def ids(claims: list[Claim]) -> list[list[str]]:
    return [[waiting.delivery for waiting in claimed.deliveries] for claimed in claims]


async def test_a_delivery_is_handed_out_as_it_came(store: StoreExecutor) -> None:
    assert await Inbox(store).put(arrival("a", body=b'{"n": 1}')) == "stored"
    [claimed] = await claim(store, Desk("w"))
    assert (claimed.lane, claimed.installation) == ("1#1", 7)
    [waiting] = claimed.deliveries
    assert (waiting.delivery, waiting.event, waiting.body, waiting.attempts, waiting.received_ms) == (
        "a",
        "issues",
        b'{"n": 1}',
        0,
        NOW,
    )


async def test_a_repeat_changes_nothing(store: StoreExecutor) -> None:
    door = Inbox(store)
    await door.put(arrival("a", body=b"first"))
    assert await door.put(arrival("a", lane="9#9", body=b"second")) == "repeated"
    [claimed] = await claim(store, Desk("w"))
    assert (claimed.lane, claimed.deliveries[0].body) == ("1#1", b"first")


async def test_a_repeat_of_a_finished_one_is_not_handed_out_again(store: StoreExecutor) -> None:
    door, desk = Inbox(store), Desk("w")
    await door.put(arrival("a"))
    [claimed] = await claim(store, desk)
    await finish(store, claimed, Done("labelled"))
    assert await door.put(arrival("a")) == "repeated"
    assert await claim(store, desk) == []
    assert await states(store) == {"a": ("done", 1, "labelled")}


async def test_a_repeat_of_a_dead_one_revives_it(store: StoreExecutor) -> None:
    door, desk = Inbox(store), Desk("w")
    await door.put(arrival("a"))
    [claimed] = await claim(store, desk)
    await finish(store, claimed, Dead("no use"))
    assert await claim(store, desk) == []
    assert await door.put(arrival("a")) == "revived"
    assert await states(store) == {"a": ("ready", 0, None)}
    assert ids(await claim(store, desk)) == [["a"]]


async def test_the_same_id_twice_in_one_batch_is_stored_once(store: StoreExecutor) -> None:
    batch = [arrival("a"), arrival("a"), arrival("b")]
    receipts = await store.write(lambda connection: inbox.put(connection, batch))
    assert receipts == ["stored", "repeated", "stored"]
    assert ids(await claim(store, Desk("w"))) == [["a", "b"]]


async def test_an_ignored_delivery_is_kept_with_its_reason_and_never_handed_out(store: StoreExecutor) -> None:
    woken: list[str] = []
    door = Inbox(store, lambda: woken.append("woken"))
    assert await door.put(arrival("a", ignored="we do not use stars")) == "stored"
    assert await claim(store, Desk("w")) == []
    assert await states(store) == {"a": ("ignored", 0, "we do not use stars")}
    assert woken == []


async def test_what_waits_wakes_the_worker_and_a_repeat_does_not(store: StoreExecutor) -> None:
    woken: list[str] = []
    door = Inbox(store, lambda: woken.append("woken"))
    await door.put(arrival("a"))
    await door.put(arrival("a"))
    assert woken == ["woken"]


async def test_a_lane_is_handed_out_whole_and_in_order(store: StoreExecutor) -> None:
    for delivery in "cab":
        await Inbox(store).put(arrival(delivery))
    assert ids(await claim(store, Desk("w"))) == [["c", "a", "b"]]


async def test_a_lane_is_handed_out_fifty_at_a_time(store: StoreExecutor) -> None:
    desk = Desk("w")
    many = [arrival(f"{n:03}") for n in range(60)]
    await store.write(lambda connection: inbox.put(connection, many))
    [first] = await claim(store, desk)
    await finish(store, first, Done())
    [second] = await claim(store, desk)
    assert ids([first, second]) == [[f"{n:03}" for n in range(50)], [f"{n:03}" for n in range(50, 60)]]


async def test_a_lane_in_hand_is_not_handed_out_to_another(store: StoreExecutor) -> None:
    door = Inbox(store)
    await door.put(arrival("a"))
    [first] = await claim(store, Desk("w"))
    await door.put(arrival("b"))
    assert await claim(store, Desk("other")) == []
    await finish(store, first, Done())
    assert ids(await claim(store, Desk("other"))) == [["b"]]


async def test_a_retry_holds_up_its_own_lane_only(store: StoreExecutor) -> None:
    door, desk = Inbox(store), Desk("w")
    await door.put(arrival("a"))
    [claimed] = await claim(store, desk)
    await finish(store, claimed, Retry(NOW + 500, "502"))
    await door.put(arrival("b"))
    await door.put(arrival("c", lane="1#2"))
    assert ids(await claim(store, desk)) == [["c"]]
    assert ids(await claim(store, desk, NOW + 500)) == [["a", "b"]]
    assert (await states(store))["a"] == ("ready", 1, "502")


@pytest.mark.parametrize("meanwhile", [True, False], ids=["while it is in hand", "while it waits"])
@pytest.mark.parametrize(("rank", "heard"), [(COMMAND, [["a", "b"]]), (EVENT, [])])
async def test_a_persons_command_does_not_wait_until_what_was_before_it_may_be_tried_again(
    store: StoreExecutor, rank: int, heard: list[list[str]], *, meanwhile: bool
) -> None:
    door, desk = Inbox(store), Desk("w")
    await door.put(arrival("a"))
    [claimed] = await claim(store, desk)
    if meanwhile:
        await door.put(arrival("b", rank=rank))
    await finish(store, claimed, Retry(NOW + 3_600_000, "no more content now", counted=False))
    if not meanwhile:
        await door.put(arrival("b", rank=rank))
    claims = await claim(store, desk)
    assert ids(claims) == heard
    for again in claims:
        await finish(store, again, Retry(NOW + 3_600_000, "no more content now", counted=False))
    assert await claim(store, desk) == []


async def test_each_delivery_has_its_own_outcome(store: StoreExecutor) -> None:
    desk = Desk("w")
    for delivery in "abcde":
        await Inbox(store).put(arrival(delivery))
    [claimed] = await claim(store, desk)
    said: list[Outcome] = [Done("ok"), Ignored("own echo"), Retry(NOW, "wait", counted=False), Dead("bad")]
    outcomes = {waiting.seq: outcome for waiting, outcome in zip(claimed.deliveries, said, strict=False)}
    await store.write(lambda connection: inbox.finish(connection, claimed, outcomes, NOW))
    assert await states(store) == {
        "a": ("done", 1, "ok"),
        "b": ("ignored", 1, "own echo"),
        "c": ("ready", 0, "wait"),
        "d": ("dead", 1, "bad"),
        "e": ("ready", 0, None),
    }
    assert ids(await claim(store, desk)) == [["c", "e"]]


async def test_a_lost_lease_changes_nothing(store: StoreExecutor) -> None:
    await Inbox(store).put(arrival("a"))
    [late] = await claim(store, Desk("slow"))
    [taken] = await claim(store, Desk("quick"), NOW + LEASE)
    assert await finish(store, late, Done("late")) is False
    assert await states(store) == {"a": ("ready", 0, None)}
    assert await finish(store, taken, Done("in time")) is True
    assert await states(store) == {"a": ("done", 1, "in time")}


async def test_a_renewed_lease_keeps_the_lane(store: StoreExecutor) -> None:
    desk = Desk("w")
    await Inbox(store).put(arrival("a"))
    claims = await claim(store, desk)
    later = NOW + LEASE - 1
    lost = await store.write(lambda connection: inbox.renew(connection, claims, later, LEASE))
    assert lost == set()
    assert await claim(store, Desk("other"), NOW + LEASE) == []


async def test_renewing_tells_what_was_lost(store: StoreExecutor) -> None:
    await Inbox(store).put(arrival("a"))
    claims = await claim(store, Desk("slow"))
    await claim(store, Desk("quick"), NOW + LEASE)
    lost = await store.write(lambda connection: inbox.renew(connection, claims, NOW + LEASE, LEASE))
    assert lost == {"1#1"}


async def test_a_lane_in_hand_is_not_handed_out_again_when_the_clock_jumps(store: StoreExecutor) -> None:
    desk = Desk("w")
    await Inbox(store).put(arrival("a"))
    await claim(store, desk)
    assert await claim(store, desk, NOW + 100 * LEASE, held=("1#1",)) == []


async def test_leases_of_a_dead_process_are_free_at_once(store: StoreExecutor) -> None:
    await Inbox(store).put(arrival("a"))
    await claim(store, Desk("dead"))
    assert await store.write(lambda connection: inbox.release_own_leases(connection, NOW)) == 1
    assert ids(await claim(store, Desk("alive"))) == [["a"]]


async def test_installations_take_turns(store: StoreExecutor) -> None:
    desk, door = Desk("w"), Inbox(store)
    many = [arrival(f"a{n}", lane=f"1#{n}", installation=1) for n in range(20)]
    await store.write(lambda connection: inbox.put(connection, many))
    await door.put(arrival("b", lane="2#1", installation=2))
    await door.put(arrival("c", lane="3#1", installation=3))
    first = await claim(store, desk, wanted=2)
    second = await claim(store, desk, wanted=2)
    assert [claimed.installation for claimed in first + second] == [1, 2, 3, 1]


async def test_an_installation_without_much_to_do_leaves_its_share_to_the_others(store: StoreExecutor) -> None:
    many = [arrival(f"{n}", lane=f"{n % 2}#{n}", installation=n % 2 + 1) for n in range(3)]
    more = [arrival(f"x{n}", lane=f"9#{n}", installation=9) for n in range(20)]
    await store.write(lambda connection: inbox.put(connection, [*many, *more]))
    claims = await claim(store, Desk("w"), wanted=12)
    assert sorted(claimed.installation for claimed in claims) == [1, 1, 2, *([9] * 9)]


async def test_what_the_last_one_leaves_goes_back_to_the_first(store: StoreExecutor) -> None:
    many = [arrival(f"a{n}", lane=f"1#{n}", installation=1) for n in range(9)]
    await store.write(lambda connection: inbox.put(connection, [*many, arrival("b", lane="2#1", installation=2)]))
    claims = await claim(store, Desk("w"), wanted=6)
    assert sorted(claimed.installation for claimed in claims) == [1, 1, 1, 1, 1, 2]
    assert len(await claim(store, Desk("v"), wanted=6)) == 4


async def test_a_blocked_installation_waits_and_the_others_go_on(store: StoreExecutor) -> None:
    desk, door = Desk("w"), Inbox(store)
    await door.put(arrival("a", lane="1#1", installation=1))
    [claimed] = await claim(store, desk)
    retry = Retry(NOW + 900, "limited", counted=False)
    await finish(store, claimed, retry, block=Block(NOW + 900, "secondary limit"))
    await door.put(arrival("b", lane="1#2", installation=1))
    await door.put(arrival("c", lane="2#1", installation=2))
    assert ids(await claim(store, desk)) == [["c"]]
    assert sorted(ids(await claim(store, desk, NOW + 900))) == [["a"], ["b"]]


async def test_of_two_blocks_the_longer_one_counts(store: StoreExecutor) -> None:
    await Inbox(store).put(arrival("a"))
    await store.write(lambda connection: lanes.block(connection, 7, Block(NOW + 900, "primary limit")))
    await store.write(lambda connection: lanes.block(connection, 7, Block(NOW + 60, "secondary limit")))
    assert await claim(store, Desk("w"), NOW + 100) == []
    assert ids(await claim(store, Desk("w"), NOW + 900)) == [["a"]]


async def test_a_moved_delivery_queues_in_its_new_lane_by_arrival(store: StoreExecutor) -> None:
    desk, door = Desk("w"), Inbox(store)
    await door.put(arrival("card", lane="node:PVTI_1"))
    await door.put(arrival("issue", lane="5#3"))
    claims = {claimed.lane: claimed for claimed in await claim(store, desk)}
    await finish(store, claims["node:PVTI_1"], Moved("5#3"))
    assert await claim(store, desk) == []
    await finish(store, claims["5#3"], Retry(NOW, "again"))
    assert ids(await claim(store, desk)) == [["card", "issue"]]


async def test_a_lane_follows_its_repository_to_another_installation(store: StoreExecutor) -> None:
    door = Inbox(store)
    await door.put(arrival("a", installation=1))
    await door.put(arrival("b", installation=2))
    [claimed] = await claim(store, Desk("w"))
    assert (claimed.installation, ids([claimed])) == (2, [["a", "b"]])


async def test_what_is_left_is_due_again_when_asked(store: StoreExecutor) -> None:
    desk = Desk("w")
    for delivery in "ab":
        await Inbox(store).put(arrival(delivery))
    [claimed] = await claim(store, desk)
    first = {claimed.deliveries[0].seq: Done()}
    await store.write(lambda connection: inbox.finish(connection, claimed, first, NOW, again_at=NOW + 50))
    assert await claim(store, desk) == []
    assert ids(await claim(store, desk, NOW + 50)) == [["b"]]


async def test_an_idle_lane_leaves_no_row_behind(store: StoreExecutor) -> None:
    await Inbox(store).put(arrival("a"))
    [claimed] = await claim(store, Desk("w"))
    await finish(store, claimed, Done())
    rows = await store.read(lambda connection: connection.execute(sa.select(schema.lane)).all())
    assert rows == []


async def test_a_damaged_payload_harms_only_itself(store: StoreExecutor) -> None:
    for delivery in "ab":
        await Inbox(store).put(arrival(delivery, lane=delivery))
    damage = sa.update(schema.inbox).where(schema.inbox.c.delivery == "a").values(body=b"not zlib")
    await store.write(lambda connection: connection.execute(damage).rowcount)
    damaged, whole = sorted(await claim(store, Desk("w")), key=lambda claimed: claimed.lane)
    assert whole.deliveries[0].body == b"{}"
    with pytest.raises(Exception, match="incorrect header"):
        _ = damaged.deliveries[0].body


async def test_a_restart_keeps_everything(store_url: str, clock: Any) -> None:
    before = await open_store(store_url, clock)
    await Inbox(before).put(arrival("a"))
    await Inbox(before).put(arrival("b", ignored="not used"))
    await before.close()
    after = await open_store(store_url, clock)
    try:
        assert await states(after) == {"a": ("ready", 0, None), "b": ("ignored", 0, "not used")}
        assert ids(await claim(after, Desk("w"))) == [["a"]]
    finally:
        await after.close()
