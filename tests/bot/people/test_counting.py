"""What is counted as somebody's contribution."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.actions.record import KeepRecord
from bot.events import Event, Move
from bot.people.counting import Counted, counted, counts, credited, ended_well, needs_of_counting
from bot.planning.occasion import Occasion
from bot.writing.credited import GiveCredit
from rules.facts import BLANK, UNKNOWN, Facts, Person
from rules.forms import Field, Form
from rules.language import load

BOOK = load("""
project: {purpose: Tests}
roles: {editor: {}}
board: {stages: {Drafting: , Published: {done: true}, Closed: {done: true, counts: false}}}
pathways:
  reviewing: {counts: pull_request_review.submitted}
  triaging: {counts: command.triage}
  greeting: {counts: command.hello}
  answering: {form: ask, counts: issues.closed}
  translating: {files: "i18n/**", credit: translation}
  coding: {files: "site/**"}
rules: []
""")
BARE = load("project: {purpose: Tests}\nroles: {editor: {}}\nrules: []\n")
NOTHING = load("project: {purpose: Tests}\nrules: []\n")
ADA, BEN, BOT = Person(login="ada", id=1), Person(login="ben", id=2), Person(login="ci[bot]", bot=True)
BEN_AS_NAMED = Person(login="ben")
ASK = Form(path="ask.yml", name="ask", fields=(Field(label="Topic"),))


def pull(**more: Any) -> Facts:
    told = {
        "kind": "pull_request",
        "number": 7,
        "state": "open",
        "author": ADA,
        "labels": (),
        "files": (),
        "stage": None,
    }
    return Facts(**{**told, **more})


def issue(**more: Any) -> Facts:
    told = {
        "kind": "issue", "number": 7, "state": "closed", "ended": "completed", "author": ADA, "labels": (), "body": "",
        "title": "", "forms": (ASK,), "stage": None,
    }  # fmt: skip
    return Facts(**{**told, **more})


def event(name: str, **more: Any) -> Event:
    return Event("d1", name, 1, ADA, **more)


def did(name: str, actor: Person | None = BEN, **more: Any) -> Occasion:
    return Occasion("c1", name, actor=actor, **more)


@pytest.mark.parametrize(
    ("facts", "well"),
    [
        (pull(state="merged"), True),
        (pull(state="closed", ended=None), False),
        (pull(stage="published"), True),
        (pull(state="merged", stage="Closed"), False),
        (pull(state="merged", stage="Drafting"), True),
        (pull(state="merged", stage="Elsewhere"), True),
        (issue(), True),
        (issue(ended="not_planned"), False),
        (issue(ended=None), False),
        (issue(state="open", ended="reopened"), False),
        (issue(ended=UNKNOWN), False),
    ],
)
def test_an_item_ends_well_when_it_is_merged_completed_or_done(facts: Facts, well: bool) -> None:
    assert ended_well(BOOK, facts) is well
    assert [one.kind for one in counted(BOOK, facts, ())] == (["item"] if well else [])
    assert list(counted(BOOK, facts, (), ends=False)) == []


@pytest.mark.parametrize(
    ("facts", "pathway"),
    [
        (pull(state="merged", files=("site/a.css", "i18n/fr.md")), "translating"),
        (pull(state="merged", files=("README.md",)), ""),
        (pull(state="merged", files=UNKNOWN), ""),
        (pull(state="merged", labels=("path/triaging",)), ""),
        (issue(body="### Topic\n\nTrust"), ""),
    ],
)
def test_it_is_its_authors_on_the_pathway_that_it_is_on(facts: Facts, pathway: str) -> None:
    assert list(counted(BOOK, facts, ())) == [Counted(kind="item", person=ADA, pathway=pathway)]


def test_what_is_accepted_counts_from_then_on() -> None:
    open_idea, asked = issue(state="open", ended=None, labels=("path/coding",)), [("c1", "accept", "ben")]
    assert list(counted(BOOK, open_idea, [], asked)) == [Counted(kind="item", person=ADA, pathway="coding")]
    assert list(counted(BOOK, open_idea, [], asked, ends=False)) == [Counted(kind="item", person=ADA, pathway="coding")]
    assert list(counted(BOOK, open_idea.but(author=BOT), [], asked)) == []


def test_nobody_is_credited_for_what_programs_and_deleted_accounts_did() -> None:
    for author in (BOT, Person(login="ghost"), UNKNOWN):
        assert list(counted(BOOK, pull(state="merged", author=author), ())) == []
    for actor in (BOT, Person(login="ghost"), None):
        assert list(counted(BOOK, pull(), [did("pull_request_review.submitted", actor)])) == []
    assert list(counted(BOOK, pull(), [did("pull_request_review.submitted", own=True)])) == []
    assert list(counted(BOOK, pull(), [Occasion("c1", None, actor=BEN)])) == []


def test_a_review_counts_for_the_reviewer_and_not_where_it_is_the_authors_own() -> None:
    review = "pull_request_review.submitted"
    assert list(counted(BOOK, pull(), [did(review)])) == [Counted(kind=review, person=BEN, pathway="reviewing")]
    assert list(counted(BARE, pull(), [did(review)])) == [Counted(kind=review, person=BEN)]
    for book in (BOOK, BARE):
        assert list(counted(book, pull(), [did(review, Person(login="ADA"))])) == []
    assert list(counted(BARE, pull(author=UNKNOWN), [did(review)])) == [Counted(kind=review, person=BEN)]


def test_a_command_counts_where_it_was_obeyed_or_only_the_rules_know_it() -> None:
    occasions = [did("issue_comment.created", own_words=("hello", "bye"))]
    greeted = Counted(kind="command.hello", person=BEN, pathway="greeting")
    triaged = Counted(kind="command.triage", person=BEN, pathway="triaging")
    assert list(counted(BOOK, pull(), occasions)) == [greeted]
    asked = [("c1", "triage", "ben"), ("c1", "label", "ben"), ("c2", "triage", "cem")]
    assert list(counted(BOOK, pull(), occasions, asked)) == [greeted, triaged]


def test_what_is_counted_on_a_pathways_own_items_counts_on_no_others() -> None:
    answered = Counted(kind="issues.closed", person=BEN, pathway="answering")
    ask = issue(body="### Topic\n\nTrust", ended="not_planned")
    assert list(counted(BOOK, ask, [did("issues.closed")])) == [answered]
    assert list(counted(BOOK, issue(ended="not_planned"), [did("issues.closed")])) == []
    assert list(counted(BOOK, ask.but(forms=UNKNOWN), [did("issues.closed")])) == []


def test_whom_a_person_credits_gets_it_counted_on_the_pathway_of_that_credit() -> None:
    signed: dict[str, Any] = {"rule": "/credit", "position": 0, "cause": "c1"}
    named = GiveCredit(**signed, name="credit: translation, ben: Trust", login="ben", counted="ben")
    unnamed = GiveCredit(**signed, name="credit: talk, somebody 1", counted="cem")
    by_a_rule = GiveCredit(**signed, name="credit: content, ada", login="ada")
    odd = GiveCredit(**signed, name="talk", counted="ada")
    given = [named, unnamed, by_a_rule, odd, KeepRecord(**signed, name="credit: talk, ada")]
    assert list(credited(BOOK, given)) == [
        Counted(kind="credit translation", person=BEN_AS_NAMED, pathway="translating"),
        Counted(kind="credit talk", person=Person(login="cem")),
    ]
    assert list(credited(NOTHING, given)) == []


def test_where_there_are_neither_pathways_nor_roles_nothing_is_counted() -> None:
    assert (counts(BOOK), counts(BARE), counts(NOTHING)) == (True, True, False)
    assert list(counted(NOTHING, pull(state="merged"), [did("pull_request_review.submitted")])) == []
    assert needs_of_counting(NOTHING, [event("pull_request.closed")]) == frozenset()


WAYS = {"kind", "labels", "body", "forms", "title", "files"}
END = {"kind", "author", "state", "ended"}
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("heard", "needs"),
    [
        (event("pull_request.closed"), {*END, *WAYS, "stage"}),
        (event("issues.closed"), {*END, *WAYS, "stage"}),
        (event("projects_v2_item.edited", move=Move(1, "Status", "published")), {*END, *WAYS, "stage"}),
        (event("projects_v2_item.edited", move=Move(1, "Status", "Drafting")), set()),
        (event("projects_v2_item.edited", move=Move(1, "Status", None)), set()),
        (event("issues.labeled", facts=BLANK.but(event_label="Stage/Published")), {*END, *WAYS, "stage"}),
        (event("issues.labeled", facts=BLANK.but(event_label="stage/Drafting")), set()),
        (event("issues.labeled", facts=BLANK.but(event_label="published")), set()),
        (event("issues.unlabeled", facts=BLANK.but(event_label="stage/Published")), set()),
        (event("pull_request_review.submitted"), set()),
        (event("issues.edited", at=NOW), set()),
    ],
)
def test_github_is_asked_only_where_something_may_be_counted(heard: Event, needs: set[str]) -> None:
    assert needs_of_counting(BOOK, [heard]) == needs


def test_without_stages_and_pathways_an_end_needs_little() -> None:
    assert needs_of_counting(BARE, [event("pull_request.closed"), event("issues.opened")]) == END
    asking = load("project: {purpose: p}\npathways: {a: {form: ask, counts: issues.opened}}\nrules: []\n")
    assert needs_of_counting(asking, [event("issues.opened")]) == {"kind", "labels", "body", "forms", "title"}
