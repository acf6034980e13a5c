"""`remove_from`: a project on which the item should not stand."""

from rules.goal import Goal
from rules.sections import ProjectAddress


class RemoveFrom(Goal[ProjectAddress], word="remove_from"):
    """Takes the item's card off a project: its number, or its address. What the card's fields held is lost."""

    example = "remove_from: 3"
    reads = frozenset({"cards", "undone", "repo"})
    reached = "the item has no card there"
    held_back = "a person put the card back"
    kinds = frozenset({"issue", "pull_request"})
