"""`unlabel`: labels that the item should not carry."""

from rules.goal import Goal
from rules.words import Name, OneOrMany


class Unlabel(Goal[OneOrMany[Name]], word="unlabel"):
    """Takes labels off the item, whoever put them there."""

    example = "unlabel: needs-triage"
    reads = frozenset({"labels", "undone"})
    reached = "the item does not carry the label"
    held_back = "a person put the label back since"
