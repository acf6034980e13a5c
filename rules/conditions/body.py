"""`body`: what the item's first text says."""

from typing import Any

from rules.condition import Condition, Hint, known
from rules.facts import Facts
from rules.words import OneOrMany, Search, listed

SHOWN = 120


class Body(Condition[OneOrMany[Search]], word="body"):
    """Met when the body holds any of the texts; they are written as for `title`."""

    example = "body: [traceback, '/version:? 2\\.\\d+/i']"
    reads = frozenset({"body"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        body = known(facts.body)
        shown = body if len(body) <= SHOWN else f"{body[:SHOWN]}…"
        return any(pattern.found_in(body) for pattern in self.value), shown

    def hint(self) -> Hint:
        return Hint("body", expressions=tuple(pattern.expression for pattern in self.value))

    def asks(self) -> str:
        return f"the body holds {listed(self.value)}"
