"""`reopen`: an item that goes on after all."""

from typing import Literal

from rules.goal import Goal


class Reopen(Goal[Literal[True]], word="reopen"):
    """Opens a closed item again. A merged pull request stays as it is."""

    example = "reopen: true"
    reads = frozenset({"state", "undone"})
    reached = "the item is open"
    held_back = "a person closed the item again, or the pull request is merged"
