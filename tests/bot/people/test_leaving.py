"""Who leaves what, and what only they did."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.hearing.calls import Call, Heard
from bot.people.ladder import Climber
from bot.people.leaving import Leaving, leavers_of, leaving, only_theirs, rest_of
from bot.planning.occasion import Occasion
from rules.facts import Member, Person
from rules.sections import Role

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ROLES = {
    name: Role.model_validate(role)
    for name, role in {
        "ambassador": {"otherwise": "emeritus", "seats": "meetings"},
        "guide": {"otherwise": "friend"},
        "friend": {"requires": {"writing": 1}},
        "emeritus": {},
        "lost": {"otherwise": "nowhere"},
    }.items()
}
AMY = Member(login="amy", roles=("ambassador", "guide", "emeritus", "stranger"), seats=("Meetings", "Print"))


def said(login: str, *commands: str) -> Occasion:
    calls = tuple(Call(command, "", f"/{command}") for command in commands)
    return Occasion("c", "issue_comment.created", actor=Person(login=login), heard=Heard(calls=calls))


def test_those_leave_who_say_so_each_once_and_not_too_many() -> None:
    heard = [said("amy", "step-down", "label"), said("Amy", "step-down"), said("ben", "label"), Occasion("x", None)]
    assert leavers_of(heard) == ("Amy",)
    assert len(leavers_of([said(f"p{n}", "step-down") for n in range(9)])) == 5


@pytest.mark.parametrize(
    ("wish", "left"),
    [
        ("", Leaving(("ambassador", "guide", "stranger"), ("Meetings", "Print"))),
        ("Ambassador", Leaving(("ambassador",), ("Meetings",))),
        ("print", Leaving((), ("Print",))),
        ("emeritus", Leaving(("emeritus",))),
        ("stranger", Leaving(("stranger",))),
        ("nothing", Leaving()),
    ],
)
def test_all_is_left_or_what_is_named(wish: str, left: Leaving) -> None:
    climber = Climber(now=NOW, held=AMY.roles)
    assert leaving(AMY, wish, ROLES, climber) == left


def test_whoever_leaves_rests_where_they_were_long_enough() -> None:
    rests: list[Any] = [
        rest_of(role, ROLES, Climber(now=NOW)) for role in ("ambassador", "guide", "emeritus", "lost", "x")
    ]
    member = Member(login="ben", roles=("ambassador",))
    left = leaving(member, "", ROLES, Climber(now=NOW, held=member.roles))
    assert (rests, left.rests) == (["emeritus", "", "", "nowhere", ""], ("emeritus",))


def test_what_nobody_else_covers_or_speaks_is_only_theirs() -> None:
    amy = Member(login="amy", covers=("AT", "DACH"), languages=("de", "en"))
    others = (amy, Member(login="ben", covers=("at",), languages=("EN",)))
    assert (only_theirs(amy, others), only_theirs(amy, (amy,))) == (("DACH", "de"), ("AT", "DACH", "de", "en"))
