"""`request_review`: who should review a pull request."""

from rules.goal import Goal
from rules.selector import Selected


class RequestReview(Goal[Selected], word="request_review"):
    """Asks people or a team for a review, never the author.

    All the logins and teams that are listed are asked; of a role it is one person, or `count` of them.
    """

    example = "request_review: {team: acme/docs}"
    reads = frozenset({"requested", "reviews", "undone", "author"})
    reached = "enough of the people meant are asked, or have reviewed already"
    held_back = "a person took the request back since, or nobody fits"
    kinds = frozenset({"pull_request"})

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned."""
        people = {"people"} if "people" in self.value.needs else set()
        return self.reads | people
