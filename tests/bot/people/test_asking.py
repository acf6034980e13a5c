"""Whom GitHub is asked about: everybody whom the rules may come to choose, and nobody else."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.people.asking import MOST, selectors_of, teams_to_ask, to_look_at
from rules.facts import UNKNOWN, Away, Facts, Group, Member
from rules.language import load
from rules.selector import Selector

PEOPLE = (
    Member(login="ana", roles=("editor",), languages=("de",), covers=("AT",)),
    Member(login="Ben", roles=("editor", "maintainer"), languages=("fr",)),
    Member(login="cem", roles=("maintainer",), languages=("de",)),
    Member(login="dia", roles=("editor",), away=(Away(),)),
)
OWNERS = "* @ana @zoe\ndocs/ @acme/docs\n"
FACTS = Facts(
    now=datetime(2026, 7, 2, tzinfo=UTC),
    people=PEOPLE,
    codeowners=OWNERS,
    teams={"acme/docs": ("eva",), "acme/web": ("fay",)},
    earned={"helper": ("hal", "ana")},
    groups=(Group(name="Vienna", organizers=("gia",)), Group(name="Graz", organizers=("ana",), mentor="ben")),
)


def looked_at(facts: Facts = FACTS, /, **keys: Any) -> tuple[str, ...]:
    return to_look_at([Selector.model_validate(keys)], facts, (), UTC)


@pytest.mark.parametrize(
    ("keys", "people"),
    [
        ({"users": ["ana", "ben"]}, ()),
        ({"users": ["ana", "{author}"], "never": "away"}, ("ana",)),
        ({"role": "editor"}, ("ana", "Ben")),
        ({"team": "acme/web"}, ("fay",)),
        ({"team": "acme/not-looked-at"}, ()),
        ({"owners": True}, ("ana", "zoe", "eva")),
        ({"role": "editor", "speaks": "{language}"}, ("ana", "Ben")),
        ({"role": "editor", "speaks": "de"}, ("ana",)),
        ({"speaks": "{language}"}, ("ana", "Ben", "cem")),
        ({"covers": "AT"}, ("ana",)),
        ({"group": "vienna"}, ("gia",)),
        ({"role": "helper"}, ("hal", "ana")),
        ({"group": "{field.Group}"}, ("gia", "ana")),
        ({"owners": True, "speaks": "{language}"}, ("ana", "zoe", "eva")),
    ],
)
def test_those_whom_a_selector_may_come_to(keys: dict[str, Any], people: tuple[str, ...]) -> None:
    assert looked_at(**keys) == people


def test_owners_that_nobody_knows_are_nobody() -> None:
    assert looked_at(FACTS.but(codeowners=UNKNOWN), owners=True) == ()


def test_of_very_many_only_the_first_are_asked_about() -> None:
    many = FACTS.but(people=tuple(Member(login=f"p{n}", roles=("editor",)) for n in range(MOST + 1)))
    assert looked_at(many, role="editor") == tuple(f"p{n}" for n in range(MOST))


def test_rules_choose_by_their_goals_and_by_what_these_fall_back_to() -> None:
    book = load(
        "project: {purpose: p}\nrules:\n"
        "  - {name: A, do: [{assign: {role: a, fallback: {role: b, fallback: {need: c}}}}, {label: x}]}\n"
        "  - {name: B, do: [{unassign: {role: c}}, {request_review: {team: acme/docs}}]}\n"
    )
    found = selectors_of(book.rules)
    assert [(one.role, one.team) for one in found] == [(("a",), None), (("b",), None), (None, ("acme/docs",))]


def test_teams_of_codeowners_are_asked_for_where_a_rule_means_the_owners() -> None:
    assert teams_to_ask([Selector(role=("a",)), Selector(owners=True)], OWNERS) == ("acme/docs",)
    assert teams_to_ask([Selector(role=("a",))], OWNERS) == ()
