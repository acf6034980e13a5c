"""What is said of an item, and what is taken for true of it where nobody says otherwise. Pure."""

from dataclasses import replace
from typing import Any

from rules.book import Rulebook, needs_of
from rules.facts import BLANK, FACT_NAMES, UNKNOWN, Board, Facts, Person
from rules.votes import Talk
from rules.works import Works


def known_facts(facts: Facts) -> dict[str, Any]:
    """What these facts tell, by name; what is unknown or says nothing is left out."""
    told = {name: getattr(facts, name) for name in FACT_NAMES}
    return {name: value for name, value in told.items() if value is not UNKNOWN and value != getattr(BLANK, name)}


def assumed(book: Rulebook, *, complete: bool) -> Facts:
    """What is taken for true where a case does not say otherwise."""
    history = Facts(
        event_label=None,
        event_comment=None,
        undone=frozenset(),
        sections={},
        card=None,
        requested=(),
        came_from=(),
        private=False,
        opened=frozenset(),
        recorded=frozenset(),
        awaited={},
        commit="",
        own_checks={},
        votes=(),
        talk=Talk(),
        reacted=frozenset(),
        doings=(),
        inviting=(),
        contributed={},
        duties={},
        proposals={},
        granted={},
        went_on=(),
        pinned=False,
        cards={},
        board=board_of(book),
    )
    return history.but(**_nothing_else(book)) if complete else history


def board_of(book: Rulebook) -> Board:
    """The board that the rules name, as if the App had seen it."""
    if book.board is None or book.board.project is None:
        return Board(problem="the rules name no project")
    return Board(options=book.stages)


def _nothing_else(book: Rulebook) -> dict[str, Any]:
    """What is true of an item of which all has been said."""
    nobody = completed(Person(login=""), listed=False)
    return {
        "title": "",
        "body": "",
        "state": "open",
        "draft": False,
        "author": nobody,
        "actor": nobody,
        "labels": (),
        "assignees": (),
        "milestone": None,
        "locked": False,
        "reviews": (),
        "committers": (),
        "fields": {},
        "files": (),
        "works": Works(),
        "head": "",
        "base": "",
        "additions": 0,
        "deletions": 0,
        "checks": None,
        "check_runs": {},
        "linked": 0,
        "changers": (),
        "comments": 0,
        "reactions": 0,
        "people": (),
        "codeowners": "",
        "forms": (),
        "teams": dict.fromkeys(_named(book, "team:"), ()),
        "documents": dict.fromkeys(_named(book, "file:"), ""),
    }


def _named(book: Rulebook, part: str) -> list[str]:
    """The teams, or files, that the rules speak of."""
    return [need.removeprefix(part) for need in needs_of(book.rules) if need.startswith(part)]


def completed(person: Person, *, listed: bool) -> Person:
    """A person of whom nothing is true that was not said; the roles of one who is `listed` the people file tells."""
    empty: dict[str, Any] = {"association": "NONE", "new": False}
    empty |= {} if listed else {"roles": (), "may": frozenset()}
    return replace(person, **{name: value for name, value in empty.items() if getattr(person, name) is UNKNOWN})
