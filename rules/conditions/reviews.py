"""`reviews`: what the reviewers of a pull request said."""

from typing import Any

from rules.amount import Amount, amount
from rules.condition import Condition, known
from rules.facts import Facts, Review
from rules.words import Asking, OneOrMany, Text, listed


class Opinions(Asking):
    """How many of which opinion, by whom."""

    approved: Amount | None = None
    changes_requested: Amount | None = None
    by: OneOrMany[Text] | None = None


class Reviews(Condition[Opinions], word="reviews"):
    """Met when the latest opinions of the reviewers are as asked: how many approve, how many want changes.

    `2` means at least two, `0` none; `"= 2"` and `"< 2"` compare. `by` counts the reviews of some only: a login
    (`"@alice"`), a role of the people file, or a team (`acme/docs`); alone, it asks for any review of theirs.
    A later comment does not take an opinion back, a dismissal does.
    """

    example = "reviews: {approved: 2, changes_requested: 0}"
    reads = frozenset({"reviews"})
    kinds = frozenset({"pull_request"})

    @property
    def needs(self) -> frozenset[str]:
        names = self.value.by or ()
        teams = {f"team:{name.removeprefix('@')}" for name in names if "/" in name}
        people = {"people"} if any(_may_be_role(name) for name in names) else set()
        return self.reads | teams | people

    def test(self, facts: Facts) -> tuple[bool, Any]:
        want = self.value
        counted = [review for review in known(facts.reviews) if want.by is None or self._meant(review, facts)]
        saw = {state: sum(review.state == state.upper() for review in counted) for state in _STATES}
        asked = [(saw["approved"], want.approved), (saw["changes_requested"], want.changes_requested)]
        checks = [_enough(number, limit) for number, limit in asked if limit is not None]
        return all(checks) if checks else bool(counted), saw

    def asks(self) -> str:
        want = self.value
        by = f" by {listed(want.by)}" if want.by else ""
        parts = [f"approvals{by}: {want.approved}"] if want.approved else []
        parts += [f"requests for changes{by}: {want.changes_requested}"] if want.changes_requested else []
        return ", ".join(parts) or f"there is a review{by}"

    def _meant(self, review: Review, facts: Facts) -> bool:
        login = review.author.lower()
        people = facts.people if isinstance(facts.people, tuple) else ()
        roles = {role.lower() for member in people if member.login.lower() == login for role in member.roles}
        for name in (name.lower() for name in self.value.by or ()):
            if "/" in name:
                team = next(team for team in facts.teams if team.lower() == name.removeprefix("@"))
                if login in {member.lower() for member in facts.teams[team]}:
                    return True
            elif name.removeprefix("@") == login or (_may_be_role(name) and name in roles):
                return True
        return False


_STATES = ("approved", "changes_requested", "commented", "dismissed")


def _may_be_role(name: str) -> bool:
    return not name.startswith("@") and "/" not in name


def _enough(number: int, limit: str) -> bool:
    """A bare number asks for at least so many; nought asks for none."""
    bare = limit.strip()
    return number >= int(bare) if bare.isdigit() and int(bare) else amount(limit)(number)
