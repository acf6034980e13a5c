"""`milestone`: what the item is planned for."""

from typing import Any

from rules.condition import Condition, Hint, known
from rules.facts import Facts
from rules.words import OneOrMany, Text, listed


class Milestone(Condition[OneOrMany[Text]], word="milestone"):
    """Met when the item has one of the milestones, named by title; `none` means no milestone.

    Case does not matter. Any milestone at all is `not: {milestone: none}`.
    """

    example = "milestone: [v2.0, none]"
    reads = frozenset({"milestone"})
    kinds = frozenset({"issue", "pull_request"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        milestone = known(facts.milestone)
        wanted = {title.lower() for title in self.value}
        return (milestone or "none").lower() in wanted, milestone

    def hint(self) -> Hint:
        return Hint("milestone", values=frozenset(title.lower() for title in self.value))

    def asks(self) -> str:
        return f"the milestone is {listed(self.value)}"
