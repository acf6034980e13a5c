"""What people contributed is kept once, and follows them when they are renamed."""

from datetime import UTC, datetime
from functools import partial

from bot.clock import milliseconds
from bot.store import contributions
from bot.store.contributions import Row
from bot.store.executor import StoreExecutor
from rules.contribution import Contribution

MARCH, APRIL = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 4, 2, tzinfo=UTC)


def row(cause: str, pathway: str = "writing", at: datetime = MARCH, **given: object) -> Row:
    told = {"repo_id": 1, "kind": "item", "login": "ada", "person": 7} | given
    return Row(cause=cause, pathway=pathway, at=milliseconds(at), **told)  # type: ignore[arg-type]  # a test's own


def one(cause: str, pathway: str = "writing", at: datetime = MARCH) -> Contribution:
    return Contribution(pathway=pathway, at=at, cause=cause)


async def kept(store: StoreExecutor, *repositories: int, login: str = "ada", person: int | None = 7) -> object:
    return await store.read(partial(contributions.of, repositories=repositories, login=login, person=person))


async def add(store: StoreExecutor, *rows: Row) -> None:
    await store.write(partial(contributions.add, rows=rows))


async def test_contributions_come_in_their_order_and_by_repository(store: StoreExecutor) -> None:
    await add(store, row("#2", at=APRIL), row("#1"), row("#3", repo_id=2), row("#4", login="ben", person=8))
    assert await kept(store, 1) == (one("#1"), one("#2", at=APRIL))
    assert await kept(store, 1, 2) == (one("#1"), one("#3"), one("#2", at=APRIL))
    assert await kept(store) == ()


async def test_on_one_item_a_pathway_counts_once_whatever_was_done_there(store: StoreExecutor) -> None:
    await add(store, row("#1"), row("#1", kind="credit content", at=APRIL), row("#1", "reviewing", kind="reviewed"))
    await add(store, row("#2", ""), row("#2", "", kind="reviewed", at=APRIL))
    assert await kept(store, 1) == (one("#1"), one("#1", "reviewing"), one("#2", ""), one("#2", "", APRIL))


async def test_a_repeat_changes_nothing_but_what_was_not_known(store: StoreExecutor) -> None:
    await add(store, row("#1", pathway="", person=None), row("#2"))
    await add(store, row("#1", at=APRIL), row("#2", pathway="", person=None, at=APRIL))
    assert await kept(store, 1) == (one("#1"), one("#2"))


async def test_a_renamed_account_keeps_its_own_and_not_what_its_next_owner_does(store: StoreExecutor) -> None:
    await add(store, row("#1"), row("#2", login="ada-new"), row("#1", login="ada-new"), row("#3", person=9))
    assert await kept(store, 1, login="ada-new") == (one("#1"), one("#2"))
    assert await kept(store, 1, login="ada", person=9) == (one("#3"),)
    assert await kept(store, 1, login="ADA", person=None) == (one("#1"), one("#3"))


async def test_whoever_is_forgotten_has_nothing_left(store: StoreExecutor) -> None:
    await add(store, row("#1"), row("#2", login="ben", person=8))
    await store.write(partial(contributions.note_told, repo_id=1, login="Ada", person=7, pathways="abc", at=1))
    assert await store.read(partial(contributions.told_for, repo_id=1, login="ADA")) == "abc"
    assert await store.write(partial(contributions.forget, login="ada", person=7)) == 1
    assert await store.read(partial(contributions.told_for, repo_id=1, login="ada")) == ""
    assert await kept(store, 1) == ()
    assert await kept(store, 1, login="ben", person=8) == (one("#2"),)


async def test_people_are_counted_on_each_pathway_and_on_one_item_once(store: StoreExecutor) -> None:
    await add(store, row("#1"), row("#1", kind="credit content"), row("#2", login="ADA-now"), row("#3", repo_id=2))
    await add(store, row("#1", login="ben", person=None), row("#1", "reviewing", kind="reviewed"), row("#4", ""))
    assert await store.read(partial(contributions.tally, repo_id=1)) == {
        "writing": (2, 3),
        "reviewing": (1, 1),
        "": (1, 1),
    }
    assert await store.read(partial(contributions.tally, repo_id=3)) == {}


async def test_whoever_contributed_last_comes_first_each_by_the_latest_login(store: StoreExecutor) -> None:
    rows = [
        Row(repo_id=1, cause=f"#{at}", kind="merged", login=login, person=person, pathway="", at=at)
        for at, (login, person) in enumerate([("ada", None), ("old", 7), ("ben", 8), ("new", 7), ("ben", 8)])
    ]
    elsewhere = Row(repo_id=2, cause="#9", kind="merged", login="cem", pathway="", at=9)
    await store.write(partial(contributions.add, rows=[*rows, elsewhere]))
    found = [await store.read(partial(contributions.contributors, repo_id=1, most=most)) for most in (9, 2)]
    assert found == [(("ben", 8), ("new", 7), ("ada", None)), (("ben", 8), ("new", 7))]
