"""`country`: where the item belongs."""

from typing import Any

from rules.condition import Condition
from rules.facts import Facts
from rules.place import all_needs_of_place, country_of, needs_of_place
from rules.sections import CountryCode
from rules.words import OneOrMany, listed


class Country(Condition[OneOrMany[CountryCode]], word="country"):
    """Met when the item is about one of the countries, by the two letters of ISO 3166: `AT`, `BR`.

    The surest sign counts: the answer to a question `Country` of the issue form, a label `country/…`, the author's
    `country` in the people file.
    """

    example = "country: [AT, CH]"

    @property
    def needs(self) -> frozenset[str]:
        return all_needs_of_place(self.home)

    def missing(self, facts: Facts) -> list[str]:
        return [need for need in sorted(needs_of_place(facts, self.home)) if not facts.knows(need)]

    def test(self, facts: Facts) -> tuple[bool, Any]:
        country = country_of(facts, self.home)
        return country in self.value, country or None

    def asks(self) -> str:
        return f"the country is {listed(self.value)}"
