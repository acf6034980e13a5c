"""`region`: in which of the community's regions the item belongs."""

from typing import Any

from rules.condition import Condition
from rules.facts import Facts
from rules.place import all_needs_of_place, needs_of_place, region_of
from rules.words import OneOrMany, Text, listed


class Region(Condition[OneOrMany[Text]], word="region"):
    """Met when the item belongs to one of these `regions`.

    The answer to a question `Region` of the issue form says it, then a label `region/…`, then the item's country: the
    first region of the rule file that holds it.
    """

    example = "region: Nordics"

    @property
    def needs(self) -> frozenset[str]:
        return all_needs_of_place(self.home)

    def missing(self, facts: Facts) -> list[str]:
        return [need for need in sorted(needs_of_place(facts, self.home)) if not facts.knows(need)]

    def test(self, facts: Facts) -> tuple[bool, Any]:
        region = region_of(facts, self.home)
        return region.lower() in {name.lower() for name in self.value}, region or None

    def asks(self) -> str:
        return f"the region is {listed(self.value)}"
