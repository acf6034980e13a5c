"""`leave`: somebody is away for a while, or back."""

from dataclasses import dataclass
from datetime import date

from rules.goal import Goal


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody's absence from today on.

    Attributes:
        until: its last day; None where nobody knows it.
        over: whether the person is back.
    """

    login: str
    until: date | None = None
    over: bool = False


class Leave(Goal[Absence], word="leave", by_command=True):
    """Remembers that somebody is away, so that nobody asks them meanwhile, or that they are back."""

    example = "leave: {login: ben, until: 2026-12-24}"
    reads = frozenset({"now", "people"})
    reached = "never: the last word of a person counts"
    held_back = "never"
