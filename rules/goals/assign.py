"""`assign`: who should have the item."""

from rules.goal import Goal
from rules.selector import Selected


class Assign(Goal[Selected], word="assign"):
    """Assigns people: logins, or the first of a role or team who is not the author.

    All the logins that are listed are assigned; of a role or team it is one person, or `count` of them.
    """

    example = "assign: {role: editor, count: 1}"
    reads = frozenset({"assignees", "undone", "author"})
    reached = "enough of the people meant are assigned"
    held_back = "a person took them off the item since, or nobody fits"
    kinds = frozenset({"issue", "pull_request"})

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned."""
        return self.reads | self.value.needs
