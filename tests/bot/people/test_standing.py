"""What an entry means: whose it is, what its roles allow, whether the person is there."""

from datetime import UTC, date, datetime

import pytest

from bot.people.standing import (
    EVERYTHING,
    absence_of,
    allowed,
    colleagues,
    entry_of,
    placed,
    with_absences,
)
from rules.contribution import Contribution
from rules.facts import UNKNOWN, Away, Facts, Member, Person
from rules.sections import Role

ROLES = {
    "editor": Role(may=("triage", "stage")),
    "ambassador": Role(may=("vote", "triage")),
    "maintainer": Role(may=("everything",)),
    "emeritus": Role(),
}
FRIEND = {"granted": "automatically", "requires": {"contributions": 1}, "may": "suggest"}
MONA = Member(login="mona", id=7, roles=("editor",))
BOB = Member(login="bob", roles=("ambassador", "gardener"))
PEOPLE = (MONA, BOB)
FACTS = Facts(people=PEOPLE)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("login", "number", "entry"),
    [
        ("mona", 7, MONA),
        ("MONA", None, MONA),
        ("mona-renamed", 7, MONA),
        ("mona", 8, None),
        ("bob", 9, BOB),
        ("Bob", None, BOB),
        ("carol", 10, None),
    ],
)
def test_an_entry_follows_the_account_and_not_whoever_takes_its_name(
    login: str, number: int | None, entry: Member | None
) -> None:
    assert entry_of(login, number, PEOPLE) == entry


def test_roles_allow_together_what_each_of_them_allows() -> None:
    assert allowed(("editor", "ambassador"), ROLES) == {"triage", "stage", "vote"}
    assert allowed(("emeritus", "gardener"), ROLES) == frozenset()
    assert allowed(("editor", "maintainer"), ROLES) == EVERYTHING


def test_a_person_is_placed_by_the_people_file() -> None:
    bob = placed(Person(login="Bob"), FACTS, ROLES)
    assert bob == Person(login="Bob", roles=("ambassador", "gardener"), may=frozenset({"vote", "triage"}))
    stranger = placed(Person(login="mona", id=8), FACTS, ROLES)
    assert stranger == Person(login="mona", id=8, roles=(), may=frozenset())


def test_a_role_that_comes_by_itself_allows_what_it_allows() -> None:
    ladder = {**ROLES, "friend": Role.model_validate(FRIEND)}
    done = {"bob": (Contribution(pathway="", at=NOW, cause="#1"),)}
    facts = FACTS.but(contributed=done, now=NOW)
    bob = placed(Person(login="Bob"), facts, ladder)
    may = frozenset({"vote", "triage", "suggest"})
    assert bob == Person(login="Bob", roles=("ambassador", "gardener", "friend"), may=may)
    assert placed(Person(login="carol"), facts, ladder).roles == ()
    assert placed(Person(login="bob", bot=True), facts, ladder).roles == ()
    assert placed(Person(login="bob"), facts.but(contributed=UNKNOWN), ladder).roles == ("ambassador", "gardener")


def test_a_bot_has_no_role_though_it_is_listed() -> None:
    assert placed(Person(login="bob", bot=True), FACTS, ROLES).roles == ()


def test_what_is_known_of_a_person_stays() -> None:
    told = Person(login="bob", roles=("editor",))
    assert placed(told, FACTS, ROLES) == Person(login="bob", roles=("editor",), may=frozenset({"triage", "stage"}))
    asked = Person(login="bob", may=frozenset({"vote"}))
    assert placed(asked, FACTS, ROLES) == Person(login="bob", roles=BOB.roles, may=frozenset({"vote"}))
    whole = Person(login="bob", roles=(), may=frozenset())
    assert placed(whole, FACTS, ROLES) is whole


@pytest.mark.parametrize(
    ("away", "there"),
    [
        (Away(since=date(2026, 7, 1), until=date(2026, 7, 3)), False),
        (Away(since=date(2026, 7, 2), until=date(2026, 7, 2)), False),
        (Away(since=date(2026, 7, 3)), True),
        (Away(until=date(2026, 7, 1)), True),
        (Away(), False),
    ],
)
def test_absences_are_whole_days(away: Away, there: bool) -> None:
    noon = datetime(2026, 7, 2, 12, tzinfo=UTC)
    assert (absence_of(Member(login="bob", away=(away,)), noon, UTC) is None) is there


def test_a_day_begins_where_the_person_lives() -> None:
    away = (Away(since=date(2026, 7, 2), until=date(2026, 7, 2)),)
    evening = datetime(2026, 7, 1, 16, tzinfo=UTC)
    assert absence_of(Member(login="aiko", zone="Asia/Tokyo", away=away), evening, UTC) == away[0]
    assert absence_of(Member(login="bob", away=away), evening, UTC) is None


def test_colleagues_have_the_same_employer_and_two_who_work_for_nobody_are_none() -> None:
    assert colleagues(Member(login="a", employer="Acme "), Member(login="b", employer="acme"))
    assert not colleagues(Member(login="a", employer="Acme"), Member(login="b", employer="Example"))
    assert not colleagues(Member(login="a", employer="Independent"), Member(login="b", employer="independent"))
    assert not colleagues(Member(login="a"), Member(login="b"))


def test_what_people_told_the_bot_of_being_away_counts_as_what_they_wrote() -> None:
    away = Away(until=date(2026, 7, 2))
    written = Member(login="Bob", away=(Away(since=date(2026, 12, 24)),))
    assert with_absences((MONA, written), {"bob": away, "stranger": away}) == (
        MONA,
        Member(login="Bob", away=(*written.away, away)),
        Member(login="stranger", away=(away,)),
    )
    assert with_absences([MONA], {}) == (MONA,)
