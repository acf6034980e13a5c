"""`label`: labels that the item should carry."""

from functools import cached_property

from rules.goal import Goal
from rules.outright import outright_labels
from rules.words import Name, OneOrMany


class Label(Goal[OneOrMany[Name]], word="label"):
    """Puts labels on the item. A label that the repository does not have is created.

    A name may hold values, `lang/{language}`; where a value is empty, that label is left out.
    """

    example = "label: [documentation, 'lang/{language}']"
    reads = frozenset({"labels", "undone"})
    reached = "the item carries the label"
    held_back = "a person took the label off since"

    @cached_property
    def outright(self) -> frozenset[str] | None:
        """The labels, in lower case; None where one of them hangs on the item."""
        return outright_labels(self.value)
