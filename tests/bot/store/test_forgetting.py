"""Who asks for it is forgotten where they asked, and nowhere else; everybody else stays."""

import json
import zlib
from functools import partial
from typing import Any

import sqlalchemy as sa

from bot import inbox, ledger
from bot.inbox import Incoming
from bot.ledger import Entry, Settled
from bot.people.oblivion import fingerprint
from bot.store import absences, asked, contributions, decisions, forgetting, items, mentions, people, records, takers
from bot.store.contributions import Row
from bot.store.executor import StoreExecutor
from bot.store.forgetting import Leaver
from bot.store.items import ItemRecord
from bot.store.records import Kept
from bot.store.schema import inbox as deliveries
from bot.store.schema import ledger as deeds
from rules.facts import Away
from rules.takers import Taker
from tests.bot.store.test_takers import NOW

ADA = Leaver(7, "Ada", 70)
BODY = {"comment": {"user": {"login": "Ada", "id": 70}, "body": "Mine", "id": 5}, "sender": {"login": "ben"}}


def item(lane: str, installation: int, author: str) -> ItemRecord:
    repo_id = int(lane.partition("#")[0])
    return ItemRecord(
        lane=lane, installation=installation, repo_id=repo_id, repo="a/b", repo_node="R", private=False, kind="issue",
        number=1, node_id=lane, title="Ada and Ben", url="", author=author, state="open", seen_at=1,
        assignees=("Ada", "ben"), reviewers=("ada", "o/ada"),
    )  # fmt: skip


def fill(connection: sa.Connection) -> None:
    """The same of two people, in two places."""
    for lane, installation in (("1#1", 7), ("2#1", 8)):
        items.save(connection, item(lane, installation, "Ada"))
        for login in ("Ada", "ben"):
            absences.keep(connection, installation, login, Away())
            mentions.save(connection, installation, lane, "s", [login], 1)
            takers.save(connection, lane, Taker(login=login, at=NOW))
            people.remember(connection, int(lane[0]), login, 1)
            records.keep(connection, lane, [Kept(f"credit: talk, {login}: Trust", "R", 1), Kept("need: ada", "R", 1)])
            row = Row(repo_id=int(lane[0]), cause="#1", kind="merged", login=login.lower(), pathway="", at=1)
            contributions.add(connection, [row])
            entry = Entry("d", lane, "R", 0, login.lower(), "assign")
            label = Entry("d", lane, "R", 0, login.lower(), "label")
            ledger.intend(connection, [entry, label], installation, 1)
            ledger.settle(connection, {entry: Settled("failed", f"{login} is away"), label: Settled("done")}, 1)
        asked.save(connection, installation, lane, [("c1", "label", "Ada"), ("c2", "label", "ben")], 1)
        decisions.save(connection, lane, 1, ["d"], {"actions": [{"do": "assign", "assignees": ["Ada", "ben"]}]})
        body = json.dumps(BODY).encode()
        inbox.put(connection, [Incoming(f"d{installation}", "issue_comment.created", lane, installation, body, 1)])
    connection.execute(sa.update(deliveries).values(state="done", note="assign Ada"))


async def left(store: StoreExecutor, installation: int, lane: str) -> dict[str, Any]:
    """What is kept in one place, of what names people."""

    def read(connection: sa.Connection) -> dict[str, Any]:
        row = connection.execute(sa.select(deliveries).where(deliveries.c.installation == installation)).one()
        done = sa.select(deeds.c.verb, deeds.c.target, deeds.c.note).where(deeds.c.item == lane)
        known = items.find(connection, lane)
        assert known is not None
        repo_id = int(lane[0])
        return {
            "away": sorted(absences.said(connection, installation)),
            "worn": sorted(mentions.worn(connection, installation, 1, 2)),
            "takers": [one.login for one in takers.of_item(connection, lane)],
            "asked": [asked.who(connection, lane).get(cause, "") for cause in ("c1", "c2")],
            "new": [people.known_since(connection, repo_id, login) for login in ("ada", "ben")],
            "counted": [len(contributions.of(connection, [repo_id], login)) for login in ("ada", "ben")],
            "records": sorted(kept.name for kept in records.of_item(connection, lane)),
            "item": (known.author, known.title),
            "reasons": decisions.of_item(connection, lane)[0].document["actions"][0]["assignees"],
            "ledger": sorted(tuple(found) for found in connection.execute(done)),
            "heard": (json.loads(zlib.decompress(row.body))["comment"], row.note),
        }

    return await store.read(read)


async def test_nothing_names_whoever_was_forgotten_and_all_else_stays(store: StoreExecutor) -> None:
    await store.write(fill)
    elsewhere = await left(store, 8, "2#1")
    for _ in range(2):
        await store.write(partial(forgetting.erase, leaver=ADA, now=5))
        for erase in (forgetting.erase_words, forgetting.erase_reasons):
            after: int | None = 0
            while after is not None:
                after = await store.write(partial(erase, leaver=ADA, after=after))
    found = await left(store, 7, "1#1")
    targets = found.pop("ledger")
    assert [target for verb, target, _ in targets if verb == "label"] == ["ada", "ben"]
    assert sorted(note for _, _, note in targets) == ["", "", "ben is away", "ghost is away"]
    assert ("ada" in [target for verb, target, _ in targets if verb == "assign"], len(targets)) == (False, 4)
    assert found == {
        "away": ["ben"],
        "worn": ["ben"],
        "takers": ["ben"],
        "asked": ["", "ben"],
        "new": [None, 1],
        "counted": [0, 1],
        "records": ["credit: talk, ben: Trust", "credit: talk, somebody 1", "need: ada"],
        "item": ("ghost", "ghost and Ben"),
        "reasons": ["ghost", "ben"],
        "heard": ({"user": {"login": "ghost", "id": 10137}, "body": "", "id": 5}, "assign ghost"),
    }
    assert await left(store, 8, "2#1") == elsewhere


async def test_that_somebody_was_forgotten_is_known_for_a_time_and_a_broken_payload_harms_nothing(
    store: StoreExecutor,
) -> None:
    await store.write(fill)
    await store.write(lambda c: c.execute(sa.update(deliveries).values(body=b"no payload")))
    assert await store.write(partial(forgetting.erase_words, leaver=ADA, after=0)) is not None
    await store.write(partial(forgetting.erase, leaver=ADA, now=5))
    known = partial(forgetting.fingerprints, installation=7)
    assert await store.read(known) == {fingerprint("ada")}
    assert [await store.write(partial(forgetting.purge, older_than=at)) for at in (5, 6)] == [0, 1]
    assert await store.read(known) == frozenset()


async def test_whoever_was_forgotten_has_no_item_any_more(store: StoreExecutor) -> None:
    await store.write(fill)
    await store.write(partial(forgetting.erase, leaver=ADA, now=5))
    found = [await store.read(partial(items.find, lane=lane)) for lane in ("1#1", "2#1")]
    assert [(one.assignees, one.reviewers) for one in found if one] == [
        (("ben",), ("o/ada",)),
        (("Ada", "ben"), ("ada", "o/ada")),
    ]
