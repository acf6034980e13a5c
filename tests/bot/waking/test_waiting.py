"""Looks that are to come go along with their item and their repository."""

from datetime import UTC, datetime

import pytest

from bot import timers
from bot.hearing.moved import Moved
from bot.item import ItemRef
from bot.store.executor import StoreExecutor
from bot.timers import Timer
from bot.waking import waiting
from bot.waking.again import LOOK, Due, LookAgain

SINCE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LOOKING = LookAgain(
    installation=7, repo_id=1, repo_node="R_1", repo="acme/site", private=False, kind="issue", number=2, node="I_2",
    due=Due(rule="r", position=1, since=SINCE),
)  # fmt: skip
TIMER = Timer("after:1#2:r/1", "1#2", 7, LOOK, LOOKING.body, 99)
OTHER = Timer("vote:1#2", "1#2", 7, "vote", b"{}", 50)


@pytest.fixture
async def waiting_store(store: StoreExecutor) -> StoreExecutor:
    for timer in (TIMER, OTHER, Timer("after:11#2:r/1", "11#2", 7, LOOK, LOOKING.body, 99)):
        await store.write(lambda connection, timer=timer: timers.start(connection, timer))  # type: ignore[misc]
    return store


async def test_a_repository_that_was_renamed_and_hidden_is_known_as_it_is_now(waiting_store: StoreExecutor) -> None:
    await waiting_store.write(lambda connection: waiting.rename(connection, 1, "acme/new", private=True))
    found = await waiting_store.read(lambda connection: timers.find(connection, TIMER.name))
    other = await waiting_store.read(lambda connection: timers.find(connection, "after:11#2:r/1"))
    now = LOOKING.model_copy(update={"repo": "acme/new", "private": True})
    assert found is not None
    assert (LookAgain.model_validate_json(found.body), found.fire_at) == (now, 99)
    assert other is not None
    assert LookAgain.model_validate_json(other.body) == LOOKING


async def test_looks_to_come_in_a_repository_that_was_given_away_are_the_new_ones(waiting_store: StoreExecutor) -> None:
    await waiting_store.write(lambda connection: waiting.belong(connection, 1, 8))
    found = await waiting_store.read(lambda connection: timers.of_lanes(connection, "1#"))
    told = [(one.name, one.installation, one.body) for one in found]
    look = LOOKING.model_copy(update={"installation": 8}).body
    assert told == [(OTHER.name, 7, OTHER.body), (TIMER.name, 8, look)]
    assert [one.installation for one in await waiting_store.read(lambda c: timers.of_lanes(c, "11#"))] == [7]


async def test_an_item_that_moved_is_looked_at_where_it_is_by_then(waiting_store: StoreExecutor) -> None:
    moved = Moved("1#2", ItemRef(8, 5, "R_5", "acme/there", 9, "I_9", "issue"), private=True)
    await waiting_store.write(lambda connection: waiting.follow(connection, moved))
    left = await waiting_store.read(lambda connection: timers.of_lane(connection, "1#2"))
    [there] = await waiting_store.read(lambda connection: timers.of_lane(connection, "5#9"))
    look = LookAgain.model_validate_json(there.body)
    assert (left, there.name, there.installation, there.fire_at) == ([OTHER], "after:5#9:r/1", 8, 99)
    assert (look.lane, look.repo, look.node, look.private, look.due) == ("5#9", "acme/there", "I_9", True, LOOKING.due)


def test_since_when_rules_wait_is_what_the_ledger_knows() -> None:
    settled = {("after", "r/1"): 1_772_442_000_000, ("label", "bug"): 5}
    assert waiting.awaited(settled) == {"r/1": SINCE}
