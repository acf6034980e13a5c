"""`credit`: who contributed what, once, and nobody who does not want to be named."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.action import Target
from bot.actions import VERBS
from bot.writing.credited import GiveCredit
from rules.facts import Facts, Member, Person, Review

WHOLE = [{"credit": ["author", "reviewers", "translators"]}]
TRANSLATING = {"translations": {"languages": ["en", "de"], "files": {"{name}.md": "translations/{lang}/{name}.md"}}}
WITH_PEOPLE = {"project": {"purpose": "Tests", "people": "people.yml"}}
REVIEWED = tuple(Review(author=login, state="APPROVED") for login in ("carol", "bob", "alice", "ghost", "helper[bot]"))


def recorded(decided: tuple[list[dict[str, Any]], list[str]]) -> list[str]:
    """The names under which something is to be remembered; nothing may be held back."""
    actions, held = decided
    assert ({action["do"] for action in actions} <= {"credit"}, held) == (True, [])
    return [action["name"] for action in actions]


def test_author_and_reviewers_have_their_credit(decide: Callable[..., Any], pull: Facts) -> None:
    told = recorded(decide(WHOLE, pull.but(reviews=REVIEWED)))
    assert told == ["credit: content, alice", "credit: review, bob", "credit: review, carol"]


def test_what_is_recorded_is_not_recorded_again(decide: Callable[..., Any], pull: Facts) -> None:
    before = frozenset({"credit: content, alice", "credit: review, bob"})
    told = recorded(decide(WHOLE, pull.but(reviews=REVIEWED, recorded=before)))
    assert told == ["credit: review, carol"]


def test_an_issue_has_an_author_and_no_reviewers(decide: Callable[..., Any], issue: Facts) -> None:
    assert recorded(decide(WHOLE, issue)) == ["credit: content, alice"]


@pytest.mark.parametrize("author", [Person(login="helper[bot]", bot=True), Person(login="ghost")])
def test_programs_and_deleted_accounts_have_no_credit(decide: Callable[..., Any], issue: Facts, author: Person) -> None:
    assert recorded(decide(WHOLE, issue.but(author=author))) == []


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("translations/de/a.md", "translation"),
        ("translations/en/a.md", "content"),
        ("src/a.py", "content"),
    ],
)
def test_whoever_translates_has_that_credit_instead(
    decide: Callable[..., Any], pull: Facts, path: str, type_: str
) -> None:
    assert recorded(decide(WHOLE, pull.but(files=(path,), committers=()), file=TRANSLATING)) == [
        f"credit: {type_}, alice"
    ]


def test_a_rule_may_say_another_type(decide: Callable[..., Any], issue: Facts) -> None:
    assert recorded(decide([{"credit": {"to": "author", "type": "talk"}}], issue)) == ["credit: talk, alice"]


def test_whoever_opted_out_is_counted_and_not_named(decide: Callable[..., Any], pull: Facts) -> None:
    quiet = tuple(Member(login=login, opted_out=True) for login in ("Bob", "carol"))
    told = recorded(decide(WHOLE, pull.but(reviews=REVIEWED, people=quiet), file=WITH_PEOPLE))
    assert told == ["credit: content, alice", "credit: review, somebody 1", "credit: review, somebody 2"]


def test_there_is_nothing_to_send(signed: dict[str, Any], target: Target) -> None:
    action = GiveCredit(**signed, name="credit: talk, alice")
    assert list(VERBS["credit"].writes([action], target)) == []
    assert (action.describe(), action.targets) == ("record the credit: talk, alice", ("credit: talk, alice",))
    assert (action.keys(), action.claims()) == (
        {"name": "credit: talk, alice"},
        {"record credit: talk, alice": "kept"},
    )


MIXED = ("trust.md", "translations/de/trust.md")
ALONE = ("translations/de/trust.md",)


@pytest.mark.parametrize(
    ("files", "committers", "told"),
    [
        (MIXED, ("alice", "theo", "helper[bot]"), ["credit: content, alice", "credit: translation, theo"]),
        (MIXED, ("alice", "helper[bot]"), ["credit: translation, alice"]),
        (ALONE, ("Alice", "theo"), ["credit: translation, alice", "credit: translation, theo"]),
        (("trust.md",), ("alice", "theo"), ["credit: content, alice"]),
    ],
    ids=["beside the author", "only a program beside", "nothing else in it", "no translation"],
)
def test_whoever_committed_to_translations_has_credit_beside_the_author(
    decide: Callable[..., Any], pull: Facts, files: Any, committers: Any, told: list[str]
) -> None:
    facts = pull.but(files=files, committers=committers)
    assert recorded(decide(WHOLE, facts, file=TRANSLATING)) == told


CODING = {"pathways": {"coding": {"files": "site/**", "credit": "code"}, "talks": {"form": "talk"}}}


@pytest.mark.parametrize(("path", "type_"), [("site/a.css", "code"), ("a.md", "content")])
def test_the_pathway_says_what_an_author_is_credited_with(
    decide: Callable[..., Any], pull: Facts, path: str, type_: str
) -> None:
    facts = pull.but(files=(path,))
    assert recorded(decide([{"credit": "author"}], facts, file=CODING)) == [f"credit: {type_}, alice"]
    asked = decide([{"credit": {"to": "author", "type": "talk"}}], facts, file=CODING)
    assert recorded(asked) == ["credit: talk, alice"]
    assert recorded(decide([{"credit": "reviewers"}], facts.but(reviews=REVIEWED[:1]), file=CODING)) == [
        "credit: review, carol"
    ]


def test_what_a_person_took_back_is_not_recorded_again(decide: Callable[..., Any], issue: Facts) -> None:
    facts = issue.but(overruled=frozenset({("credit", "credit: content, alice")}))
    assert decide(WHOLE, facts) == ([], ["credit: a person took it back"])


def test_what_somebody_said_more_of_is_recorded_already(decide: Callable[..., Any], issue: Facts) -> None:
    facts = issue.but(recorded=frozenset({"credit: content, alice: the whole of it"}))
    assert recorded(decide(WHOLE, facts)) == []


def test_a_credit_is_dropped_where_the_bot_gave_it_and_the_rule_does_not_hold_any_more(
    decide: Callable[..., Any], issue: Facts, signed: dict[str, Any]
) -> None:
    given = frozenset({("R", "credit", "credit: content, alice")})
    facts = issue.but(recorded=frozenset({"credit: content, alice", "credit: talk, bob"}), ours=given)
    told = decide([{"credit": "author"}], facts, when={"label": "docs"}, **{"while": True})
    assert told == ([{"do": "credit", "name": "credit: content, alice"}], [])
    dropped = GiveCredit(**signed, name="credit: content, alice", dropped=True)
    assert dropped.describe() == "drop the credit: content, alice"
    assert dropped.applied_to(facts).recorded == frozenset({"credit: talk, bob"})
