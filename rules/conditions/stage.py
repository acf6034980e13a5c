"""`stage`: where the item stands on the board."""

from typing import Any

from rules.condition import Condition, known
from rules.facts import Facts
from rules.words import OneOrMany, Text, listed


class Stage(Condition[OneOrMany[Text]], word="stage"):
    """Met when the item stands at one of the stages; `none` means at no stage."""

    example = "stage: [Drafting, Revision]"
    reads = frozenset({"stage"})
    kinds = frozenset({"issue", "pull_request"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        stage = known(facts.stage)
        wanted = {name.lower() for name in self.value}
        return (stage or "none").lower() in wanted, stage

    def asks(self) -> str:
        return f"the stage is {listed(self.value)}"
