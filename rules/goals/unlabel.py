"""`unlabel`: labels that the item should not carry."""

from functools import cached_property

from rules.goal import Goal
from rules.outright import outright_labels
from rules.words import Name, OneOrMany


class Unlabel(Goal[OneOrMany[Name]], word="unlabel"):
    """Takes labels off the item, whoever put them there."""

    example = "unlabel: needs-triage"
    reads = frozenset({"labels", "undone"})
    reached = "the item does not carry the label"
    held_back = "a person put the label back since"

    @cached_property
    def outright(self) -> frozenset[str] | None:
        """The labels, in lower case; None where one of them hangs on the item."""
        return outright_labels(self.value)
