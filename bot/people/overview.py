"""A community as its page shows it: who has which role, how much they have on their hands, what nobody covers. Pure.

Whoever opted out, or asked to be forgotten, counts and is not named.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from bot.people.lacking import covering
from bot.people.ladder import Ask, Climber, asks_of
from bot.people.oblivion import fingerprint
from bot.people.pool import speaks
from bot.people.standing import absence_of
from rules.book import Rulebook
from rules.durations import Duration
from rules.facts import Away, Member
from rules.sections import Role

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Some:
    """Several people.

    Attributes:
        named: the logins of those who may be named.
        others: how many there are besides.
    """

    named: tuple[str, ...] = ()
    others: int = 0

    @property
    def number(self) -> int:
        """How many they are together."""
        return len(self.named) + self.others


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in a role.

    Attributes:
        since: the first day, where it is written down.
        until: the last day of the term, where the role has one.
        seats: those of the role's seats that they hold.
    """

    login: str
    since: date | None
    until: date | None
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleShown:
    """A rung of the ladder, with those who stand on it.

    Attributes:
        asks: what is required of whoever comes to it.
        others: how many have it besides, who are not named.
        empty: the seats that nobody holds.
    """

    name: str
    look: Role
    asks: tuple[Ask, ...]
    holders: tuple[Holder, ...]
    others: int
    empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody has on their hands.

    Attributes:
        items: how many open items they are assigned to or asked to review.
        capacity: how many they take at one time; None where nothing is said.
        away: the absence that they are in.
    """

    login: str
    items: int
    capacity: int | None
    away: Away | None

    @property
    def full(self) -> bool:
        """Whether they take no more."""
        return self.capacity is not None and self.items >= self.capacity


@dataclass(frozen=True, slots=True)
class Covered:
    """A language or a place, with those who cover it; one that nobody covers is a need.

    Attributes:
        gaps: the countries of a region that nobody covers, where others are covered.
    """

    name: str
    by: Some
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Community:
    """Everybody in the people file, as the page may speak of them.

    Attributes:
        members: in the order of the file.
        forgotten: fingerprints of those who asked to be.
        hands: how many open items people have on their hands, by login.
    """

    book: Rulebook
    members: Sequence[Member]
    forgotten: Collection[str]
    hands: Mapping[str, int]
    now: datetime

    @property
    def today(self) -> date:
        """The day that it is where the community lives."""
        return self.now.astimezone(self.book.home.zone).date()

    @cached_property
    def quiet(self) -> frozenset[str]:
        """Those, in lower case, who opted out."""
        return frozenset(one.login.lower() for one in self.members if one.opted_out)

    @cached_property
    def active(self) -> tuple[Member, ...]:
        """Those who have a role: what others speak or where they live covers nothing."""
        return tuple(one for one in self.members if one.roles)

    def may_name(self, login: str) -> bool:
        """Whether somebody may be named."""
        return login.lower() not in self.quiet and fingerprint(login) not in self.forgotten

    def some(self, people: Iterable[Member]) -> Some:
        """Several members, as far as they may be named."""
        all_ = list(people)
        named = tuple(one.login for one in all_ if self.may_name(one.login))
        return Some(named, len(all_) - len(named))


def ladder(community: Community) -> tuple[RoleShown, ...]:
    """The roles, lowest first."""
    return tuple(_role(community, name, look) for name, look in community.book.roles.items())


def _role(community: Community, name: str, look: Role) -> RoleShown:
    members = [one for one in community.members if name in one.roles]
    held = {seat.lower() for one in community.members for seat in one.seats}
    asks = asks_of(look.requires, Climber(now=community.now), frozenset()) if look.requires else ()
    named = [one for one in members if community.may_name(one.login)]
    return RoleShown(
        name=name,
        look=look,
        asks=tuple(asks),
        holders=tuple(_holder(one, name, look, community.today) for one in named),
        others=len(members) - len(named),
        empty=tuple(seat for seat in look.seats or () if seat.lower() not in held),
    )


def _holder(member: Member, role: str, look: Role, today: date) -> Holder:
    since = next((one.since for one in member.tenures if one.role == role and not one.over), None)
    until = _end_of_term(look.term, since, today) if look.term and since else None
    own = {seat.lower() for seat in member.seats}
    return Holder(member.login, since, until, tuple(seat for seat in look.seats or () if seat.lower() in own))


def _end_of_term(term: Duration, since: date, today: date) -> date | None:
    """The day on which the present term ends; the next one begins there."""
    if term.span < _DAY:
        return None
    return since + (max(0, (today - since) // term.span) + 1) * term.span


def loads(community: Community) -> tuple[tuple[Load, ...], int]:
    """What those have on their hands who have a role or an open item, most first; how many are not named besides."""
    items = {login.lower(): number for login, number in community.hands.items()}
    entries = {one.login.lower(): one for one in community.members}
    spelled = {login.lower(): login for login in community.hands}
    spelled |= {low: one.login for low, one in entries.items() if one.roles or one.capacity is not None or low in items}
    named = {low: login for low, login in spelled.items() if community.may_name(login)}
    found = [_load(community, login, items.get(low, 0), entries.get(low)) for low, login in named.items()]
    return tuple(sorted(found, key=lambda one: (-one.items, one.login.lower()))), len(spelled) - len(named)


def _load(community: Community, login: str, items: int, entry: Member | None) -> Load:
    away = absence_of(entry, community.now, community.book.home.zone) if entry else None
    return Load(login, items, entry.capacity if entry else None, away)


def away(community: Community) -> tuple[tuple[tuple[str, Away], ...], int]:
    """Who is away now, those first who are back first; how many are not named besides."""
    absent = [(one, absence_of(one, community.now, community.book.home.zone)) for one in community.members]
    there = [(one.login, span) for one, span in absent if span]
    named = [(login, span) for login, span in there if community.may_name(login)]
    ordered = sorted(named, key=lambda one: (one[1].until or date.max, one[0].lower()))
    return tuple(ordered), len(there) - len(named)


def languages(community: Community) -> tuple[Covered, ...]:
    """The languages of the community, each with those of its people who speak it; then what they speak besides.

    Where no entry of the people file speaks of languages, nobody knows that one is lacking.
    """
    wanted, spoken = community.book.home.languages, {tag for one in community.active for tag in one.languages}
    further = sorted(tag for tag in spoken if not any(speaks([tag], language) for language in wanted))
    told = (*wanted, *further) if spoken else ()
    by = {tag: [one for one in community.active if speaks(one.languages, tag)] for tag in told}
    return tuple(Covered(tag, community.some(people)) for tag, people in by.items())


def places(community: Community) -> tuple[Covered, ...]:
    """The regions, each with those who cover it or a part of it; then the countries that are covered besides."""
    regions = community.book.home.regions
    within = {place.lower() for name, countries in regions for place in (name, *countries)}
    further = sorted({place for one in community.active for place in one.covers if place.lower() not in within})
    return (
        *(_region(community, name, countries) for name, countries in regions),
        *(_region(community, place, ()) for place in further),
    )


def _region(community: Community, name: str, countries: Sequence[str]) -> Covered:
    people, whole = covering(community.active, name, countries), covering(community.active, name, ())
    gaps = () if whole or not people else tuple(each for each in countries if not covering(people, each, ()))
    return Covered(name, community.some(people), gaps)
