"""What somebody's entry in the people file means: which roles, what they allow, whether the person is there. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import get_args
from zoneinfo import ZoneInfo

from bot.people.ladder import climber_of, earned
from rules.facts import UNKNOWN, Away, Facts, Member, Person
from rules.groups import is_listed
from rules.sections import May, Role

EVERYTHING = frozenset(get_args(May))
_NOBODYS = frozenset({"", "independent", "self-employed", "self employed", "freelance", "freelancer", "none", "n/a"})
"""What people write who work for nobody: two of them are no colleagues."""


def entry_of(login: str, number: int | None, members: Iterable[Member]) -> Member | None:
    """Somebody's entry.

    By the account's number where the entry gives one: it stays when the account is renamed, and a stranger who takes
    the old login has another one.

    Args:
        login: of today.
        number: GitHub's number of the account, where it is known.
        members: the people file.
    """
    for member in members:
        same_name = member.login.lower() == login.lower()
        if member.id is None or number is None:
            if same_name:
                return member
        elif member.id == number:
            return member
    return None


def own_entry(person: Person, members: Iterable[Member]) -> Member | None:
    """The entry of somebody whom GitHub told us of, perhaps with the account's number."""
    return entry_of(person.login, None if person.id is UNKNOWN else person.id, members)


def placed(person: Person, facts: Facts, roles: Mapping[str, Role]) -> Person:
    """A person with the roles that they have, and with what these allow; what is known already stays.

    Args:
        person: whoever it is; a bot has none.
        facts: with the people file, and with what the person contributed where a role comes by itself.
        roles: the ladder.
    """
    if person.roles is not UNKNOWN and person.may is not UNKNOWN:
        return person
    held = _held(person, facts, roles) if person.roles is UNKNOWN and not person.bot else person.roles
    held = () if held is UNKNOWN else held
    return replace(person, roles=held, may=allowed(held, roles) if person.may is UNKNOWN else person.may)


def _held(person: Person, facts: Facts, roles: Mapping[str, Role]) -> tuple[str, ...]:
    """The roles that the people file gives somebody, and those that come by themselves."""
    members = () if facts.people is UNKNOWN else facts.people
    entry = own_entry(person, members)
    held = entry.roles if entry else ()
    if not roles or facts.contributed is UNKNOWN or facts.now is UNKNOWN:
        return held
    done = facts.contributed.get(person.login.lower(), ())
    climber = climber_of(entry, done, facts.now, is_listed(person.login, facts.groups))
    return (*held, *earned(roles, climber))


def allowed(held: Iterable[str], roles: Mapping[str, Role]) -> frozenset[str]:
    """The `may` words that roles give together; `everything` gives all of them."""
    words = frozenset(word for role in held if role in roles for word in roles[role].may or ())
    return EVERYTHING if "everything" in words else words


def absence_of(member: Member, now: datetime, home: tzinfo) -> Away | None:
    """The absence that a member is in, by the day that it is where the person lives."""
    if not member.away:
        return None
    zone = ZoneInfo(member.zone) if member.zone else home
    today = now.astimezone(zone).date()
    return next((away for away in member.away if away.on(today)), None)


def colleagues(one: Member, other: Member) -> bool:
    """Whether two people have the same employer, as far as their entries say so."""
    employer = one.employer.strip().lower()
    return employer not in _NOBODYS and employer == other.employer.strip().lower()


def with_absences(members: Sequence[Member], said: Mapping[str, Away]) -> tuple[Member, ...]:
    """The members with what they told the bot of being away, by login in lower case.

    Whoever is not in the file may be in a team, and is passed over too.
    """
    if not said:
        return tuple(members)
    listed = {member.login.lower(): member for member in members}
    told = [replace(one, away=(*one.away, said[low])) if low in said else one for low, one in listed.items()]
    return (*told, *(Member(login=low, away=(away,)) for low, away in said.items() if low not in listed))
