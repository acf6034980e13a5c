"""`request_review`: who should review a pull request."""

from datetime import datetime

from rules.goal import Goal
from rules.selector import Selected, Selector
from rules.spoken import SILENT, Spoken


class RequestReview(Goal[Selected], word="request_review"):
    """Asks people or a team for a review, never the author.

    All the logins and teams that are listed are asked; of a role or the owners it is one person, or `count` of them,
    chosen as for `assign`. With `covers`, `speaks` or `topics` it is members of the team who are asked, not the team.
    `history: true` means whoever changed the files within a year; beside others, those of them come first.
    `ask_next_after: 7 days` asks the next one where somebody whom the rule asked has not answered by then, and frees
    the first; nobody is asked twice for one pull request.
    """

    example = "request_review: {team: acme/docs}"
    reads = frozenset({"requested", "reviews", "undone", "author"})
    reached = "enough of the people meant are asked, or have reviewed already"
    held_back = "a person took the request back since, or nobody fits"
    kinds = frozenset({"pull_request"})
    chooses = True

    def __init__(self, value: Selector, spoken: Spoken = SILENT, *, since: datetime | None = None) -> None:
        super().__init__(value, spoken)
        self.since = since

    def asking_next(self, since: datetime) -> "RequestReview":
        """The same goal once it has waited since a moment: whoever is silent gives way to the next one."""
        return RequestReview(self.value, self.spoken, since=since)

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned."""
        wanted = self.value.needs
        more = {"sections", "state"} if self.since else set()
        return self.reads | more | (wanted if self.value.narrows else _without_teams(wanted))

    @property
    def asks(self) -> frozenset[str]:
        """All the facts that it wants, those included that only make the choice a better one."""
        told = self.value if self.value.narrows else self.value.model_copy(update={"team": None})
        return super().asks | told.wishes


def _without_teams(needs: frozenset[str]) -> frozenset[str]:
    """A team is asked by its own name, whoever is in it."""
    return frozenset(need for need in needs if not need.startswith("team:"))
