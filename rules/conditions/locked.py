"""`locked`: whether the conversation is locked."""

from typing import Any

from rules.condition import Condition, known
from rules.facts import Facts


class Locked(Condition[bool], word="locked"):
    """Met when the conversation is locked, or with `false` when it is open to comments."""

    example = "locked: false"
    reads = frozenset({"locked"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        locked = known(facts.locked)
        return locked is self.value, locked

    def asks(self) -> str:
        return "the conversation is locked" if self.value else "the conversation is not locked"
