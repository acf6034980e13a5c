"""`decide`: have the community decide."""

from typing import Annotated

from rules.goal import Goal
from rules.selector import Account
from rules.shorthand import Shorthand
from rules.words import Message, Strictly, Text


class Asked(Strictly):
    """Which decision, about what."""

    decision: Text
    question: Message | None = None
    nominee: Account | None = None
    role: Text | None = None


Asking = Annotated[Asked, Shorthand("decision")]


class Decide(Goal[Asking], word="decide"):
    """Opens a decision of `decisions` on the item: a comment of its own, in which the voices are counted.

    `question` says what is decided, the item's title unless it is given; `nominee` and `role` say who is to become
    what. On one item one decision is open at a time. It keeps the terms with which it began. The same rule asks again
    when its event comes again. See [decisions](decisions.md).
    """

    example = "decide: consent"
    reads = frozenset({"votes", "talk", "people", "author", "kind", "title", "now"})
    reached = "the decision is open, or was taken because of the same event"
    held_back = "another decision is open on the item, or nobody may vote"

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned, those that tell who may vote included."""
        return self.reads | self.spoken.home.voting
