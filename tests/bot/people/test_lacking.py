"""What a community needs: seats, regions, deputies, and what people said."""

from typing import Any

import pytest

from bot.people.lacking import needed
from rules.facts import UNKNOWN, Facts, Member
from rules.language import load

BOOK = load("""project: {purpose: Tests}
roles: {ambassador: {}, maintainer: {seats: [print, meetings]}}
regions: {DACH: [DE, AT], Nordics: [NO, SE]}
rules: []
""")


def member(login: str, *roles: str, **more: Any) -> Member:
    return Member(login=login, roles=roles, **more)


ADA = member("ada", "maintainer", seats=("Print", "meetings"), covers=("dach",))
BEN = member("ben", "ambassador", covers=("AT", "NO"))
CEM = member("cem", "ambassador", covers=("Nordics",))


def told(*people: Member, **more: Any) -> list[str]:
    facts = Facts(people=people, **{"missed": (), "private": False, **more})
    return [line.replace("\\", "") for line in needed(BOOK, facts, "en")]


def test_where_everything_has_somebody_nothing_is_needed() -> None:
    assert told(ADA, BEN, CEM) == []


def test_an_empty_seat_comes_first_then_regions_then_what_people_said_most() -> None:
    said = (("a tool", 1), ("tea", 2), ("a b", 1), ("c", 1), ("d", 1), ("e", 1))
    assert told(member("ada", "maintainer", seats=("print",), covers=("DE", "AT")), missed=said) == [
        "Nobody holds the seat **meetings** (maintainer).",
        "Only ada covers DACH: a deputy is needed.",
        "Nobody covers Nordics.",
        "Asked for: tea (2).",
        *(f"Asked for: {what} (1)." for what in ("a b", "a tool", "c", "d")),
    ]


@pytest.mark.parametrize(("private", "close"), [(True, " Close to it: eva, fay, gus."), (False, ""), (UNKNOWN, "")])
def test_who_might_stand_in_is_told_where_not_everybody_reads_it(private: Any, close: str) -> None:
    near = [member(login, country="DE") for login in ("eva", "fay", "gus", "hal")]
    shy = member("dot", country="AT", opted_out=True)
    [said] = told(ADA, CEM, member("nel", "ambassador", covers=("SE",)), shy, *near, private=private)
    assert said == f"Only ada covers DACH: a deputy is needed.{close}"


def test_without_a_people_file_only_what_people_said_is_known_nothing_else_is_hidden() -> None:
    facts = Facts(people=UNKNOWN, missed=UNKNOWN)
    assert len(list(needed(BOOK, facts, "de"))) == 4
