"""Who may ask what of the bot: by their roles in the people file, and by what GitHub lets them do. Pure.

What somebody may do by hand, they may have the bot do; so a maintainer may ask for everything without being listed.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from bot.people.standing import EVERYTHING, allowed, placed
from rules.book import Rulebook
from rules.condition import known
from rules.facts import UNKNOWN, Facts, Member, Person

ANYONE = "anyone"
BY_PERMISSION: Mapping[str, frozenset[str]] = {
    "admin": EVERYTHING,
    "maintain": EVERYTHING,
    "write": frozenset({"triage", "stage"}),
    "triage": frozenset({"triage"}),
}
"""What GitHub's roles in a repository allow."""
_SHOWN = 3


def authorised(person: Person, facts: Facts, book: Rulebook) -> Person:
    """A person with all that they may ask for; what the people file and GitHub did not tell, nobody may."""
    found = placed(person, facts, book.roles)
    granted = BY_PERMISSION.get(facts.permissions.get(person.login.lower(), ""), frozenset())
    return replace(found, may=known(found.may) | granted) if granted else found


def may(person: Person, wanted: str) -> bool:
    """Whether somebody of whom all is known may ask for something."""
    return wanted == ANYONE or wanted in known(person.may)


def who_may(wanted: str, facts: Facts, book: Rulebook) -> tuple[str, ...]:
    """A few of those whom the people file allows something, in its order."""
    able = (member.login for member in _members(facts) if wanted in allowed(member.roles, book.roles))
    return tuple(islice(able, _SHOWN))


def _members(facts: Facts) -> tuple[Member, ...]:
    return () if facts.people is UNKNOWN else facts.people
