"""Which country and region an item is about, from the surest sign to the weakest.

The answer in a form says it, then a `country/…` or `region/…` label, then the people file of the author.
"""

from rules.condition import known
from rules.countries import country_in
from rules.facts import Facts
from rules.filled import answer_to
from rules.home import Home

COUNTRY, REGION = "country", "region"


def country_of(facts: Facts, home: Home) -> str:
    """The item's country by its code; empty where nothing says it."""
    return country_in(_answer(facts, COUNTRY)) or country_in(_label(facts, COUNTRY)) or _of_author(facts, home)


def region_of(facts: Facts, home: Home) -> str:
    """The item's region as the rule file calls it, said itself or by its country; empty where nothing says it."""
    names = {name.lower(): name for name, _ in home.regions}
    for told in (_answer(facts, REGION), _label(facts, REGION)):
        if told.lower() in names:
            return names[told.lower()]
    country = country_of(facts, home)
    return next((name for name, countries in home.regions if country in countries), "")


def needs_of_place(facts: Facts, home: Home) -> frozenset[str]:
    """The facts without which it cannot be told of this item: forms only of issues that were written with one."""
    needs = {"kind", "labels"} | ({"body"} if facts.kind == "issue" else set())
    needs |= {"forms", "title"} if facts.kind == "issue" and "###" in str(facts.body) else set()
    return frozenset(needs | ({"author", "people"} if home.people else set()))


def all_needs_of_place(home: Home) -> frozenset[str]:
    """The facts without which it cannot be told of some item or other."""
    return frozenset({"kind", "labels", "title", "body", "forms"} | ({"author", "people"} if home.people else set()))


def _answer(facts: Facts, question: str) -> str:
    """The answer to a question of the form that is called Country, or Region, by its label or its id."""
    return answer_to(question, facts) if facts.kind == "issue" and "###" in known(facts.body) else ""


def _label(facts: Facts, prefix: str) -> str:
    found = [label.partition("/")[2] for label in known(facts.labels) if label.lower().startswith(f"{prefix}/")]
    return found[0] if len(found) == 1 else ""


def _of_author(facts: Facts, home: Home) -> str:
    if not home.people:
        return ""
    login = known(facts.author).login.lower()
    return next((member.country for member in known(facts.people) if member.login.lower() == login), "")
