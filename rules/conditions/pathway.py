"""`pathway`: which of the community's pathways the item is on."""

from typing import Any

from rules.condition import ByHome, Needed
from rules.facts import Facts
from rules.way import all_needs_of_pathway, needs_of_pathway, pathways_of
from rules.words import OneOrMany, Text, listed


class OnPathway(ByHome[OneOrMany[Text]], word="pathway"):
    """Met when the item is on one of these `pathways`; `none` means on none of them.

    A label `path/…` says it, then the issue's form, or the paths that a pull request changes. Where several pathways
    fit, the item is on the one that stands first in the file.
    """

    example = "pathway: [translating, writing]"
    needed = Needed(all_needs_of_pathway, needs_of_pathway)

    def test(self, facts: Facts) -> tuple[bool, Any]:
        found = pathways_of(facts, self.home)
        first = found[0] if found else "none"
        saw = f"{first}, and it fits {listed(found[1:], 'and')}" if found[1:] else first
        return first.lower() in {name.lower() for name in self.value}, saw

    def asks(self) -> str:
        return f"the pathway is {listed(self.value)}"
