"""Who has items, who waits for them and who is away is remembered."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from bot.clock import milliseconds
from bot.store import absences, items, takers
from bot.store.executor import StoreExecutor
from bot.store.items import ItemRecord
from rules.facts import Away
from rules.takers import Taker

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
BEN = Taker(login="Ben", at=NOW + timedelta(seconds=1))
ADA = Taker(login="ada", at=NOW, has=True)


def item(number: int, repo_id: int = 1, state: str = "open") -> ItemRecord:
    lane = f"{repo_id}#{number}"
    return ItemRecord(
        lane=lane, installation=7, repo_id=repo_id, repo="a/b", repo_node="R", private=False, kind="issue",
        number=number, node_id=lane, title="", url="", author="eve", state=state, seen_at=1,
    )  # fmt: skip


async def test_places_are_kept_as_they_are_last_told(store: StoreExecutor) -> None:
    for one in (BEN, ADA, replace(BEN, told_at=NOW)):
        await store.write(partial(takers.save, lane="1#1", one=one))
    assert await store.read(partial(takers.of_item, lane="1#1")) == (ADA, replace(BEN, told_at=NOW))
    assert await store.read(partial(takers.of_item, lane="1#2")) == ()


async def test_one_place_is_forgotten_or_all_of_an_item(store: StoreExecutor) -> None:
    for lane in ("1#1", "1#2"):
        for one in (ADA, BEN):
            await store.write(partial(takers.save, lane=lane, one=one))
    await store.write(partial(takers.forget, lane="1#1", login="BEN"))
    assert await store.read(partial(takers.of_item, lane="1#1")) == (ADA,)
    await store.write(partial(takers.forget, lane="1#1"))
    assert await store.read(partial(takers.of_item, lane="1#1")) == ()
    assert await store.read(partial(takers.of_item, lane="1#2")) == (ADA, BEN)


async def test_what_people_have_is_counted_by_repository_and_while_it_is_open(store: StoreExecutor) -> None:
    for one in (item(1), item(2), item(3, state="closed"), item(4, repo_id=2)):
        await store.write(partial(items.save, record=one))
        await store.write(partial(takers.save, lane=one.lane, one=ADA))
        await store.write(partial(takers.save, lane=one.lane, one=BEN))
    assert await store.read(partial(takers.count, repo_id=1, logins=("ada", "ben", "eve"))) == {"ada": 2}


async def test_who_asked_long_ago_for_what_is_closed_is_forgotten(store: StoreExecutor) -> None:
    for one in (item(1), item(2, state="closed")):
        await store.write(partial(items.save, record=one))
    for lane in ("1#1", "1#2", "1#3"):
        await store.write(partial(takers.save, lane=lane, one=BEN))
    before = milliseconds(BEN.at)
    assert await store.write(partial(takers.purge, older_than=before)) == 0
    assert await store.write(partial(takers.purge, older_than=before + 1)) == 2
    assert await store.read(partial(takers.of_item, lane="1#1")) == (BEN,)


async def test_an_absence_is_the_last_one_told_until_somebody_is_back(store: StoreExecutor) -> None:
    day = date(2026, 3, 2)
    for away in (Away(since=day), Away(since=day, until=date(2026, 3, 20))):
        await store.write(partial(absences.keep, installation=7, login="Ada", away=away))
    assert await store.read(partial(absences.said, installation=7)) == {"ada": Away(since=day, until=date(2026, 3, 20))}
    assert await store.read(partial(absences.said, installation=8)) == {}
    await store.write(partial(absences.keep, installation=7, login="ADA", away=None))
    assert await store.read(partial(absences.said, installation=7)) == {}
