"""Events about repositories and accounts: what they make the bot forget, and what it keeps."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot import inbox, timers
from bot.clock import SystemClock
from bot.errors import Retryable
from bot.inbox import Desk, Incoming
from bot.item import RepoRef
from bot.queue import backlog
from bot.queue.claim import Claim, Dead, Done, Waiting
from bot.store import items, lanes, news
from bot.store.executor import StoreExecutor
from bot.store.items import ItemRecord
from bot.store.lanes import Work
from bot.timers import Timer
from bot.waking.again import LOOK
from bot.waking.heeding import Heeding
from bot.waking.looks import look_at
from bot.waking.schedule import Run
from bot.waking.surroundings import hear_about_surroundings


class Roles:
    """What people may do in repositories, kept for a while; keeps that it was told to forget it."""

    def __init__(self, told: list[str]) -> None:
        self.told = told

    def forget(self) -> None:
        self.told.append("forget who may do what")


class Forgetful:
    """Stands for the parts of the bot that remember; keeps what it was told to forget."""

    teller = 1

    def __init__(self, store: StoreExecutor) -> None:
        self.told: list[str] = []
        self.names = self.rulebooks = self.tokens = self
        self.collaborators = Roles(self.told)
        self.clock = SystemClock()
        self.store = store

    async def in_force(self, _repo: RepoRef, _deliveries: Sequence[str]) -> None:
        raise Retryable("GitHub is away")

    def forget(self, number: int) -> None:
        self.told.append(f"forget {number}")

    def forget_all(self) -> None:
        self.told.append("forget all rules")

    def forget_account(self, installation: int) -> None:
        self.told.append(f"forget the account of {installation}")

    def forget_repository(self, repo_id: int, *, missing_only: bool) -> None:
        self.told.append(f"forget {'the missing' if missing_only else 'all'} names of {repo_id}")


def waiting(event: str, **payload: Any) -> Waiting:
    body = {"installation": {"id": 7}, "sender": {"login": "ada"}, **payload}
    return Waiting(1, "d-1", event, 0, 0, zlib.compress(json.dumps(body).encode()))


REPOSITORY = {"repository": {"id": 5, "node_id": "R_5", "full_name": "orchard/tools"}}
PUSH = {**REPOSITORY, "commits": [{"modified": ["README.md"]}]}
RECORD = ItemRecord("5#1", 7, 5, "orchard/tools", "R_5", False, "issue", 1, "I_1", "It breaks", "", "ada", "open", 9)
PEOPLE = ["forget the account of 7", "forget who may do what"]
EVERYTHING = [*PEOPLE, "forget 7", "forget all rules"]


@pytest.mark.parametrize(
    ("event", "payload", "told"),
    [
        ("push", PUSH, ["forget 5"]),
        ("repository.renamed", REPOSITORY, ["forget 5", "forget all names of 5"]),
        ("label.created", REPOSITORY, ["forget the missing names of 5"]),
        ("label.edited", REPOSITORY, ["forget all names of 5"]),
        ("label.deleted", REPOSITORY, ["forget all names of 5"]),
        ("milestone.created", REPOSITORY, ["forget the missing names of 5"]),
        ("member.added", REPOSITORY, PEOPLE),
        ("team.edited", {}, PEOPLE),
        ("organization.member_added", {}, PEOPLE),
        ("installation.suspend", {}, EVERYTHING),
        ("installation_repositories.added", {}, EVERYTHING),
    ],
)
async def test_an_event_makes_every_process_forget_what_it_may_have_changed(
    store: StoreExecutor, event: str, payload: dict[str, Any], told: list[str]
) -> None:
    hub: Any = Forgetful(store)
    handled = await hear_about_surroundings(hub, Claim("5#*", 7, "lease", (waiting(event, **payload),)))
    assert hub.told == told
    assert isinstance(handled.outcomes[1], Done)
    assert handled.records is not None
    await store.write(handled.records)
    counts = await store.read(partial(news.counts, installations=[7]))
    other: Any = Forgetful(store)
    other.teller = 2
    for heeds, forgets in ((hub, []), (other, told)):
        heeds.told.clear()
        await Heeding(heeds).heed(Claim("5#1", 7, "lease", (), told=counts))
        assert sorted(heeds.told) == sorted(forgets)


async def test_others_are_told_although_the_rules_that_were_pushed_cannot_be_read(store: StoreExecutor) -> None:
    hub: Any = Forgetful(store)
    pushed = waiting("push", **REPOSITORY, commits=[{"modified": [".github/pathways.yml"]}])
    with pytest.raises(Retryable):
        await hear_about_surroundings(hub, Claim("5#*", 7, "lease", (pushed,)))
    assert await store.read(partial(news.counts, installations=[7])) == {7: 1}


async def test_the_items_of_a_repository_that_became_private_are_private_at_once(store: StoreExecutor) -> None:
    await store.write(partial(items.save, record=RECORD))
    hub: Any = Forgetful(store)
    repository = {**REPOSITORY["repository"], "full_name": "orchard/secret", "private": True}
    claim = Claim("5#*", 7, "lease", (waiting("repository.privatized", repository=repository),))
    records = (await hear_about_surroundings(hub, claim)).records
    assert records is not None
    await store.write(records)
    kept = await store.read(partial(items.find, lane="5#1"))
    assert kept == replace(RECORD, repo="orchard/secret", private=True)


@pytest.mark.parametrize(("lease", "private"), [("lease", True), ("another", False)])
async def test_a_repository_becomes_private_at_once_although_the_rules_that_were_pushed_cannot_be_read(
    store: StoreExecutor, lease: str, *, private: bool
) -> None:
    await store.write(partial(items.save, record=RECORD))
    await store.write(partial(lanes.wake, works=[Work("5#*", 7, 0)]))
    await store.write(partial(lanes.lease, names=["5#*"], token=lease, until=1))
    hidden = waiting("repository.privatized", repository={**REPOSITORY["repository"], "private": True})
    pushed = waiting("push", **REPOSITORY, commits=[{"modified": [".github/pathways.yml"]}])
    with pytest.raises(Retryable):
        await hear_about_surroundings(Forgetful(store), Claim("5#*", 7, "lease", (hidden, pushed)))  # type: ignore[arg-type]  # it is all that is asked
    kept = await store.read(partial(items.find, lane="5#1"))
    assert kept == replace(RECORD, private=private)


async def test_what_a_repository_that_was_given_away_waits_for_is_the_new_installations(store: StoreExecutor) -> None:
    run = Run(installation=7, repo_id=5, repo_node="R_5", repo="orchard/tools", due=99)
    due = Timer("schedule.daily:5", "schedule:5", 7, "schedule.daily", run.model_dump_json().encode(), 99)
    look = Timer("after:5#1:r/0", "5#1", 7, LOOK, look_at(RECORD).body, 99)
    await store.write(partial(items.save, record=RECORD))
    for one in (due, look):
        await store.write(partial(timers.start, wanted=one))
    given = {**REPOSITORY["repository"], "full_name": "mill/tools", "private": False}
    told = waiting("repository.transferred", repository=given, installation={"id": 8})
    records = (await hear_about_surroundings(Forgetful(store), Claim("5#*", 8, "lease", (told,)))).records  # type: ignore[arg-type]  # as above
    assert records is not None
    await store.write(records)
    found = [await store.read(partial(timers.find, name=one.name)) for one in (due, look)]
    now = replace(RECORD, installation=8, repo="mill/tools")
    assert await store.read(partial(items.find, lane="5#1")) == now
    body = run.model_copy(update={"installation": 8}).model_dump_json().encode()
    assert found == [replace(due, installation=8, body=body), replace(look, installation=8, body=look_at(now).body)]


async def test_what_happens_to_a_label_hides_nothing(store: StoreExecutor) -> None:
    await store.write(partial(items.save, record=RECORD))
    hub: Any = Forgetful(store)
    claim = Claim("5#*", 7, "lease", (waiting("label.edited", **REPOSITORY),))
    records = (await hear_about_surroundings(hub, claim)).records
    assert records is not None
    await store.write(records)
    assert await store.read(partial(items.find, lane="5#1")) == RECORD


async def test_a_broken_delivery_is_given_up_alone(store: StoreExecutor) -> None:
    hub: Any = Forgetful(store)
    broken = Waiting(2, "d-2", "push", 0, 0, zlib.compress(b"[]"))
    handled = await hear_about_surroundings(hub, Claim("5#*", 7, "lease", (broken, waiting("push", **PUSH))))
    assert hub.told == ["forget 5"]
    assert isinstance(handled.outcomes[2], Dead)


@pytest.mark.parametrize(
    ("event", "waits"),
    [
        ("installation.new_permissions_accepted", ["d-9"]),
        ("installation.unsuspend", ["d-9"]),
        ("installation_repositories.added", ["d-9"]),
        ("installation_repositories.removed", []),
        ("team.edited", []),
    ],
)
async def test_what_was_given_up_waits_again_when_the_app_may_do_more(
    store: StoreExecutor, event: str, waits: list[str]
) -> None:
    for delivery, installation in (("d-8", 8), ("d-9", 7)):
        incoming = Incoming(delivery, "issues.opened", f"5#{installation}", installation, b"{}", 1)
        await store.write(partial(inbox.put, arrivals=[incoming]))
    for claim in await store.write(lambda connection: Desk("w").claim(connection, 2, 9, 1_000)):
        outcomes = {claim.deliveries[0].seq: Dead("the App lacks a permission")}
        await store.write(partial(inbox.finish, claim=claim, outcomes=outcomes, now=3))
    hub: Any = Forgetful(store)
    records = (await hear_about_surroundings(hub, Claim("installation:7", 7, "lease", (waiting(event),)))).records
    assert records is not None
    await store.write(records)
    ready = await store.read(partial(backlog.listing, state="ready"))
    assert [one.delivery for one in ready] == waits


async def test_open_items_that_never_had_a_card_are_looked_at_once_when_the_app_may_do_more(
    store: StoreExecutor,
) -> None:
    lacking = replace(RECORD, stage="Triage")
    others: list[dict[str, Any]] = [
        {"number": 2, "card_id": "PVTI_2"},
        {"number": 3, "state": "closed"},
        {"number": 4, "stage": None},
        {"number": 5, "installation": 8},
    ]
    for one in others:
        await store.write(partial(items.save, record=replace(lacking, lane=f"5#{one['number']}", **one)))
    await store.write(partial(items.save, record=lacking))
    hub: Any = Forgetful(store)
    for event in ("installation.unsuspend", *["installation.new_permissions_accepted"] * 2):
        handled = await hear_about_surroundings(hub, Claim("installation:7", 7, "lease", (waiting(event),)))
        assert handled.records is not None
        await store.write(handled.records)
    ready = await store.read(partial(backlog.listing, state="ready"))
    assert [(one.delivery, one.lane) for one in ready] == [("sweep:5#1:allowed:d-1", "5#1")]
