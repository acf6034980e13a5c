"""What is written down after a look, and what became of writes whose outcome nobody knew."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from bot import ledger
from bot.clock import milliseconds
from bot.events import Event
from bot.github.gather import Gathered
from bot.hearing.nudges import Nudges
from bot.item import ItemRef
from bot.ledger import Entry
from bot.looking.conclude import conclude, found_action, made_clear, remember_author, seen_done
from bot.looking.look import Sight
from bot.looking.memory import Memory
from bot.looking.scene import Scene
from bot.people.directory import Directory
from bot.plan import make_plan
from bot.rulebook import InForce
from bot.store import decisions, items, people, stays
from bot.store.executor import StoreExecutor
from bot.writing.outcomes import Performed
from rules.facts import BLANK, UNKNOWN, Card, Facts, Person
from rules.language import load

NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
ITEM = ItemRef(7, 5, "R_5", "orchard/tools", 1, "I_1", "issue")
ADA = Person(login="ada", association="MEMBER", new=False)
FACTS = BLANK.but(
    kind="issue",
    title="It breaks",
    state="open",
    author=ADA,
    labels=("bug",),
    assignees=(),
    created_at=NOW,
    updated_at=NOW,
    undone=frozenset(),
)
RULES = "project: {purpose: We mend}\nrules: [{name: one, when: {title: breaks}, do: [{label: bug}]}]"


def event(facts: Facts = FACTS, item: ItemRef | None = ITEM) -> Event:
    return Event("d-1", "issues.opened", 7, ADA, repo_id=5, item=item, facts=facts, url="https://x/1", updated_at=NOW)


def scene(memory: Memory | None = None) -> Scene:
    nudges, book = Nudges((event(),), (1,), tried=False, broken={}), load(RULES)
    occasions = nudges.occasions("us")
    return Scene(ITEM, nudges, InForce(book, Directory(), "abc"), occasions, book.rules, memory or Memory(), NOW, "us")


async def concluded(store: StoreExecutor, here: Scene, facts: Facts = FACTS, **gathered: Any) -> Any:
    sight = Sight(Gathered(facts, **gathered), None, NOW)
    plan = make_plan(here.book, facts, here.occasions, here.episodes())
    work = partial(conclude, scene=here, sight=sight, plan=plan, performed=Performed())
    await store.write(work)
    return await store.read(partial(items.find, lane="5#1"))


async def test_the_item_is_kept_as_it_is(store: StoreExecutor) -> None:
    record = await concluded(store, scene(), url="https://x/1", comment="IC_1")
    assert (record.title, record.author, record.state, record.url) == ("It breaks", "ada", "open", "https://x/1")
    assert (record.comment_id, record.card_id, record.stage) == ("IC_1", None, None)
    assert record.github_updated_at == milliseconds(NOW)
    assert record.standing == {"one": (1, True)}


async def test_what_is_not_told_stays_as_it_was(store: StoreExecutor) -> None:
    first = await concluded(store, scene(), FACTS.but(stage="Triage", card=Card(id="PVTI_1")), comment="IC_1")
    again = await concluded(store, scene(Memory(record=first)))
    assert (again.comment_id, again.card_id, again.stage) == ("IC_1", "PVTI_1", "Triage")


async def test_in_whose_hands_an_item_is_and_where_it_stands_is_kept(store: StoreExecutor) -> None:
    first = await concluded(store, scene(), FACTS.but(assignees=("ben",), requested=("mia", "o/team"), stage="Triage"))
    again = await concluded(store, scene(Memory(record=first)), FACTS.but(assignees=UNKNOWN, stage="Done"))
    kept = await store.read(partial(stays.of_repository, repo_id=5, most=9))
    assert (again.assignees, again.reviewers) == (("ben",), ("mia", "o/team"))
    assert [(one.item, one.stage, one.open) for one in kept] == [("5#1", "Done", True)]  # both in one moment


async def test_an_episode_ends_when_the_rule_does_not_hold_any_more(store: StoreExecutor) -> None:
    first = await concluded(store, scene())
    ended = await concluded(store, scene(Memory(record=first)), FACTS.but(title="A wish"))
    assert ended.standing == {"one": (1, False)}
    begun = await concluded(store, scene(Memory(record=ended)))
    assert begun.standing == {"one": (2, True)}


async def test_an_episode_of_which_only_the_ledger_tells_is_not_begun_twice(store: StoreExecutor) -> None:
    cut_short = Memory(episodes={"one": 1})
    over = await concluded(store, scene(cut_short), FACTS.but(title="A wish"))
    assert over.standing == {"one": (1, False)}
    assert (await concluded(store, scene(cut_short))).standing == {"one": (1, True)}


async def test_one_that_holds_again_after_a_look_that_was_cut_short_has_begun_anew(store: StoreExecutor) -> None:
    first = await concluded(store, scene())
    cut_short = Memory(record=first, episodes={"one": 1}, over={"one": 1})
    assert (await concluded(store, scene(cut_short))).standing == {"one": (2, True)}
    assert (await concluded(store, scene(cut_short), FACTS.but(title="A wish"))).standing == {"one": (1, False)}


async def test_what_cannot_be_told_neither_ends_an_episode_nor_begins_one(store: StoreExecutor) -> None:
    unclear = FACTS.but(title=BLANK.title)
    assert (await concluded(store, scene(), unclear)).standing == {}
    first = await concluded(store, scene())
    assert (await concluded(store, scene(Memory(record=first)), unclear)).standing == {"one": (1, True)}


@pytest.mark.parametrize(("labels", "kept"), [(("bug",), 0), ((), 1)])
async def test_a_look_that_leads_to_nothing_leaves_no_decision(
    store: StoreExecutor, labels: tuple[str, ...], kept: int
) -> None:
    await concluded(store, scene(), FACTS.but(labels=labels))
    assert len(await store.read(partial(decisions.of_item, lane="5#1"))) == kept


async def test_an_unclear_write_in_whose_place_somebody_put_another_thing_is_not_repeated(store: StoreExecutor) -> None:
    entry = Entry("d-1", "5#1", "one", 0, "v1", "milestone")
    await store.write(partial(ledger.intend, entries=[entry], installation=7, now=1, found={entry: "none"}))
    here = scene(Memory(unsettled=tuple(await store.read(partial(ledger.unsettled, item="5#1")))))
    for holds, state in (("v2", "done"), (None, "failed"), ("v1", "done")):
        made = made_clear(here, Sight(Gathered(FACTS.but(milestone=holds)), None, NOW), Performed())
        assert made[entry].state == state


@pytest.mark.parametrize(
    ("verb", "target", "state"),
    [
        ("label", "bug", "done"),
        ("label", "docs", "failed"),
        ("assign", "ben", "failed"),
        ("stage", "Triage", "failed"),
    ],
)
@pytest.mark.parametrize("cause", ["d-1", "d-0", "standing:1"])
async def test_an_unclear_write_is_done_only_where_the_item_shows_it(
    store: StoreExecutor, verb: str, target: str, state: str, cause: str
) -> None:
    entry = Entry(cause, "5#1", "one", 0, target, verb)
    await store.write(partial(ledger.intend, entries=[entry], installation=7, now=1))
    left = tuple(await store.read(partial(ledger.unsettled, item="5#1")))
    await concluded(store, scene(Memory(unsettled=left)))
    (record,) = await store.read(partial(ledger.history, item="5#1"))
    assert record.state == state


async def test_what_is_absent_was_taken_away_unless_it_may_never_have_come() -> None:
    off, on, other = (
        Entry("c", ITEM.lane, "one", 0, *what)
        for what in (("docs", "unlabel"), ("Docs", "label"), ("urgent", "unlabel"))
    )
    records = tuple(ledger.Record(entry, "intended", "", 7, 1, None) for entry in (off, on, other))
    settled = made_clear(scene(Memory(unsettled=records)), Sight(Gathered(FACTS), None, NOW), Performed())
    assert {entry: found.state for entry, found in settled.items()} == {off: "failed", on: "failed", other: "done"}
    assert seen_done(scene(Memory(unsettled=records)), Sight(Gathered(FACTS), None, NOW)) == {other: settled[other]}
    repeated = Performed(settled={on: ledger.Settled("done")})
    settled = made_clear(scene(Memory(unsettled=records)), Sight(Gathered(FACTS), None, NOW), repeated)
    assert {entry: found.state for entry, found in settled.items()} == {off: "failed", other: "done"}


@pytest.mark.parametrize(
    ("verb", "target", "told"),
    [
        ("unlabel", "bug", {"labels": ["bug"]}),
        ("assign", "ben", {"assignees": ["ben"]}),
        ("react", "eyes", {"reactions": ["eyes"]}),
        ("stage", "Triage", {"stage": "Triage"}),
        ("milestone", "v1", {"title": "v1"}),
        ("archive_on", "orchard/1", {"project": "orchard/1"}),
        ("board_field", "size=large", {"field": "size", "value": "large"}),
        ("request_review", "orchard/docs", {"reviewers": [], "teams": ["orchard/docs"]}),
        ("comment", "one", {"body": "Hello."}),
        ("close", "closed", {}),
    ],
)
def test_an_action_whose_look_was_cut_short_is_told_as_what_it_was(verb: str, target: str, told: Any) -> None:
    entry = Entry("d-1", "5#1", "one", 0, target, verb)
    assert found_action(entry, FACTS.but(sections={"one": "Hello."})) == {"do": verb, "rule": "one", **told}


async def test_what_was_just_settled_is_not_settled_otherwise() -> None:
    entry = Entry("d-1", "5#1", "one", 0, "bug", "label")
    memory = Memory(unsettled=(ledger.Record(entry, "intended", "", 7, 1, None),))
    performed = Performed(settled={entry: ledger.Settled("failed", "no")})
    assert made_clear(scene(memory), Sight(Gathered(FACTS), None, NOW), performed) == {}


@pytest.mark.parametrize(
    ("heard", "known"),
    [
        (event(), True),
        (event(FACTS.but(created_at=BLANK.created_at)), False),
        (event(FACTS.but(author=BLANK.author)), False),
        (event(item=replace(ITEM, kind="discussion")), False),
        (event(item=replace(ITEM, kind="pull_request")), True),
        (event(item=None), False),
    ],
)
async def test_whoever_opened_an_issue_or_a_pull_request_is_remembered(
    store: StoreExecutor, heard: Event, known: bool
) -> None:
    await store.write(partial(remember_author, event=heard))
    since = await store.read(partial(people.known_since, repo_id=5, login="ADA"))
    assert since == (milliseconds(NOW) if known else None)
