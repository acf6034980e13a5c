"""What items are remembered under, counted over a repository."""

from functools import partial

from bot.store import records
from bot.store.executor import StoreExecutor
from bot.store.records import Kept


async def test_the_items_of_a_repository_alone_are_counted_by_what_they_are_remembered_under(
    store: StoreExecutor,
) -> None:
    said = {"7#1": ["need: Tea", "needle", "need"], "7#2": ["need: tea"], "7#3": ["need: a_b"], "77#1": ["need: tea"]}
    for lane, names in said.items():
        kept = [Kept(name, "/need", 1_000) for name in names]
        await store.write(partial(records.keep, lane=lane, kept=kept))
    found = await store.read(partial(records.counted, repo_id=7, beginning="need: "))
    assert found == [("need: a_b", 1), ("need: tea", 2)]
    assert await store.read(partial(records.counted, repo_id=8, beginning="need: ")) == []
