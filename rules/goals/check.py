"""`check`: what a pull request must still have."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import StringConstraints

from rules.combine import All
from rules.goal import Goal
from rules.question import question
from rules.spoken import SILENT, Spoken
from rules.words import Strictly

if TYPE_CHECKING:
    Passing = Any

CheckName = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class Reported(Strictly):
    """A check run's name, and what must hold for it to pass. `rules.rulefile` completes it: conditions come later."""

    name: CheckName
    passes_when: "Passing"


class Check(Goal[Reported], word="check"):
    """Reports a check run on the pull request's last commit, with each condition and the value seen.

    It passes when everything under `passes_when` holds, which is written as `when` is; it is in progress as long as
    that cannot be told. Other checks that it waits for are named (`checks: {build: success}`), for all checks together
    count this one too. Whoever may `everything` has it pass for a reason, by `/override`. With `passes_when: decided`
    it passes once people have decided for it (`decide`), as the pull request stood then. Without `on`, or with
    `pull_request.synchronize`, every new commit gets its own.
    """

    example = "check: {name: ready, passes_when: {reviews: {approved: 1}, not: {label: blocked}}}"
    reads = frozenset({"commit", "own_checks", "recorded"})
    reached = "the last commit has this check with this result"
    held_back = "never: as long as people decide, the check is in progress"
    kinds = frozenset({"pull_request"})

    def __init__(self, value: Reported, spoken: Spoken = SILENT) -> None:
        super().__init__(value, spoken)
        self.decided = value.passes_when == "decided"
        self.question = All(()) if self.decided else question(value.passes_when, spoken.home)

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned."""
        return self.reads | {"votes"} if self.decided else self.reads

    @property
    def asks(self) -> frozenset[str]:
        """The facts that it needs, and those that its conditions read, of which some may stay unknown."""
        return super().asks | self.question.needs
