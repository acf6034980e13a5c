"""What items are remembered under, counted over a repository."""

from dataclasses import replace
from functools import partial

from bot.store import items, records
from bot.store.executor import StoreExecutor
from bot.store.items import ItemRecord
from bot.store.records import Kept


async def test_the_items_of_a_repository_alone_are_counted_by_what_they_are_remembered_under(
    store: StoreExecutor,
) -> None:
    said = {"7#1": ["need: Tea", "needle", "need"], "7#2": ["need: tea"], "7#3": ["need: a_b"], "77#1": ["need: tea"]}
    for lane, names in said.items():
        kept = [Kept(name, "/need", 1_000) for name in names]
        await store.write(partial(records.keep, lane=lane, kept=kept))
    found = await store.read(partial(records.counted, repo_id=7, beginning="need: "))
    assert sorted(found) == [("need: Tea", 2), ("need: a_b", 1)]
    assert await store.read(partial(records.counted, repo_id=8, beginning="need: ")) == []


async def test_the_newest_of_a_repository_are_told_with_their_items_and_private_ones_only_where_asked(
    store: StoreExecutor,
) -> None:
    item = ItemRecord("7#1", 1, 7, "a/b", "R", False, "issue", 1, "I", "Trust", "", "ada", "open", 1)
    others = [replace(item, lane="7#2", number=2, private=True), replace(item, lane="8#1", repo_id=8)]
    for place, record in enumerate((item, *others)):
        await store.write(partial(items.save, record=record))
        kept = [Kept(name, "R", at + place) for at, name in ((100, "credit: talk, ada"), (200, "need: tea"))]
        await store.write(partial(records.keep, lane=record.lane, kept=kept))
    read = partial(records.newest, repo_id=7, beginning="credit: ")
    open_one = (1, "Trust", Kept("credit: talk, ada", "R", 100))
    assert await store.read(partial(read, most=9)) == [(2, "Trust", Kept("credit: talk, ada", "R", 101)), open_one]
    assert await store.read(partial(read, most=9, public_only=True)) == [open_one]
    assert len(await store.read(partial(read, most=1))) == 1
