"""All that is kept of a person can be handed out, whatever table it stands in; and nothing of anybody else."""

from functools import partial

import pytest
import sqlalchemy as sa

from bot.queue.forgetting import forget_one
from bot.store import contributions, rulefiles
from bot.store.contributions import Row
from bot.store.executor import StoreExecutor
from bot.store.forgetting import Leaver, places_of
from bot.store.kept import accounts_of, kept_of
from bot.store.rulefiles import RuleFile
from bot.timers import Timer, start
from tests.bot.store.test_forgetting import fill

PEOPLE = "- github: ada\n  country: AT\n- github: ben\n- {github: cem, name: Mr Ada}\n"


def more(connection: sa.Connection) -> None:
    """What stands in files and timers, and under a login that the account had before."""
    file = RuleFile(repo_id=1, path="people.yml", oid="o", text=PEOPLE, valid=True, seen_at=1, problem="", repo="a/b")
    rulefiles.save(connection, file)
    start(connection, Timer("t", "1#1", 7, "issues.opened", b'{"user": "ada"}', 1))
    start(connection, Timer("u", "1#1", 7, "issues.opened", b"\xff no JSON", 1))
    rows = [
        Row(repo_id=9, cause="#9", kind="merged", login=login, person=70, pathway="", at=1) for login in ("ada", "old")
    ]
    contributions.add(connection, rows)


async def test_every_table_is_looked_through(store: StoreExecutor) -> None:
    await store.write(fill)
    await store.write(more)
    kept = await store.read(partial(kept_of, login="ADA"))
    assert sorted(kept) == [
        "absence", "asked", "contribution", "decision", "inbox", "item", "ledger", "mention", "person", "record",
        "rulefile", "taker", "timer",
    ]  # fmt: skip
    assert [row["name"] for row in kept["record"]][:2] == ["credit: talk, Ada: Trust", "need: ada"]
    assert kept["rulefile"] == [
        {"repo": "a/b", "path": "people.yml", "seen_at": 1, "text": "- github: ada\n- {github: cem, name: Mr Ada}"}
    ]
    assert kept["inbox"][0]["body"]["sender"] == {"login": "ben"}
    assert [row["name"] for row in kept["timer"]] == ["t"]
    assert sorted({row["login"] for row in kept["contribution"]}) == ["ada", "old"]


@pytest.mark.parametrize("login", ["label", "ad", "stranger", "issue"])
async def test_of_who_was_never_there_nothing_is_kept(store: StoreExecutor, login: str) -> None:
    await store.write(fill)
    await store.write(more)
    assert await store.read(partial(kept_of, login=login)) == {}


async def test_who_is_forgotten_everywhere_leaves_a_fingerprint_and_what_is_only_called_so(
    store: StoreExecutor,
) -> None:
    await store.write(fill)
    places = await store.read(places_of)
    for place in places:
        await forget_one(store, Leaver(place, "Ada"), 5)
    kept = await store.read(partial(kept_of, login="ada"))
    assert (places, kept.pop("forgotten")[0]["at"]) == ([7, 8], 5)
    assert {(row["verb"], row["target"]) for row in kept.pop("ledger")} == {("label", "ada")}
    assert [row["reviewers"] for row in kept.pop("item")] == [["o/ada"], ["o/ada"]]
    assert ({row["name"] for row in kept.pop("record")}, kept) == ({"need: ada"}, {})
    assert await store.read(partial(accounts_of, login="ada")) == frozenset()
