"""`milestone`: the milestone that the item should have."""

from rules.goal import Goal
from rules.words import Name


class Milestone(Goal[Name], word="milestone"):
    """Sets the milestone, by its title; `none` takes it away. Another one is replaced.

    The milestone must exist and be open. Its title may hold values: `milestone: "{base}"`.
    """

    example = 'milestone: "2.0"'
    reads = frozenset({"milestone", "undone"})
    reached = "the item has this milestone, or with `none` has no milestone"
    held_back = "a person took the milestone away or replaced it since"
    kinds = frozenset({"issue", "pull_request"})
