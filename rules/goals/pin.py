"""`pin`: an issue that everybody should see first."""

from typing import Literal

from rules.goal import Goal


class Pin(Goal[Literal[True, False]], word="pin"):
    """Pins the issue above the repository's list, or with `false` unpins it. GitHub takes three at most."""

    example = "pin: true"
    reads = frozenset({"pinned", "undone"})
    reached = "the issue is pinned; with `false`, it is not"
    held_back = "a person unpinned the issue; with `false`, pinned it"
    kinds = frozenset({"issue"})
