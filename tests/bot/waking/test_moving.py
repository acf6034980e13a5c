"""What is known of an issue goes along when it moves."""

from dataclasses import replace
from functools import partial

from bot import ledger
from bot.hearing.moved import Moved
from bot.item import ItemRef
from bot.ledger import Entry, Settled
from bot.store import decisions, items
from bot.store.executor import StoreExecutor
from bot.store.items import ItemRecord
from bot.waking.moving import follow, leave

NEW = ItemRef(7, 2, "R_2", "acme/shed", 9, "I_9", "issue")
MOVED = Moved("1#3", NEW, private=True)
RECORD = ItemRecord(
    "1#3", 7, 1, "acme/garden", "R_1", False, "issue", 3, "I_3", "It breaks", "", "ada", "open", 5,
    comment_id="IC_1", card_id="C_1", standing={"one": (1, True)},
)  # fmt: skip
THERE = replace(
    RECORD, lane="2#9", repo_id=2, repo="acme/shed", repo_node="R_2", private=True, number=9, node_id="I_9",
    comment_id=None, card_id=None,
)  # fmt: skip


async def known(store: StoreExecutor) -> tuple[ItemRecord | None, list[tuple[str, str]], int]:
    record = await store.read(partial(items.find, lane="2#9"))
    deeds = await store.read(partial(ledger.done_by_us, item="2#9"))
    told = await store.read(partial(decisions.of_item, lane="2#9"))
    return record, [(one.entry.cause, one.entry.target) for one in deeds], len(told)


async def done(store: StoreExecutor, lane: str, cause: str, target: str) -> None:
    entry = Entry(cause, lane, "one", 0, target, "label")
    await store.write(partial(ledger.intend, entries=[entry], installation=7, now=1))
    await store.write(partial(ledger.settle, outcomes={entry: Settled("done")}, now=2))


async def test_item_deeds_and_decisions_follow_once(store: StoreExecutor) -> None:
    await store.write(partial(items.save, record=RECORD))
    await done(store, "1#3", "d-1", "bug")
    await store.write(partial(decisions.save, lane="1#3", at=3, deliveries=["d-1"], document={}))
    for _ in range(2):
        await store.write(partial(follow, moved=MOVED))
        assert await known(store) == (THERE, [("d-1", "bug")], 1)
    assert await store.read(partial(items.find, lane="1#3")) is None


async def test_what_is_known_in_both_places_stays_as_the_new_one_has_it(store: StoreExecutor) -> None:
    newer = replace(THERE, title="It still breaks", comment_id="IC_2")
    for record in (RECORD, newer):
        await store.write(partial(items.save, record=record))
    for lane, cause, target in (("1#3", "standing:1", "bug"), ("1#3", "d-1", "docs"), ("2#9", "standing:1", "bug")):
        await done(store, lane, cause, target)
    await store.write(partial(follow, moved=MOVED))
    assert await known(store) == (newer, [("d-1", "docs"), ("standing:1", "bug")], 0)


async def test_an_item_that_went_nowhere_is_forgotten(store: StoreExecutor) -> None:
    await store.write(partial(items.save, record=RECORD))
    await store.write(partial(leave, lane="1#3", moves=[]))
    assert await store.read(partial(items.find, lane="1#3")) is None
    assert await known(store) == (None, [], 0)


async def test_a_move_to_where_it_is_changes_nothing(store: StoreExecutor) -> None:
    await store.write(partial(items.save, record=THERE))
    await store.write(partial(follow, moved=Moved("2#9", NEW, private=True)))
    assert await known(store) == (THERE, [], 0)
