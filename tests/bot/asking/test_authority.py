import pytest

from bot.asking.authority import ANYONE, authorised, may, who_may
from rules.facts import UNKNOWN, Facts, Member, Person
from rules.language import load

BOOK = load("""
project: {purpose: p}
roles: {triager: {may: triage}, editor: {may: [stage, triage]}, steward: {may: everything}, reader: {}}
rules: []
""")
PEOPLE = tuple(Member(login=f"{role}-{n}", roles=(role,)) for role in ("triager", "editor", "steward") for n in (1, 2))
WORDS = ("triage", "stage", "vote", "everything")


def words(login: str, role: str | None = None) -> list[str]:
    facts = Facts(people=PEOPLE, permissions={login.lower(): role} if role else {})
    person = authorised(Person(login=login), facts, BOOK)
    assert may(person, ANYONE)
    return [word for word in WORDS if may(person, word)]


@pytest.mark.parametrize(
    ("login", "able"),
    [
        ("Triager-1", ["triage"]),
        ("editor-2", ["triage", "stage"]),
        ("steward-1", list(WORDS)),
        ("reader", []),
        ("ghost", []),
    ],
)
def test_a_role_gives_what_the_rule_file_says(login: str, able: list[str]) -> None:
    assert words(login) == able


@pytest.mark.parametrize(
    ("role", "able"),
    [
        ("admin", list(WORDS)),
        ("maintain", list(WORDS)),
        ("write", ["triage", "stage"]),
        ("triage", ["triage"]),
        ("read", []),
        ("none", []),
        ("security-officer", []),
    ],
)
def test_what_github_allows_counts_too(role: str, able: list[str]) -> None:
    assert words("Somebody", role) == able


def test_both_count_together() -> None:
    assert words("triager-1", "read") == ["triage"]
    assert words("triager-1", "write") == ["triage", "stage"]


def test_a_bot_may_nothing_by_the_people_file() -> None:
    bot = authorised(Person(login="steward-1", bot=True), Facts(people=PEOPLE), BOOK)
    assert (bot.may, may(bot, "triage")) == (frozenset(), False)


def test_without_a_people_file_nobody_is_listed() -> None:
    nobody = authorised(Person(login="steward-1"), Facts(people=UNKNOWN), BOOK)
    assert (nobody.may, who_may("triage", Facts(people=UNKNOWN), BOOK)) == (frozenset(), ())


def test_a_few_of_those_who_may_are_named_in_the_order_of_the_file() -> None:
    told = [who_may(word, Facts(people=PEOPLE), BOOK) for word in ("triage", "everything")]
    assert told == [("triager-1", "triager-2", "editor-1"), ("steward-1", "steward-2")]
