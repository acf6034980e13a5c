"""`archive_on`: a project on which the item's card should be archived."""

from rules.goal import Goal
from rules.sections import ProjectAddress


class ArchiveOn(Goal[ProjectAddress], word="archive_on"):
    """Archives the item's card on a project: its number, or its address. It keeps its fields."""

    example = "archive_on: 3"
    reads = frozenset({"cards", "undone", "repo"})
    reached = "the card is archived, or there is none"
    held_back = "a person brought the card back"
    kinds = frozenset({"issue", "pull_request"})
