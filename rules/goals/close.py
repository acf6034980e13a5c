"""`close`: an item that is over."""

from typing import Literal

from rules.goal import Goal

Reason = Literal["completed", "not_planned", "duplicate"]


class Close(Goal[Reason], word="close"):
    """Closes the item, with GitHub's reason; a pull request is closed without one, and never merged.

    It closes once. When a person opens the item again, the rule leaves it open for good.
    """

    example = "close: not_planned"
    reads = frozenset({"state", "undone"})
    reached = "the item is closed or merged"
    held_back = "a person opened the item again"
