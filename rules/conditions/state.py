"""`state`: whether the item is open, closed or merged."""

from typing import Any, Literal

from rules.condition import Condition, Hint, known
from rules.facts import Facts
from rules.words import OneOrMany, listed

State = Literal["open", "closed", "merged"]


class ItemState(Condition[OneOrMany[State]], word="state"):
    """Met when the item is in one of the states.

    A pull request that was merged is `merged`; `closed` is one that was closed without.
    """

    example = "state: open"
    reads = frozenset({"state"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        state = known(facts.state)
        return state in self.value, state

    def hint(self) -> Hint:
        return Hint("state", values=frozenset(self.value))

    def asks(self) -> str:
        return f"the state is {listed(self.value)}"
