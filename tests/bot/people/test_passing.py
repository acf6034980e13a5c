"""Why people are passed over: nobody who is away, busy or full, never a colleague where the rule says so."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.people.passing import Passing
from bot.people.pool import Meant
from rules.facts import UNKNOWN, Away, Candidate, Facts, Member, Person
from rules.selector import Selector

JULY = Away(since=date(2026, 7, 1), until=date(2026, 8, 15))
PEOPLE = (
    Member(login="author", employer="Acme"),
    Member(login="gone", away=(JULY,)),
    Member(login="lost", away=(Away(),)),
    Member(login="busy"),
    Member(login="full", capacity=2),
    Member(login="free", capacity=3, id=5, employer="acme"),
    Member(login="taken", id=6),
)
FACTS = Facts(
    now=datetime(2026, 7, 2, 12, tzinfo=UTC),
    author=Person(login="Author"),
    people=PEOPLE,
    assignees=("Free",),
    candidates={
        "busy": Candidate(limited=True, id=3),
        "full": Candidate(open_items=2, id=4),
        "free": Candidate(open_items=2, id=5),
        "taken": Candidate(id=7),
        "nobody": Candidate(),
        "passerby": Candidate(id=8, outsider=True),
    },
)


def why(login: str, facts: Facts = FACTS, *, named: bool = False, **keys: Any) -> str:
    selector = Selector.model_validate({"role": "any", **keys})
    return Passing(selector, facts, {"barred": "a person took this back"}, UTC).why(Meant(login, named=named))


@pytest.mark.parametrize(
    ("login", "reason"),
    [
        ("Barred", "a person took this back"),
        ("gone", "is away until 2026-08-15"),
        ("lost", "is away"),
        ("busy", "is busy, by their status on GitHub"),
        ("Full", "has 2 open items and takes 2"),
        ("free", ""),
        ("taken", "is another account than 6, which the people file means"),
        ("nobody", "is nobody on GitHub; was the account renamed?"),
        ("passerby", "has no access to this repository, so that GitHub lets nobody ask them"),
        ("stranger", ""),
    ],
)
def test_nobody_is_asked_who_is_away_busy_or_full(login: str, reason: str) -> None:
    assert why(login) == reason


@pytest.mark.parametrize("login", ["gone", "busy", "full", "taken"])
def test_whom_the_rule_names_is_asked_whatever_they_have_to_do(login: str) -> None:
    assert why(login, named=True) == ""


def test_whom_the_rule_names_is_passed_over_for_what_the_rule_says() -> None:
    assert why("gone", named=True, never="away") == "is away until 2026-08-15"
    assert why("gone", named=True, never="full") == ""
    assert why("full", named=True, never=["over_capacity"]) == "has 2 open items and takes 2"


def test_a_colleague_of_the_author_is_passed_over_only_where_the_rule_says_so() -> None:
    reason = "works for the same employer as the author"
    assert (why("free"), why("free", never="same_employer")) == ("", reason)
    assert why("free", FACTS.but(author=UNKNOWN), never="same_employer") == ""
    assert why("free", FACTS.but(author=Person(login="stranger", id=9)), never="same_employer") == ""


def test_who_has_the_item_is_passed_over_only_where_the_rule_says_so() -> None:
    assert (why("free"), why("free", never="assignee")) == ("", "has the item already")
    assert why("full", FACTS.but(candidates=UNKNOWN), never="assignee") == ""


def test_what_nobody_knows_passes_nobody_over() -> None:
    blank = FACTS.but(candidates=UNKNOWN, now=UNKNOWN, people=UNKNOWN)
    assert [why(login, blank) for login in ("gone", "busy", "full", "taken")] == ["", "", "", ""]
