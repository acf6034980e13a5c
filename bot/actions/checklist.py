"""`checklist`: follow the steps of a pathway on the item."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from bot.action import Action, HeldBack, Look
from bot.verb import Trace, Verb, Wording
from bot.writing.remembered import Remembered
from rules.condition import known
from rules.goals.checklist import Checklist
from rules.steps import followed, followed_as


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowSteps(Remembered):
    """That the steps of a pathway are followed, under the name by which the item is remembered then."""

    do: ClassVar[str] = "checklist"

    def describe(self) -> str:
        return f"follow a {self.name}"


class ChecklistVerb(Verb[Checklist], word="checklist"):
    """Remembers once that the steps are followed; the planner keeps the list in the comment."""

    trace = Trace("recorded", timeline=True)
    key = "name"
    wording = Wording("other", "follows a {}", "follow a {}")

    def plan(self, goal: Checklist, look: Look) -> Iterator[Action | HeldBack]:
        present = followed(known(look.facts.recorded), look.book.pathways)
        if present is None:
            yield FollowSteps(**look.signed, name=followed_as(goal.value))
        elif present.lower() != goal.value.lower():
            yield look.held_back("checklist", f"the steps of {present} are followed here")
