"""What is kept of items and of people who were mentioned."""

from functools import partial

from bot.store import mentions, records
from bot.store.executor import StoreExecutor
from bot.store.mentions import WEEK_MS
from bot.store.records import Kept

NOW = 10 * WEEK_MS


async def test_a_record_stays_as_it_was_first_made(store: StoreExecutor) -> None:
    for at in (5, 9):
        await store.write(partial(records.keep, lane="1#7", kept=[Kept("talk", "Keep", at)]))
    await store.write(partial(records.keep, lane="1#8", kept=[Kept("Talk", "Keep", 7), Kept("book", "Keep", 6)]))
    assert await store.read(partial(records.of_item, lane="1#7")) == [Kept("talk", "Keep", 5)]
    assert await store.read(partial(records.called, name="TALK")) == ["1#7", "1#8"]


async def test_nothing_to_keep_changes_nothing(store: StoreExecutor) -> None:
    await store.write(partial(records.keep, lane="1#7", kept=[]))
    await store.write(partial(mentions.save, installation=1, lane="1#7", section="a", logins=(), at=NOW))
    assert await store.read(partial(records.of_item, lane="1#7")) == []
    assert await store.read(partial(mentions.worn, installation=1, most=1, now=NOW)) == frozenset()


async def test_only_this_weeks_mentions_of_this_installation_count(store: StoreExecutor) -> None:
    for installation, login, at in ((1, "Ada", NOW), (1, "ada", NOW - 5), (1, "ben", NOW), (1, "ben", NOW - WEEK_MS)):
        said = partial(mentions.save, installation=installation, lane="1#7", section="a", logins=[login], at=at)
        await store.write(said)
    assert await store.read(partial(mentions.worn, installation=1, most=2, now=NOW)) == frozenset({"ada"})
    assert await store.read(partial(mentions.worn, installation=1, most=1, now=NOW)) == frozenset({"ada", "ben"})
    assert await store.read(partial(mentions.worn, installation=2, most=1, now=NOW)) == frozenset()


async def test_mentions_that_nobody_counts_any_more_are_forgotten(store: StoreExecutor) -> None:
    for at in (NOW, NOW - 2 * WEEK_MS):
        await store.write(partial(mentions.save, installation=1, lane="1#7", section="a", logins=["ada"], at=at))
    assert await store.write(partial(mentions.purge, older_than=NOW)) == 1
    assert await store.write(partial(mentions.purge, older_than=NOW)) == 0
