"""`take_back`: what the bot did is not so any more."""

from dataclasses import dataclass

from rules.goal import GOALS, Goal


@dataclass(frozen=True, slots=True)
class Done:
    """A deed of the bot's own, as its ledger keeps it."""

    verb: str
    target: str


class TakeBack(Goal[Done], word="take_back", by_command=True):
    """Takes back a deed of a verb that can: a request for a review, a section of the comment, a credit."""

    example = "take_back: {verb: request_review, target: ben}"
    reached = "it is not so any more"
    held_back = "never"

    @property
    def needs(self) -> frozenset[str]:
        """The facts that the verb itself needs."""
        return GOALS[self.value.verb].reads
