"""`assign`: who should have the item."""

from rules.goal import Goal
from rules.selector import Selected


class Assign(Goal[Selected], word="assign"):
    """Assigns people: logins, or who fits best of a role, a team, the owners of the changed paths.

    All the logins that are listed are assigned; of the others it is one person, or `count` of them. `covers`, `speaks`
    and `topics` leave only those who do: `covers: "{country}"`, `speaks: "{language}"`, `topics: "{labels}"`.
    Who fits best comes first, then who has the fewest open items, then who was not asked for longest, then by login.
    Never the author, nor who is away or full; with `never: [same_employer, assignee]` neither a colleague of the
    author nor who has the item already. Where nobody is left, the `fallback` is asked.
    """

    example = "assign: {role: editor, count: 1}"
    reads = frozenset({"assignees", "undone", "author"})
    reached = "enough of the people meant are assigned"
    held_back = "a person took them off the item since, or nobody fits"
    kinds = frozenset({"issue", "pull_request"})
    chooses = True

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned."""
        return self.reads | self.value.needs

    @property
    def asks(self) -> frozenset[str]:
        """All the facts that it wants, those included that only make the choice a better one."""
        return super().asks | self.value.wishes
