"""`pin`: an issue that everybody should see first."""

from typing import Literal

from rules.goal import Goal


class Pin(Goal[Literal[True]], word="pin"):
    """Pins the issue above the repository's list. GitHub takes three pinned issues at most."""

    example = "pin: true"
    reads = frozenset({"pinned", "undone"})
    reached = "the issue is pinned"
    held_back = "a person unpinned the issue"
    kinds = frozenset({"issue"})
