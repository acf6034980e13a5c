"""`stage`: where the item should stand on the board."""

from typing import Annotated

from rules.goal import Goal
from rules.shorthand import Shorthand
from rules.words import OneOrMany, Strictly, Text


class Move(Strictly):
    """A stage to go to; `only_from` and `back` allow a move to an earlier one."""

    to: Text
    only_from: OneOrMany[Text] | None = None
    back: bool = False


class Past(Move):
    """A stage to go to whatever it needs: no rule can ask for that, a person with every right can."""


Moved = Annotated[Move, Shorthand("to")]


class Stage(Goal[Moved], word="stage"):
    """Moves the item's card on the board, and puts it there first where needed.

    Where the App cannot see the board, a `stage/…` label carries the stage instead. A later stage is not moved back
    unless the rule's `when` names the present stage, or `only_from` or `back: true` is given. To a stage that `needs`
    something the item is moved once it has that.
    """

    example = "stage: Initial review"
    reads = frozenset({"stage", "card", "board", "labels", "undone"})
    reached = "the item is at this stage, or at a later one"
    held_back = "a person took the card off the board or moved it elsewhere, or the item lacks what the stage needs"
    kinds = frozenset({"issue", "pull_request"})
