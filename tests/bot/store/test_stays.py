"""Where items stood is kept: noted when it is new, taken along, and forgotten in time."""

from dataclasses import replace
from functools import partial

import sqlalchemy as sa

from bot.clock import moment
from bot.flow import Stay
from bot.store import items, stays
from bot.store.executor import StoreExecutor
from bot.store.items import ItemRecord

ITEM = ItemRecord("1#3", 7, 1, "forest/paths", "R_1", False, "issue", 3, "I_3", "A sign", "", "ada", "open", 100)


def stood(at: int, stage: str, *, is_open: bool = True, item: str = "1#3") -> Stay:
    return Stay(item=item, since=moment(at), stage=stage, open=is_open)


async def known(store: StoreExecutor, repo_id: int = 1, **which: bool | int) -> list[Stay]:
    read = partial(stays.of_repository, repo_id=repo_id, **{"most": 99, **which})  # type: ignore[arg-type]  # one helper for all
    return list(await store.read(read))


async def save(store: StoreExecutor, *records: ItemRecord) -> None:
    """Keep an item as it was seen, one time after the other."""
    for before, record in zip((None, *records), records, strict=False):
        await store.write(partial(items.save, record=record, before=before))


async def test_a_look_at_an_item_that_stands_where_it_stood_notes_nothing(store: StoreExecutor) -> None:
    moved = replace(ITEM, stage="Review", seen_at=200)
    await save(store, ITEM, moved, replace(moved, seen_at=300, title="Two signs"))
    assert await known(store) == [stood(100, ""), stood(200, "Review")]


async def test_closing_is_noted_too_and_so_is_an_item_that_is_only_heard_of(store: StoreExecutor) -> None:
    await store.write(partial(items.save_if_new, record=ITEM))
    await save(store, ITEM, replace(ITEM, state="merged", seen_at=200))
    assert await known(store) == [stood(100, ""), stood(200, "", is_open=False)]


async def test_only_items_of_the_repository_are_told_and_private_ones_only_where_asked(store: StoreExecutor) -> None:
    hidden = replace(ITEM, lane="1#4", number=4, private=True, seen_at=110)
    await save(store, ITEM)
    await save(store, hidden)
    await save(store, replace(ITEM, lane="2#3", repo_id=2))
    assert await known(store) == [stood(100, ""), stood(110, "", item="1#4")]
    assert await known(store, public_only=True) == [stood(100, "")]


async def test_of_too_many_the_latest_are_told(store: StoreExecutor) -> None:
    await save(store, ITEM, replace(ITEM, stage="a", seen_at=200), replace(ITEM, stage="b", seen_at=300))
    assert await known(store, most=2) == [stood(200, "a"), stood(300, "b")]


async def test_what_lies_back_long_is_forgotten_but_never_where_an_item_stands(store: StoreExecutor) -> None:
    await save(store, ITEM, replace(ITEM, stage="a", seen_at=200), replace(ITEM, stage="b", seen_at=300))
    assert await store.write(partial(stays.purge, older_than=250)) == 1
    assert await known(store) == [stood(200, "a"), stood(300, "b")]
    assert await store.write(partial(stays.purge, older_than=250)) == 0
    await store.write(partial(stays.purge, older_than=10_000))
    assert await known(store) == [stood(300, "b")]


async def test_of_an_item_that_is_gone_nothing_stays(store: StoreExecutor) -> None:
    count = sa.text("SELECT count(*) FROM stay")
    await save(store, ITEM)
    await store.write(partial(items.forget, lane="1#3"))
    assert await store.write(partial(stays.purge, older_than=101)) == 1
    await save(store, ITEM)
    await store.write(partial(stays.forget, lane="1#3"))
    assert await store.read(lambda connection: connection.execute(count).scalar_one()) == 0


async def test_what_people_have_on_their_hands_is_what_is_open(store: StoreExecutor) -> None:
    await save(store, replace(ITEM, assignees=("Ada", "ben"), reviewers=("Ada", "o/team")))
    await save(store, replace(ITEM, lane="1#4", number=4, private=True, assignees=("ADA",)))
    await save(store, replace(ITEM, lane="1#5", number=5, state="closed", assignees=("cem",)))
    assert await store.read(partial(items.hands, repo_id=1)) == {"Ada": 2, "ben": 1}
    assert await store.read(partial(items.hands, repo_id=1, public_only=True)) == {"Ada": 1, "ben": 1}
