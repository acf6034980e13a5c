"""What a person sees of the inbox, and may do there."""

import functools

from bot import inbox
from bot.inbox import Desk, Inbox, Incoming
from bot.queue import backlog
from bot.queue.backlog import Counts
from bot.queue.claim import Block, Claim, Dead, Done, Outcome
from bot.store.executor import StoreExecutor

NOW = 1_000_000


async def put(store: StoreExecutor, delivery: str, lane: str = "1#1", installation: int = 7) -> None:
    await Inbox(store).put(Incoming(delivery, "issues", lane, installation, b"{}", NOW))


async def handle(store: StoreExecutor, outcome: Outcome, block: Block | None = None) -> list[Claim]:
    claims = await store.write(lambda connection: Desk("w").claim(connection, NOW, 1, 60_000))
    for claim in claims:
        outcomes = dict.fromkeys((waiting.seq for waiting in claim.deliveries), outcome)
        await store.write(functools.partial(inbox.finish, claim=claim, outcomes=outcomes, now=NOW, block=block))
    return claims


async def listed(store: StoreExecutor, state: str | None = None, **more: int) -> list[str]:
    found = await store.read(lambda connection: backlog.listing(connection, state, **more))
    return [one.delivery for one in found]


async def test_deliveries_are_listed_newest_first_and_by_state(store: StoreExecutor) -> None:
    for delivery in "ab":
        await put(store, delivery, lane=delivery)
    await handle(store, Dead("no such rule"))
    assert await listed(store) == ["b", "a"]
    assert await listed(store, "dead") == ["a"]
    assert await listed(store, "ready") == ["b"]
    assert await listed(store, most=1) == ["b"]
    assert await listed(store, before=2) == ["a"]


async def test_one_is_shown_with_its_payload(store: StoreExecutor) -> None:
    await put(store, "a")
    shown = await store.read(lambda connection: backlog.show(connection, "a"))
    assert shown is not None
    assert (shown.listed.delivery, shown.listed.state, shown.body) == ("a", "ready", b"{}")
    assert await store.read(lambda connection: backlog.show(connection, "b")) is None


async def test_a_dead_one_can_be_tried_again(store: StoreExecutor) -> None:
    await put(store, "a")
    await handle(store, Dead("a bug of ours"))
    assert await store.write(lambda connection: backlog.retry(connection, "a", NOW)) is True
    [claim] = await handle(store, Done())
    assert [(waiting.delivery, waiting.attempts) for waiting in claim.deliveries] == [("a", 0)]


async def test_one_that_is_not_dead_is_not_tried_again(store: StoreExecutor) -> None:
    await put(store, "a")
    await handle(store, Done())
    assert await store.write(lambda connection: backlog.retry(connection, "a", NOW)) is False
    assert await listed(store, "done") == ["a"]


async def test_all_dead_ones_can_be_tried_again(store: StoreExecutor) -> None:
    for delivery in "ab":
        await put(store, delivery, lane=delivery)
        await handle(store, Dead("a bug of ours"))
    assert await store.write(lambda connection: backlog.retry_all(connection, NOW)) == 2
    assert await listed(store, "dead") == []


async def test_a_dropped_one_is_never_handed_out(store: StoreExecutor) -> None:
    await put(store, "a")
    assert await store.write(lambda connection: backlog.drop(connection, "a", NOW)) is True
    assert await store.write(lambda connection: backlog.drop(connection, "a", NOW)) is False
    assert await handle(store, Done()) == []
    shown = await store.read(lambda connection: backlog.show(connection, "a"))
    assert shown is not None
    assert (shown.listed.state, shown.listed.note) == ("ignored", "dropped by hand")


async def test_the_counts_say_what_waits(store: StoreExecutor) -> None:
    await put(store, "dead", lane="1#1")
    await handle(store, Dead("bad"), Block(NOW + 9, "limited"))
    await put(store, "a", lane="1#2", installation=8)
    await put(store, "b", lane="1#2", installation=8)
    await put(store, "c", lane="1#3", installation=8)
    await store.write(lambda connection: Desk("w").claim(connection, NOW, 1, 60_000))
    counts = await store.read(lambda connection: backlog.counts(connection, NOW))
    waiting = {7: NOW + 9}
    assert counts == Counts(ready=3, dead=1, lanes_due=1, lanes_later=1, blocked=1, oldest_ready=NOW, waits=waiting)


async def test_purging_forgets_payloads_but_not_that_they_were_here(store: StoreExecutor) -> None:
    await put(store, "old", lane="1")
    await handle(store, Done())
    await put(store, "waits", lane="2")
    assert await store.write(lambda connection: backlog.purge(connection, NOW + 1)) == 1
    assert await store.write(lambda connection: backlog.purge(connection, NOW + 1)) == 0
    shown = await store.read(lambda connection: backlog.show(connection, "old"))
    assert shown is not None
    assert (shown.listed.state, shown.body) == ("done", None)
    again = Incoming("old", "issues", "1", 7, b"{}", NOW)
    assert await Inbox(store).put(again) == "repeated"
    assert [claim.lane for claim in await handle(store, Done())] == ["2"]


async def test_a_purged_one_comes_back_with_its_redelivery_only(store: StoreExecutor) -> None:
    await put(store, "a")
    await handle(store, Dead("bad"))
    await store.write(lambda connection: backlog.purge(connection, NOW + 1))
    assert await store.write(lambda connection: backlog.retry(connection, "a", NOW)) is False
    assert await Inbox(store).put(Incoming("a", "issues", "1#1", 7, b"again", NOW)) == "revived"
    [claim] = await handle(store, Done())
    assert claim.deliveries[0].body == b"again"
