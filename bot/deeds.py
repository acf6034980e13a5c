"""What became of the bot's own deeds: whether they stand, and which ones people took back. Pure.

Timelines tell who undid what. They do not tell of cards, and discussions have none: there the ledger says what the bot
did last, and the item says whether it is still so.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

from rules.facts import UNKNOWN, Board, Facts, Unknown

Deed: TypeAlias = tuple[str, str]
"""Verb and target, as the ledger keeps them."""

_PLACES = {
    "label": "labels",
    "unlabel": "labels",
    "assign": "assignees",
    "unassign": "assignees",
    "request_review": "requested",
    "comment": "sections",
    "stage": "stage",
}
_REMOVING = frozenset({"unlabel", "unassign"})


def stands(deed: Deed, facts: Facts) -> bool | None:
    """Whether an item shows a deed; None where the facts do not tell."""
    verb, target = deed
    place: Any = getattr(facts, _PLACES[verb]) if verb in _PLACES else UNKNOWN
    if isinstance(place, Unknown):
        return None
    there = (place,) if isinstance(place, str) or place is None else place
    return (target.lower() in {str(one).lower() for one in there}) is not (verb in _REMOVING)


def taken_back(deeds: Iterable[Deed], facts: Facts) -> frozenset[Deed]:
    """The deeds that somebody undid, as far as no timeline tells of them.

    Args:
        deeds: all that the bot did to the item, oldest first; where it changed one thing twice, the last one counts.
        facts: the item now.
    """
    last = {("stage" if verb == "stage" else target, _PLACES.get(verb)): (verb, target) for verb, target in deeds}
    board = isinstance(facts.board, Board) and facts.board.problem is None
    untold = [deed for deed in last.values() if (deed[0] == "stage" and board) or facts.kind == "discussion"]
    return frozenset((verb, target.lower()) for verb, target in untold if stands((verb, target), facts) is False)
