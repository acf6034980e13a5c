"""An item as the model sees it, a value; and what the bot may do to it."""

from dataclasses import dataclass
from typing import Any

from tests.faults.carried import Carried

Deed = tuple[str, str, str]
"""A rule, a verb and a value that the bot has to carry out. What it takes back is a verb that begins with `un`."""

_NONE: frozenset[Any] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """An issue or a pull request, with what must be remembered of who did what.

    Attributes:
        ours: label to the rule by which the bot was the last to put it on.
        taken_off: labels that a person took off last; put_back: those that a person put back where the bot took them.
        sent_away: people whom a person unassigned or no longer asks.
        last: what the bot last made of the milestone, the stage and the field.
        said: the rules that have spoken; silenced: a person deleted what the bot had said.
        carried: its stage labels, where the community wants any.
    """

    kind: str
    author: str
    crash: bool = False
    state: str = "open"
    labels: frozenset[str] = _NONE
    ours: frozenset[tuple[str, str]] = _NONE
    taken_off: frozenset[str] = _NONE
    took: frozenset[str] = _NONE
    put_back: frozenset[str] = _NONE
    assigned: frozenset[str] = _NONE
    asked: frozenset[str] = _NONE
    reviewed: frozenset[str] = _NONE
    sent_away: frozenset[tuple[str, str]] = _NONE
    milestone: str | None = None
    stage: str | None = None
    field: str | None = None
    last: frozenset[tuple[str, str]] = _NONE
    card: bool = False
    carded: bool = False
    said: frozenset[str] = _NONE
    spoken: frozenset[str] = _NONE
    silenced: bool = False
    carried: Carried | None = None

    def shown(self) -> dict[str, Any]:
        """What GitHub must show."""
        return {
            "state": self.state,
            "labels": sorted(self.labels | (self.carried.shown() if self.carried else _NONE)),
            "assigned": sorted(self.assigned),
            "asked": sorted(self.asked),
            "milestone": self.milestone,
            "stage": self.stage,
            "field": self.field,
            "said": sorted(self.said),
        }
