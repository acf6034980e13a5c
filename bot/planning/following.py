"""An issue's card follows the pull request that will close it, where `board.linked` asks for it. Pure.

Whenever a pull request comes to a stage, the issues that it closes are looked at once because of that. So each move is
followed once: what a person does with the issue's card afterwards stands until the pull request goes on.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bot.action import Action, HeldBack, Look
from bot.actions import VERBS
from bot.waking.again import LOOK
from rules.book import Rule, Rulebook
from rules.combine import All
from rules.facts import Board, Facts
from rules.goals.stage import Move, Stage

if TYPE_CHECKING:
    from bot.planning.occasion import Occasion

FOLLOWING = "board.linked"
"""What the plan, the ledger and the pages name as the reason: the setting that asks for it."""
FACTS = frozenset({"closes", "stage", "card", "board", "labels", "relabelled"})
_RULE = Rule(FOLLOWING, FOLLOWING, 0, frozenset(), All(()), ())
_LINKING = frozenset({"opened", "edited", "reopened", "labeled", "unlabeled"})


def leads_on(book: Rulebook, kind: str, events: Iterable[str]) -> bool:
    """Whether a pull request may have come to a stage, or may have been linked, by these events; our own count."""
    if kind != "pull_request" or book.board is None or not book.board.linked:
        return False
    families = [event.partition(".") for event in events]
    return any(family in {LOOK, "projects_v2_item"} or action in _LINKING for family, _, action in families)


def followed(book: Rulebook, facts: Facts, occasion: "Occasion") -> Iterator[Action | HeldBack]:
    """What brings an issue to the stage of the pull request; never a card that is not there."""
    if book.board is None or not book.board.linked or facts.lacking(Stage.reads):
        return
    look = Look(book, _RULE, 0, occasion.cause, facts, {})
    if facts.card is None and not facts.unboarded and isinstance(facts.board, Board) and facts.board.problem is None:
        yield look.held_back("stage", "the issue has no card on the board")
    else:
        yield from VERBS["stage"].plan(Stage(Move(to=occasion.led_to, back=True)), look)
