"""What a community needs, the people first: seats that nobody holds, regions that nobody covers, or one person alone.

Then what people said that they miss. Pure.
"""

from collections.abc import Iterable, Iterator

from bot.messages import say
from rules.book import Rulebook
from rules.facts import UNKNOWN, Facts, Member

MOST_CLOSE = 3
MOST_SAID = 5
SAID = "need: "
"""What a record begins with that keeps what somebody misses."""


def needed(book: Rulebook, facts: Facts, language: str) -> Iterator[str]:
    """A sentence for each need, the greatest first."""
    members = () if facts.people is UNKNOWN else facts.people
    yield from _seats(book, members, language)
    yield from _regions(book, members, language, told_to_managers=facts.private is True)
    said = () if facts.missed is UNKNOWN else facts.missed
    for what, times in sorted(said, key=lambda one: (-one[1], one[0]))[:MOST_SAID]:
        yield say("need-said", language, what=what, times=str(times))


def _seats(book: Rulebook, members: Iterable[Member], language: str) -> Iterator[str]:
    held = {seat.lower() for member in members for seat in member.seats}
    for role, look in book.roles.items():
        for seat in look.seats or ():
            if seat.lower() not in held:
                yield say("need-seat", language, seat=seat, role=role)


def _regions(book: Rulebook, members: Iterable[Member], language: str, *, told_to_managers: bool) -> Iterator[str]:
    """Who stands in for the only one is asked for too; who might is told where not everybody reads it."""
    everybody = [one for one in members if one.roles]
    for name, countries in book.home.regions:
        there = covering(everybody, name, countries)
        close = [one.login for one in members if one not in there and one.country in countries and not one.opted_out]
        told = ", ".join(close[:MOST_CLOSE]) if told_to_managers else ""
        if not there:
            yield say("need-cover", language, region=name, close=told)
        elif len(there) == 1:
            yield say("need-deputy", language, region=name, who=there[0].login, close=told)


def covering(members: Iterable[Member], name: str, countries: Iterable[str]) -> list[Member]:
    """Those who cover a region, or one of its countries."""
    wanted = {place.lower() for place in (name, *countries)}
    return [one for one in members if wanted & {place.lower() for place in one.covers}]
