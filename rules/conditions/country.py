"""`country`: where the item belongs."""

from typing import Any

from rules.condition import ByHome, Needed
from rules.facts import Facts
from rules.place import all_needs_of_place, country_of, needs_of_place
from rules.sections import CountryCode
from rules.words import OneOrMany, listed


class Country(ByHome[OneOrMany[CountryCode]], word="country"):
    """Met when the item is about one of the countries, by the two letters of ISO 3166: `AT`, `BR`.

    The surest sign counts: the answer to a question `Country` of the issue form (its label or its id; `AT`, `Austria`,
    `Österreich`), a label `country/…`, the author's `country` in the people file.
    """

    example = "country: [AT, CH]"
    needed = Needed(all_needs_of_place, needs_of_place)

    def test(self, facts: Facts) -> tuple[bool, Any]:
        country = country_of(facts, self.home)
        return country in self.value, country or None

    def asks(self) -> str:
        return f"the country is {listed(self.value)}"
