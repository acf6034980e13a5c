"""What became of the bot's own deeds: whether they stand, and which ones people took back. Pure.

Timelines tell who undid labels, assignees and requests. Of the rest the ledger says what the bot did last, and the item
says whether it is still so. Discussions have no timeline: there that is true of everything.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from rules.facts import Board, Facts, Unknown

Deed: TypeAlias = tuple[str, str]
"""Verb and target, as the ledger keeps them."""


@dataclass(frozen=True, slots=True)
class _Trace:
    """Where an item shows a deed.

    Attributes:
        place: the fact.
        alone: whether the place holds one thing, so that the bot's last deed there is the one that counts.
        removing: whether the deed is that something is not there.
        timeline: whether GitHub's timeline tells of it.
    """

    place: str
    alone: bool = False
    removing: bool = False
    timeline: bool = False


_TRACES: Mapping[str, _Trace] = {
    "label": _Trace("labels", timeline=True),
    "unlabel": _Trace("labels", removing=True, timeline=True),
    "assign": _Trace("assignees", timeline=True),
    "unassign": _Trace("assignees", removing=True, timeline=True),
    "request_review": _Trace("requested", timeline=True),
    "comment": _Trace("sections", timeline=True),
    "stage": _Trace("stage", alone=True),
    "milestone": _Trace("milestone", alone=True),
    "close": _Trace("state", alone=True),
    "reopen": _Trace("state", alone=True),
    "lock": _Trace("locked", alone=True),
    "pin": _Trace("pinned", alone=True),
    "draft": _Trace("draft", alone=True),
    "react": _Trace("reacted"),
    "board_field": _Trace("fields"),
    "add_to": _Trace("cards"),
    "remove_from": _Trace("cards", removing=True),
    "archive_on": _Trace("archived"),
}


def place_of(verb: str) -> str | None:
    """The fact that shows a verb's deeds; None where none does."""
    place = _TRACES[verb].place if verb in _TRACES else None
    return "cards" if place == "archived" else place


PLACES = frozenset(place for verb in _TRACES if (place := place_of(verb)))
"""The facts that deeds change."""


def stands(deed: Deed, facts: Facts) -> bool | None:
    """Whether an item shows a deed; None where the facts do not tell."""
    verb, target = deed
    trace = _TRACES.get(verb)
    there = None if trace is None else _there(trace.place, facts)
    if trace is None or there is None:
        return None
    return (target.lower() in {one.lower() for one in there}) is not trace.removing


def taken_back(deeds: Iterable[Deed], facts: Facts) -> frozenset[Deed]:
    """The deeds that somebody undid, as far as no timeline tells of them.

    Args:
        deeds: all that the bot did to the item, oldest first; where it changed one thing twice, the last one counts.
        facts: the item now.
    """
    board = isinstance(facts.board, Board) and facts.board.problem is None
    found = set()
    for verb, target in last_deeds(deeds):
        trace = _TRACES.get(verb)
        told = trace is None or (trace.timeline and facts.kind != "discussion")
        unseen = verb == "stage" and not board and facts.kind != "discussion"
        if not told and not unseen and stands((verb, target), facts) is False:
            found.add((verb, target.lower()))
    return frozenset(found)


def ours(deeds: Iterable[tuple[str, str, str]]) -> frozenset[tuple[str, str, str]]:
    """Of all that the bot did, oldest first, as (rule, verb, target): what it has not changed again itself."""
    return frozenset({_thing(verb, target): (rule, verb, target) for rule, verb, target in deeds}.values())


def stage_before(deeds: Iterable[Deed]) -> str | None:
    """The stage that the bot had put the item in before it put it in another one."""
    stages = [target for verb, target in deeds if verb == "stage"]
    return next((stage for stage in reversed(stages) if stage.lower() != stages[-1].lower()), None)


def last_deeds(deeds: Iterable[Deed]) -> Iterable[Deed]:
    """Of each thing that the bot changed, what it did last."""
    return {_thing(verb, target): (verb, target) for verb, target in deeds}.values()


def _thing(verb: str, target: str) -> tuple[str, str]:
    trace = _TRACES.get(verb)
    if trace is None:
        return verb, target
    return trace.place, "" if trace.alone else target.rpartition("=")[0] if verb == "board_field" else target


def _there(place: str, facts: Facts) -> Collection[str] | None:
    """What a place holds, as targets are written; None where that is not known."""
    value: Any = facts.cards if place == "archived" else getattr(facts, place)
    if isinstance(value, Unknown):
        return None
    if place == "archived":
        return [board for board, card in value.items() if card.archived]
    if place == "fields":
        return [f"{name}={told}" for name, told in value.items()]
    if isinstance(value, bool):
        return [place] if value else []
    return ["none" if value is None else value] if isinstance(value, str) or value is None else value
