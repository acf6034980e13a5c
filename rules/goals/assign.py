"""`assign`: who should have the item."""

from datetime import datetime
from functools import cached_property

from rules.goal import Goal
from rules.outright import outright
from rules.selector import Selected, Selector
from rules.spoken import SILENT, Spoken


class Assign(Goal[Selected], word="assign"):
    """Assigns people: logins, or who fits best of a role, a team, the owners of the changed paths.

    All the logins that are listed are assigned; of the others it is one person, or `count` of them. `covers`, `speaks`
    and `topics` leave only those who do: `covers: "{country}"`, `speaks: "{language}"`, `topics: "{labels}"`.
    Who fits best comes first, then who has the fewest open items, then who was not asked for longest, then by login.
    Never the author, nor who is away or full; with `never: [same_employer, assignee]` neither a colleague of the
    author nor who has the item already. Where nobody is left, the `fallback` is asked.
    `ask_next_after: 7 days` gives it to the next one where somebody whom the rule assigned has not done anything there
    by then, nor in a pull request that will close it, and frees the first; nobody is asked twice for one item.
    """

    example = "assign: {role: editor, count: 1}"
    reads = frozenset({"assignees", "undone", "author"})
    reached = "enough of the people meant are assigned"
    held_back = "a person took them off the item since, or nobody fits"
    kinds = frozenset({"issue", "pull_request"})
    chooses = True

    def __init__(self, value: Selector, spoken: Spoken = SILENT, *, since: datetime | None = None) -> None:
        super().__init__(value, spoken)
        self.since = since

    def asking_next(self, since: datetime) -> "Assign":
        """The same goal once it has waited since a moment: whoever was silent gives way to the next one."""
        return Assign(self.value, self.spoken, since=since)

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned."""
        more = {"acts", "reviewing", "sections", "state"} if self.since else set()
        return self.reads | more | self.value.needs

    @cached_property
    def outright(self) -> frozenset[str] | None:
        """The logins, in lower case, where it means some people and nothing else; None where whom hangs on the item."""
        users, alone = self.value.users, self.since is None and self.value.says_logins_alone
        logins = outright(users) if users and alone else None
        return frozenset(map(str.lower, logins)) if logins else None

    @property
    def asks(self) -> frozenset[str]:
        """All the facts that it wants, those included that only make the choice a better one."""
        return super().asks | self.value.wishes
