"""Whom a wish is for."""

import pytest

from bot.hearing.calls import hear
from bot.planning.occasion import Occasion
from bot.taking.whom import MOST_LOOKED_AT, bare_name_in, claimants_of, others_in, takers_in
from rules.facts import Person


@pytest.mark.parametrize(
    ("wish", "takers"),
    [
        ("", ("me",)),
        ("me", ("me",)),
        ("@Me", ("me",)),
        ("because I can", ("me",)),
        ("@ada", ("ada",)),
        ("@ada, @Ben and @ada", ("ada", "Ben")),
        ("@ada @me", ("ada", "me")),
        ("@ada_orchard", ("ada_orchard",)),
        ("to the team @acme/docs", ("me",)),
        ("write to me@example.org", ("me",)),
    ],
)
def test_a_wish_is_for_whoever_speaks_or_for_those_whom_it_names(wish: str, takers: tuple[str, ...]) -> None:
    assert takers_in(wish, "me") == takers


def test_a_wish_names_ten_people_at_most() -> None:
    assert len(others_in(" ".join(f"@p{number}" for number in range(99)), "me")) == 10


@pytest.mark.parametrize(
    ("wish", "name"), [("ada", "ada"), ("it!", "it"), ("me", ""), ("Speaker", ""), ("a b", ""), ("@ada", ""), ("", "")]
)
def test_a_word_alone_may_be_somebodys_name(wish: str, name: str) -> None:
    assert bare_name_in(wish, "speaker") == name


def asks(login: str, line: str) -> Occasion:
    heard = hear([line], {"assign": "assign", "help": "help"}, "fingerpost[bot]")
    return Occasion("c", "issue_comment.created", actor=Person(login=login), heard=heard)


def test_those_who_speak_are_looked_at_first_each_once() -> None:
    asked = [asks("ada", "/assign @ben @Cem"), asks("cem", "/assign"), asks("eve", "/help"), Occasion("c")]
    assert claimants_of(asked) == ("ada", "cem", "ben")


def test_nobody_makes_the_bot_look_at_everybody() -> None:
    many = [asks(f"s{n}", "/assign " + " ".join(f"@p{n}x{m}" for m in range(10))) for n in range(50)]
    found = claimants_of(many)
    assert (len(found), found[49]) == (MOST_LOOKED_AT, "s49")
