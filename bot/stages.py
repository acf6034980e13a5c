"""The stage that an item is at: its card's column, or the label that carries it."""

from collections.abc import Sequence

from rules.book import Rulebook
from rules.facts import Card

PREFIX = "stage/"
NOWHERE = "none"
"""What stands for no stage, as in a rule's `when`."""


def stage_of(card: Card | None, labels: Sequence[str], book: Rulebook) -> str | None:
    """The stage that an item is at: its card's column, or the label that carries it where there is no card."""
    if card is not None and card.status is not None:
        return card.status
    carried = (book.stage_named(label[len(PREFIX) :]) for label in labels if label.lower().startswith(PREFIX))
    return next((stage for stage in carried if stage), None)
