"""Who is next: the line moves as the item is taken and given back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.action import HeldBack
from bot.actions.comment import Say
from bot.actions.wait import Queue
from bot.taking.line import LINE, TURN, kept_in_line, taken
from rules.facts import UNKNOWN, Facts, Member, Person
from rules.language import load
from rules.takers import Taker

NOW = datetime(2026, 3, 9, 9, tzinfo=UTC)
BOOK = load("project: {purpose: p}\nrules: []")
ADA, BEN = (Taker(login=login, at=NOW - timedelta(days=day)) for login, day in (("Ada", 3), ("ben", 2)))
TURN_OF_ADA = "@Ada, you waited for this, and it is free now. Say `/assign` if you still want it."


def told(one: Taker, at: datetime = NOW) -> Taker:
    return Taker(login=one.login, at=one.at, has=one.has, told_at=at)


def has(login: str) -> Taker:
    return Taker(login=login, at=NOW, has=True)


def facts(*takers: Taker, **more: Any) -> Facts:
    known: dict[str, Any] = {"kind": "issue", "state": "open", "assignees": (), "sections": {}, "now": NOW}
    given = {**known, "author": Person(login="eve"), "title": "T", "labels": (), "undone": frozenset(), **more}
    return Facts(takers=takers, **given)


def kept(facts: Facts) -> tuple[list[str], list[tuple[str, bool]]]:
    """Who moves in the line, and what is said."""
    found = list(kept_in_line(BOOK, facts, "c1"))
    moves = [one.targets[0] for one in found if isinstance(one, Queue)]
    return moves, [(one.body, one.notify) for one in found if isinstance(one, Say)]


def test_where_nobody_waits_nothing_is_to_be_done() -> None:
    assert list(kept_in_line(BOOK, facts(), "c1")) == []


def test_while_somebody_has_it_the_others_wait() -> None:
    assert kept(facts(BEN, ADA, assignees=("cem",))) == ([], [("Next in line: Ada, ben.", False)])


def test_whoever_asked_first_is_told_first() -> None:
    assert kept(facts(BEN, ADA)) == (["ada=told"], [(f"{TURN_OF_ADA}\n\nNext in line: ben.", True)])


def test_a_turn_lasts_some_days_and_then_it_is_the_next_ones() -> None:
    said = {LINE: f"{TURN_OF_ADA}\n\nNext in line: ben."}
    assert kept(facts(told(ADA, NOW - TURN + timedelta(seconds=1)), BEN, sections=said)) == ([], [])
    moves, [(body, notify)] = kept(facts(told(ADA, NOW - TURN), BEN, sections=said))
    assert (moves, body, notify) == (["ada=left", "ben=told"], TURN_OF_ADA.replace("Ada", "ben"), True)


def test_when_all_turns_are_over_nothing_is_said_any_more() -> None:
    assert kept(facts(told(ADA, NOW - TURN), sections={LINE: TURN_OF_ADA})) == (["ada=left"], [("", False)])


def test_whoever_has_it_waits_no_more() -> None:
    said = {LINE: f"{TURN_OF_ADA}\n\nNext in line: ben."}
    moves, says = kept(facts(told(ADA), BEN, assignees=("ada",), sections=said))
    assert (moves, says) == (["ada=left"], [("Next in line: ben.", False)])


def test_a_turn_that_another_one_used_comes_again() -> None:
    moves, says = kept(facts(told(ADA), BEN, assignees=("cem",)))
    assert (moves, says) == (["ada=waits"], [("Next in line: Ada, ben.", False)])


def test_whose_turn_it_is_hears_of_it_in_their_own_language() -> None:
    people = (Member(login="ada", languages=("de",)),)
    [(said, anew)] = kept(facts(ADA, BEN, people=people))[1]
    turn, line = said.split("\n\n")
    assert (turn.partition(",")[0], "frei" in turn, line, anew) == ("@Ada", True, "Next in line: ben.", True)


@pytest.mark.parametrize("state", ["closed", "merged"])
def test_of_what_is_closed_nobody_is_told(state: str) -> None:
    assert kept(facts(ADA, state=state)) == ([], [])
    assert kept(facts(told(ADA), state=state, sections={LINE: "x"})) == (["ada=waits"], [("", False)])


def test_whom_github_cannot_assign_is_named() -> None:
    assert kept(facts(has("cem"), BEN, assignees=("cem",))) == (
        [],
        [("**cem** is on this.\n\nNext in line: ben.", False)],
    )


def test_whoever_gave_it_back_is_named_no_more() -> None:
    assert kept(facts(has("cem"), sections={LINE: "**cem** is on this."})) == (["cem=left"], [("", False)])


def test_a_long_line_is_told_in_short() -> None:
    waiting = [Taker(login=f"p{number}", at=NOW) for number in range(8)]
    assert kept(facts(*waiting, assignees=("cem",)))[1] == [("Next in line: p0, p1, p2, p3, p4. And 3 more.", False)]


def test_what_is_not_known_is_not_acted_on() -> None:
    assert kept(facts(ADA, sections=UNKNOWN)) == ([], [])


def test_a_comment_that_a_person_deleted_stays_away() -> None:
    found = list(kept_in_line(BOOK, facts(ADA, silenced=True), "c1"))
    assert [one.targets for one in found if isinstance(one, Queue)] == [("ada=told",)]
    assert [one.why for one in found if isinstance(one, HeldBack)] == ["a person deleted the bot's comment"]


def test_those_whom_github_cannot_assign_have_it_until_github_shows_them() -> None:
    assert taken(("ben",), (has("Cem"), ADA)) == {"takers": (has("Cem"), ADA), "assignees": ("ben", "Cem")}
    assert taken(("cem",), (has("Cem"), ADA)) == {"takers": (ADA,), "assignees": ("cem",)}
    assert taken(UNKNOWN, (ADA,)) == {"takers": (ADA,)}
    assert taken(("ben",), ()) == {"takers": ()}
