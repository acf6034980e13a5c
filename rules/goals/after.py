"""`after`: what happens some time later, unless something happens first."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from rules.filled import FORM_FACTS
from rules.goal import Goal, Goals
from rules.question import question
from rules.shorthand import Shorthand
from rules.spoken import SILENT, Spoken
from rules.words import Span, Strictly, Text

if TYPE_CHECKING:
    Do = Any
    Unless = Any

ACTIVITY = "activity"
DEEPEST = 3
"""How many `after` may stand within each other."""
_MOST_ENTRIES = 100


class Wait(Strictly):
    """How long, and from when on: at once, or from the day that the issue's form names."""

    plus: Span
    field: Text | None = None


class Later(Strictly):
    """What happens after a time, unless something happens first. `rules.rulefile` completes it: verbs come later."""

    after: Annotated[Wait, Shorthand("plus")] = Field(
        description='How long to wait: "7 days", "5 business days"; `{field: Date, plus: 3 days}` counts from a date.'
    )
    unless: "Unless | None" = Field(
        default=None, description="`activity`, or conditions: where it is so by then, nothing is done."
    )
    do: Annotated[list["Do"], Field(min_length=1, max_length=20)] = Field(description="What should be so then.")


class After(Goal[Later], word="after"):
    """Has the rule go on some time later: what stands under its own `do` is done then.

    The rule must still hold at that time, as far as its own work did not end that: a comment or an assignment in
    between changes nothing, a person who moves the card on does. With `unless: activity` nothing is done where a person
    has done anything to the item since, closing it included; `unless: {label: keep}` asks for any conditions at that
    time. While the rule waits, or once it has gone on, it does not begin to wait again before a person has done
    something. `{field: Date, plus: 3 days}` counts from the date that was answered in the issue's form. Pausing the
    item puts it off; a rule that is changed or taken out of the file goes on as the file says by then.
    """

    example = "after: 7 days\n    unless: activity\n    do: [{unassign: all}]"
    reads = frozenset({"awaited"})
    reached = "the rule waits already, or has gone on, and no person has done anything since"
    held_back = "the form names no date"

    def __init__(self, value: Later, spoken: Spoken = SILENT, then: Goals = ()) -> None:
        super().__init__(value, spoken)
        self.then = then
        self.heeds_activity = value.unless == ACTIVITY
        asked = value.unless is not None and not self.heeds_activity
        self.unless = question(value.unless, spoken.home) if asked else None

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned."""
        return self.reads | (FORM_FACTS if self.value.after.field is not None else frozenset())

    @property
    def asks(self) -> frozenset[str]:
        """The facts that it wants; when a person last did something is good to know."""
        return self.needs | {"human_at", "now"}


def within(position: int) -> int:
    """The position of the first entry that stands under an `after` of this position."""
    return (position + 1) * _MOST_ENTRIES
