"""What follows from payloads and memory alone, before GitHub is asked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.clock import milliseconds
from bot.errors import Ambiguous
from bot.events import Event
from bot.hearing.nudges import Nudges
from bot.item import ItemRef
from bot.ledger import ANSWER_TAKES, Entry, Record
from bot.looking.memory import Memory
from bot.looking.scene import Scene, wait_for_unclear
from bot.people.directory import Directory
from bot.rulebook import InForce
from bot.store.items import ItemRecord
from rules.facts import BLANK, Person
from rules.language import load

NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
ITEM = ItemRef(7, 5, "R_5", "orchard/tools", 1, "I_1", "issue")
ADA, NEW = Person(login="ada", new=False), Person(login="newcomer")
RECORD = ItemRecord("5#1", 7, 5, "orchard/tools", "R_5", False, "issue", 1, "I_1", "", "", "", "", 0)
RULES = """
project: {purpose: We mend}
rules:
  - {name: crash, on: issues.opened, when: {title: crash}, do: [{label: bug}]}
  - {name: hello, on: issues.opened, when: {author: {new: true}, not: {title: wish}}, do: [{comment: Hello.}]}
  - {name: chain, when: {label: bug}, do: [{assign: ben}]}
"""


def event(title: str = "A wish", *, at: datetime | None = NOW, delivery: str = "d-1", **more: Any) -> Event:
    facts = BLANK.but(kind="issue", title=title, labels=(), author=NEW, created_at=NOW, **more.pop("facts", {}))
    return Event(
        delivery, "issues.opened", 7, ADA, repo_id=5, item=ITEM, facts=facts, updated_at=at, first=True, **more
    )


def scene(*events: Event, tried: bool = False, rules: str = RULES, **memory: Any) -> Scene:
    nudges = Nudges(events or (event(),), (1,), tried, {})
    book, occasions = load(rules), nudges.occasions("fingerpost[bot]")
    candidates = book.candidates((one.event, one.own) for one in occasions)
    return Scene(ITEM, nudges, InForce(book, Directory(), "0"), occasions, candidates, Memory(**memory), NOW, "us")


def unsettled(at: datetime) -> Record:
    return Record(Entry("d-1", "5#1", "hello", 0, "bug", "label"), "intended", "", 7, milliseconds(at), None)


ONE = RULES[: RULES.index("  - {name: hello")]


def test_a_payload_that_no_rule_fits_rules_a_look_out() -> None:
    assert scene(event("A wish"), rules=ONE).ruled_out()
    assert not scene(event("A crash"), rules=ONE).ruled_out()


def test_what_only_github_can_tell_is_not_ruled_out() -> None:
    assert not scene(event("A question")).ruled_out()


@pytest.mark.parametrize(
    ("seen", "at", "ruled_out"),
    [
        (None, NOW, True),
        (NOW - timedelta(seconds=1), NOW, True),
        (NOW, NOW, False),
        (NOW + timedelta(seconds=1), NOW, False),
        (None, None, False),
    ],
)
def test_only_the_newest_word_rules_anything_out(seen: Any, at: Any, ruled_out: bool) -> None:
    record = replace(RECORD, github_updated_at=milliseconds(seen)) if seen else None
    assert scene(event("A wish", at=at), rules=ONE, record=record).ruled_out() is ruled_out


def test_of_two_payloads_of_one_second_neither_is_the_newest_for_sure() -> None:
    later = event("A wish", delivery="d-2")
    assert not scene(event("A crash"), later, rules=ONE).ruled_out()
    assert scene(event("A crash", at=NOW - timedelta(seconds=1)), later, rules=ONE).ruled_out()


def test_only_the_facts_of_rules_that_may_hold_are_wanted() -> None:
    assert "author.new" not in scene(event("A wish")).needs
    assert "author.new" in scene(event("A question")).needs


def test_a_rule_that_another_may_wake_is_looked_at_too() -> None:
    assert "assignees" in scene(event("A crash")).needs


def test_a_rule_that_a_milestone_may_wake_is_looked_at_too() -> None:
    rules = RULES.replace("when: {label: bug}", "when: {milestone: v1}").replace("{label: bug}", "{milestone: v1}")
    assert "assignees" in scene(event("A crash", facts={"milestone": None}), rules=rules).needs


@pytest.mark.parametrize("stale", [False, True])
def test_what_shows_an_unclear_write_is_asked_for_though_no_rule_wants_it_any_more(stale: bool) -> None:
    record = replace(RECORD, github_updated_at=milliseconds(NOW)) if stale else None
    said = replace(unsettled(NOW), entry=Entry("d-0", "5#1", "hello", 0, "hello", "comment"))
    assert "sections" not in scene(event("A wish"), rules=ONE, record=record).needs
    assert "sections" in scene(event("A wish"), rules=ONE, record=record, unsettled=(said,)).needs


def test_a_payload_that_may_be_stale_narrows_nothing() -> None:
    record = replace(RECORD, github_updated_at=milliseconds(NOW))
    assert "author.new" in scene(event("A wish"), record=record).needs


@pytest.mark.parametrize(
    ("changes", "fresh"),
    [
        ({}, True),
        ({"record": RECORD}, False),
        ({"unsettled": (unsettled(NOW),)}, False),
        ({"deeds": (("label", "bug"),)}, False),
        ({"tried": True}, False),
    ],
)
def test_only_the_first_word_on_an_item_never_touched_stands_in_for_a_look(changes: Any, fresh: bool) -> None:
    assert scene(**changes).fresh() is fresh


def test_an_old_or_a_second_word_does_not_stand_in_for_a_look() -> None:
    old = event(facts={})
    old = replace(old, facts=old.facts.but(created_at=NOW - timedelta(minutes=3)))
    undated = replace(old, facts=old.facts.but(created_at=BLANK.created_at))
    later = replace(event(), first=False)
    for one in ((old,), (undated,), (later,), (event(), event(delivery="d-2"))):
        assert not scene(*one).fresh()


@pytest.mark.parametrize(
    ("since", "known"),
    [(None, None), (NOW - timedelta(days=1), True), (NOW, None), (NOW + timedelta(days=1), None)],
)
def test_an_author_is_known_by_what_they_wrote_earlier(since: Any, known: Any) -> None:
    told = scene(author_since=milliseconds(since) if since else None)
    assert told.author_known is known
    author = told.said.author
    assert isinstance(author, Person)
    assert author.new is (False if known else NEW.new)


def test_episodes_go_on_while_a_rule_holds_and_begin_anew_afterwards() -> None:
    assert scene().episodes() == {"chain": 1}
    assert scene(record=replace(RECORD, standing={"chain": (2, True)})).episodes() == {"chain": 2}
    assert scene(record=replace(RECORD, standing={"chain": (2, False)})).episodes() == {"chain": 3}


@pytest.mark.parametrize(("seen", "number"), [((2, True), 3), ((2, False), 3), ((1, False), 3), ((3, True), 3)])
def test_an_episode_that_a_look_cut_short_has_ended_does_not_go_on(seen: tuple[int, bool], number: int) -> None:
    known = replace(RECORD, standing={"chain": seen})
    assert scene(record=known, over={"chain": 2}).episodes() == {"chain": number}


def test_an_unclear_write_is_waited_for_until_a_read_would_show_it() -> None:
    wait_for_unclear((), NOW, NOW)
    wait_for_unclear((unsettled(NOW - ANSWER_TAKES),), NOW, NOW)
    meant, ours = NOW - ANSWER_TAKES + timedelta(seconds=1), NOW + timedelta(hours=1)
    with pytest.raises(Ambiguous) as raised:
        wait_for_unclear((unsettled(NOW - 2 * ANSWER_TAKES), unsettled(meant)), NOW, ours)
    assert raised.value.settled_at == ours + timedelta(seconds=1)
    answered = replace(unsettled(NOW - timedelta(seconds=1)), clear_at=milliseconds(NOW))
    wait_for_unclear((answered,), NOW, NOW)


def test_a_rule_that_has_something_to_take_back_is_worth_a_look() -> None:
    rules = ONE.replace("on: issues.opened,", "while: true,").replace("do: [{label", "do: [{comment: Hello.}, {label")
    ours = frozenset({("crash", "label", "bug")})
    assert scene(event("A wish"), rules=rules).ruled_out()
    assert not scene(event("A wish"), rules=rules, ours=ours).ruled_out()
    assert {"labels", "sections"} <= scene(event("A wish"), rules=rules, ours=ours).needs


@pytest.mark.parametrize(
    ("heard", "labels", "changes", "lacks"),
    [
        ("sweep", "false", {}, True),
        ("issues.opened", "false", {}, False),
        ("sweep", "true", {}, False),
        ("sweep", "false", {"card_id": "PVTI_1"}, False),
        ("sweep", "false", {"stage": None}, False),
    ],
)
def test_a_card_that_may_be_missing_is_looked_for_where_nothing_happened(
    heard: str, labels: str, changes: dict[str, Any], *, lacks: bool
) -> None:
    rules = f"{ONE}\nboard: {{project: 1, labels: {labels}, stages: {{Triage: {{}}}}}}\n"
    record = replace(replace(RECORD, stage="Triage"), **changes)
    seen = scene(replace(event(), name=heard), rules=rules, record=record)
    assert seen.lacks_card() is lacks
    assert not lacks or seen.needs >= {"stage", "card", "board"}
