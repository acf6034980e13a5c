"""The stage that an item is at: its card's column, or the label that carries it."""

from collections.abc import Iterator, Sequence

from rules.book import Rulebook
from rules.facts import Board, Card

PREFIX = "stage/"
NOWHERE = "none"
"""What stands for no stage, as in a rule's `when`."""


def stage_of(card: Card | None, labels: Sequence[str], book: Rulebook) -> str | None:
    """The stage that an item is at: its card's column, or the label that carries it where there is no card."""
    if card is not None and card.status is not None:
        return card.status
    carried = (book.stage_named(label[len(PREFIX) :]) for label in labels if label.lower().startswith(PREFIX))
    return next((stage for stage in carried if stage), None)


def lacking(board: Board, stage: str) -> str | None:
    """Why a board cannot show a stage; None where it can."""
    if board.problem is not None:
        return board.problem
    if stage.lower() in {option.lower() for option in board.options}:
        return None
    gone = stage.lower() in board.deleted
    return f"the column {stage} was deleted from the board" if gone else f"the board has no column {stage}"


def renamed(board: Board, stage: str, field: str) -> Iterator[str]:
    """What the rule file still calls as it was called before."""
    for kind, written, name in (("field", field, ""), ("column", stage, stage.lower())):
        if now := board.renamed.get(name):
            yield f"the board calls the {kind} {written} “{now}” now: write that name in the rule file"
