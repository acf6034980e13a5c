"""`reactions`: how many reactions the item has."""

from typing import Any

from rules.amount import Amount, amount
from rules.condition import Condition, known
from rules.facts import Facts


class Reactions(Condition[Amount], word="reactions"):
    """Met when the number of reactions to the first text compares as asked: `0`, `">= 3"`, `"< 10"`.

    GitHub tells of no new reaction at once: they count from the next look on.
    """

    example = 'reactions: ">= 3"'
    reads = frozenset({"reactions"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        reactions = known(facts.reactions)
        return amount(self.value)(reactions), reactions

    def asks(self) -> str:
        return f"the number of reactions is {self.value}"
