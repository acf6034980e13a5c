"""`add_to`: a project on which the item should stand."""

from rules.goal import Goal
from rules.sections import ProjectAddress


class AddTo(Goal[ProjectAddress], word="add_to"):
    """Puts the item on a project of the organisation: its number, or its address. `stage` does so by itself."""

    example = "add_to: 3"
    reads = frozenset({"cards", "undone", "repo"})
    reached = "the item has a card there, be it archived"
    held_back = "a person took the card off since"
    kinds = frozenset({"issue", "pull_request"})
