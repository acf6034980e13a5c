"""`title`: what the item is called."""

from typing import Any

from rules.condition import Condition, Hint, known
from rules.facts import Facts
from rules.words import OneOrMany, Search, listed


class Title(Condition[OneOrMany[Search]], word="title"):
    """Met when the title holds any of the texts.

    Plain text is found anywhere in the title, whatever its case. `/…/` is a regular expression that minds the case,
    `/…/i` one that does not.
    """

    example = "title: [crash, '/\\bpanic(s|ked)?\\b/i']"
    reads = frozenset({"title"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        title = known(facts.title)
        return any(pattern.found_in(title) for pattern in self.value), title

    def hint(self) -> Hint:
        return Hint("title", expressions=tuple(pattern.expression for pattern in self.value))

    def asks(self) -> str:
        return f"the title holds {listed(self.value)}"
