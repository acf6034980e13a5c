"""`region`: in which of the community's regions the item belongs."""

from typing import Any

from rules.condition import ByHome, Needed
from rules.facts import Facts
from rules.place import all_needs_of_place, needs_of_place, region_of
from rules.words import OneOrMany, Text, listed


class Region(ByHome[OneOrMany[Text]], word="region"):
    """Met when the item belongs to one of these `regions`.

    The answer to a question `Region` of the issue form says it, then a label `region/…`, then the item's country: the
    first region of the rule file that holds it.
    """

    example = "region: Nordics"
    needed = Needed(all_needs_of_place, needs_of_place)

    def test(self, facts: Facts) -> tuple[bool, Any]:
        region = region_of(facts, self.home)
        return region.lower() in {name.lower() for name in self.value}, region or None

    def asks(self) -> str:
        return f"the region is {listed(self.value)}"
