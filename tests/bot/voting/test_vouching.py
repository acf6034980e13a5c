"""Who vouches for a nominee: counted for people to see, each person once, and employers as far as they are known."""

from datetime import UTC, datetime

import pytest

from bot.action import Look
from bot.voting.ballots import Voice
from bot.voting.tally import Count, Tally
from bot.voting.vouching import employers_of, vouching
from rules.book import Rule
from rules.combine import All
from rules.facts import UNKNOWN, Facts, Maybe, Member
from rules.language import load
from rules.votes import Vote

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MEMBERS = (
    Member(login="ada", employer="Co-op"),
    Member(login="ben", employer="co-op "),
    Member(login="cem", employer="Independent"),
    Member(login="dot", employer="independent"),
    Member(login="eli"),
)
BOOK = load("""
project: {purpose: p}
roles:
  one: {requires: {sponsors: 3}}
  two: {requires: {sponsors: {count: 2, employers: 2}}}
  none: {requires: {contributions: 1}}
  bare: {}
rules: []
""")


def said(role: str, nominator: str, *support: str, people: Maybe[tuple[Member, ...]] = MEMBERS) -> str:
    vote = Vote(
        key="k", decision="d", rule="A", rule_id="A", position=0, cause="c", begun_at=NOON, closes_at=NOON,
        nominator=nominator, nominee="Nin", role=role,
    )  # fmt: skip
    voices = tuple(Voice(login=login, says="support", reason="", line="+1", at=NOON) for login in support)
    found = Tally("open", Count(voters=(), support=voices))
    rule = Rule("A", "A", 0, frozenset(), All(()), ())
    return vouching(vote, found, Look(BOOK, rule, 0, "c", Facts(people=people), {}))


def test_whoever_nominates_and_whoever_supports_vouches_once() -> None:
    assert said("one", "ada", "Ada", "ben", "nin") == "2 of 3 vouch for Nin."
    assert said("one", "nin") == "0 of 3 vouch for Nin."
    assert [said(role, "ada", "ben") for role in ("none", "bare", "gone", "")] == ["", "", "", ""]


def test_colleagues_count_as_one_employer() -> None:
    assert said("two", "ada", "ben") == "2 of 2 vouch for Nin. Employers among them: 1 of 2."
    assert said("two", "ada", "cem", people=UNKNOWN) == "2 of 2 vouch for Nin. Employers among them: 0 of 2."


@pytest.mark.parametrize(
    ("people", "employers"), [("ada ben", 1), ("ada cem dot", 3), ("eli zoe", 0), ("ADA eli", 1), ("", 0)]
)
def test_who_has_no_employer_stands_for_one_and_of_whom_nothing_is_known_for_none(people: str, employers: int) -> None:
    assert employers_of(people.split(), MEMBERS) == employers
