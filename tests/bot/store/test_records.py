"""Items, decisions, people and rule files survive as they were."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.store import decisions, items, people, rulefiles
from bot.store.decisions import Decision
from bot.store.executor import StoreExecutor
from bot.store.items import ItemRecord
from bot.store.rulefiles import RuleFile

ITEM = ItemRecord(
    lane="1#3",
    installation=7,
    repo_id=1,
    repo="forest/paths",
    repo_node="R_1",
    private=False,
    kind="issue",
    number=3,
    node_id="I_3",
    title="A sign fell over",
    url="https://github.com/forest/paths/issues/3",
    author="ada",
    state="open",
    seen_at=100,
)
VALID = RuleFile(1, ".github/pathways.yml", "aaa", "rules: []", valid=True, seen_at=100)
BROKEN = RuleFile(1, ".github/pathways.yml", "bbb", "rules: [", valid=False, seen_at=200, problem="1:9")


async def test_an_item_is_found_as_it_was_last_seen(store: StoreExecutor) -> None:
    later = replace(ITEM, stage="Triage", comment_id="IC_1", card_id="PVTI_1", seen_at=200)
    for record in (ITEM, later):
        await store.write(partial(items.save, record=record))
    assert await store.read(lambda connection: items.find(connection, "1#3")) == later
    assert await store.read(lambda connection: items.by_node(connection, "I_3")) == later
    assert await store.read(lambda connection: items.find(connection, "1#4")) is None


async def test_items_are_listed_newest_first_and_private_ones_only_where_asked(store: StoreExecutor) -> None:
    hidden = replace(ITEM, lane="2#1", repo_id=2, private=True, seen_at=300)
    newest = replace(ITEM, lane="1#4", number=4, seen_at=200)
    for record in (ITEM, hidden, newest):
        await store.write(partial(items.save, record=record))

    async def lanes(**which: int | bool) -> list[str]:
        found = await store.read(lambda connection: items.recent(connection, **which))  # type: ignore[arg-type]  # one helper for all
        return [record.lane for record in found]

    assert await lanes() == ["2#1", "1#4", "1#3"]
    assert await lanes(public_only=True) == ["1#4", "1#3"]
    assert await lanes(repo_id=1, most=1) == ["1#4"]


async def test_a_forgotten_item_is_gone(store: StoreExecutor) -> None:
    await store.write(lambda connection: items.save(connection, ITEM))
    await store.write(lambda connection: items.forget(connection, "1#3"))
    assert await store.read(items.recent) == []


async def test_decisions_are_kept_newest_first_until_purged(store: StoreExecutor) -> None:
    for at in (1, 2):
        await store.write(partial(decisions.save, lane="1#3", at=at, deliveries=[f"d{at}"], document={"actions": [at]}))
    first, second = Decision("1#3", 1, ("d1",), {"actions": [1]}), Decision("1#3", 2, ("d2",), {"actions": [2]})
    assert await store.read(lambda connection: decisions.of_item(connection, "1#3")) == [second, first]
    assert await store.read(lambda connection: decisions.of_item(connection, "1#4")) == []
    assert await store.write(lambda connection: decisions.purge(connection, 2)) == 1
    assert await store.read(decisions.recent) == [second]


HELD = {"events": ["schedule.daily"], "rules_version": "v1", "held_back": [{"do": "label", "why": "taken off"}]}


def judged(saw: str, *, matched: bool | None = True) -> list[dict[str, Any]]:
    return [{"id": "tag", "matched": matched, "because": [{"condition": "idle", "saw": saw}]}]


async def decided(store: StoreExecutor, *documents: dict[str, Any]) -> list[Decision]:
    """What is kept of an item that was looked at once a day."""
    for day, document in enumerate(documents, 1):
        keep = partial(decisions.save, lane="1#3", at=day, deliveries=[f"d{day}"], document=document)
        await store.write(keep)
    return await store.read(partial(decisions.of_item, lane="1#3"))


async def test_a_look_that_comes_to_the_same_takes_the_place_of_the_last_one_and_counts_it(
    store: StoreExecutor,
) -> None:
    days = [{**HELD, "rules": judged(f"{day} days")} for day in (31, 32, 33)]
    (kept,) = await decided(store, *days)
    assert (kept.at, kept.since, kept.times, kept.deliveries) == (3, 1, 3, ("d1", "d2", "d3"))
    assert kept.document["rules"] == judged("33 days")
    await store.write(partial(decisions.save, lane="1#4", at=9, deliveries=["d"], document=HELD))
    assert len(await store.read(decisions.recent)) == 2


async def test_of_many_looks_that_came_to_the_same_the_newest_deliveries_are_kept(
    store: StoreExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decisions, "_MOST_DELIVERIES", 2)
    (kept,) = await decided(store, *[HELD] * 4)
    assert (kept.times, kept.deliveries) == (4, ("d3", "d4"))


@pytest.mark.parametrize(
    "other",
    [
        {"rules_version": "v2"},
        {"events": ["issues.edited"]},
        {"held_back": []},
        {"rules": judged("31 days", matched=None)},
        {"outcomes": [{"do": "label", "state": "failed", "why": "GitHub refused it"}]},
    ],
)
async def test_a_look_that_differs_from_the_last_one_is_kept_beside_it(
    store: StoreExecutor, other: dict[str, Any]
) -> None:
    first = {**HELD, "rules": judged("31 days")}
    kept = await decided(store, first, {**first, **other}, first)
    assert [(one.at, one.times) for one in kept] == [(3, 1), (2, 1), (1, 1)]


async def test_looks_that_did_something_are_kept_each(store: StoreExecutor) -> None:
    done = {**HELD, "outcomes": [{"do": "comment", "rule": "Nudge", "target": "nudge", "state": "done"}]}
    assert [one.at for one in await decided(store, done, done)] == [2, 1]


async def test_a_person_is_known_from_the_first_time_on_whatever_the_case(store: StoreExecutor) -> None:
    assert await store.read(lambda connection: people.known_since(connection, 1, "Ada")) is None
    await store.write(lambda connection: people.remember(connection, 1, "Ada", 100))
    await store.write(lambda connection: people.remember(connection, 1, "ada", 200))
    assert await store.read(lambda connection: people.known_since(connection, 1, "ADA")) == 100
    assert await store.read(lambda connection: people.known_since(connection, 2, "ada")) is None


async def test_the_last_valid_rules_stay_in_force(store: StoreExecutor) -> None:
    for file in (VALID, BROKEN):
        await store.write(partial(rulefiles.save, file=file))
    where = (1, ".github/pathways.yml")
    assert await store.read(lambda connection: rulefiles.last_valid(connection, *where)) == VALID
    assert await store.read(lambda connection: rulefiles.latest(connection, *where)) == BROKEN
    mended = replace(VALID, oid="ccc", seen_at=300)
    await store.write(lambda connection: rulefiles.save(connection, mended))
    assert await store.read(lambda connection: rulefiles.latest(connection, *where)) == mended
    await store.write(lambda connection: rulefiles.forget(connection, *where))
    assert await store.read(lambda connection: rulefiles.last_valid(connection, *where)) is None


async def test_a_decision_about_a_hostile_item_is_kept_in_a_form_that_every_database_takes(
    store: StoreExecutor,
) -> None:
    seen = {"saw": "a\0b \ud800", "parts": [{"says": "c\0"}], "met": None}
    await store.write(lambda c: decisions.save(c, "1#1", 5, ["d"], seen))
    kept = await store.read(lambda c: decisions.of_item(c, "1#1"))
    assert kept[0].document == {"saw": "ab ?", "parts": [{"says": "c"}], "met": None}
