"""The ladder of roles: which somebody has, what the next ones ask for, which seats are empty. Pure.

What is counted informs, and people decide: by itself comes only a role that the rule file grants `automatically`. What
nobody can count (who vouches for somebody, a list elsewhere, days that nobody wrote down) is never taken for granted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from rules.contribution import Contribution
from rules.facts import Member, Tenure
from rules.ladder import Requirement, by_itself
from rules.sections import Role

_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Climber:
    """What is known of somebody on the ladder.

    Attributes:
        held: the roles that the people file gives.
        tenures: since when, and the roles that they had.
        contributions: what they did, the first of it first.
        listed: whether they stand in the groups file; None where nobody knows.
    """

    now: datetime
    held: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    listed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing that is asked of somebody.

    Attributes:
        of: the key of the requirement; `pathway` for one that counts a pathway.
        name: of the pathway, or of the roles.
        met: None where people must see to it.
        within: the time that counts, in words; empty where all of it does.
        either: of these one is enough.
    """

    of: str
    met: bool | None
    name: str = ""
    have: int = 0
    need: int = 0
    within: str = ""
    either: tuple["Ask", ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """A role that somebody may come to next, with what it asks for."""

    role: str
    asks: tuple[Ask, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing is known to be missing."""
        return all(ask.met is not False for ask in self.asks)


def climber_of(
    entry: Member | None, contributions: Sequence[Contribution], now: datetime, listed: bool | None = None
) -> Climber:
    """Somebody as the people file, the groups file and what is counted tell of them."""
    entry = entry or Member(login="")
    return Climber(now=now, held=entry.roles, tenures=entry.tenures, contributions=tuple(contributions), listed=listed)


def earned(roles: Mapping[str, Role], climber: Climber) -> tuple[str, ...]:
    """The roles that come by themselves to somebody, beside those that the people file gives; in the file's order."""
    alone = [name for name in roles if by_itself(roles[name].granted) and name not in rests(roles)]
    held = [*climber.held]
    for _ in alone:
        new = [name for name in alone if name not in held and _comes(roles, name, tuple(held), climber)]
        held += new
        if not new:
            break
    return tuple(name for name in alone if name in held and name not in climber.held)


def _comes(roles: Mapping[str, Role], name: str, held: tuple[str, ...], climber: Climber) -> bool:
    asked = roles[name].requires
    return asked is not None and all(ask.met for ask in asks_of(asked, climber, passed(roles, held)))


def rests(roles: Mapping[str, Role]) -> frozenset[str]:
    """The roles in which people rest who had another one: nobody comes to them as long as they have that."""
    return frozenset(role.otherwise for role in roles.values() if role.otherwise)


def passed(roles: Mapping[str, Role], held: Iterable[str]) -> frozenset[str]:
    """The roles that somebody has, with those below: whoever is an ambassador need not be asked to contribute."""
    found, left = set[str](), [*held]
    while left:
        name = left.pop()
        asked = roles[name].requires if name in roles else None
        if name not in found:
            found.add(name)
            left += asked.role if asked and asked.role and len(asked.role) == 1 else ()
    return frozenset(found)


def next_rungs(roles: Mapping[str, Role], climber: Climber) -> tuple[Rung, ...]:
    """The roles that somebody may come to next, in the order of the file."""
    held = (*climber.held, *earned(roles, climber))
    below, resting = passed(roles, held), rests(roles)
    found = []
    for name, role in roles.items():
        before = role.requires.role if role.requires and role.requires.role else ()
        if name not in below | resting and (not before or below.intersection(before)):
            asks = tuple(asks_of(role.requires, climber, below)) if role.requires else ()
            found.append(Rung(name, asks))
    return tuple(found)


def asks_of(asked: Requirement, climber: Climber, held: frozenset[str]) -> Iterator[Ask]:
    """All that is asked of somebody, and how much of it is there.

    Args:
        asked: the requirement.
        climber: who they are.
        held: the roles that count as theirs.
    """
    counted = [one for one in climber.contributions if _counts(asked, one, climber.now)]
    within = str(asked.within) if asked.within else ""
    if asked.role:
        yield Ask(of="role", name=", ".join(asked.role), met=not held.isdisjoint(asked.role))
    for pathway, need in asked.pathways.items():
        have = sum(one.pathway.lower() == pathway.lower() for one in counted)
        yield Ask(of="pathway", name=pathway, have=have, need=need, met=have >= need, within=within)
    if asked.contributions:
        have, need = len(counted), asked.contributions
        yield Ask(of="contributions", have=have, need=need, met=have >= need, within=within)
    if asked.months_active:
        have, need = _months_active(counted), asked.months_active
        yield Ask(of="months_active", have=have, need=need, met=have >= need, within=within)
    if asked.months_in_role:
        yield _in_role(asked, asked.months_in_role, climber)
    if asked.sponsors:
        yield Ask(of="sponsors", need=asked.sponsors.count, have=asked.sponsors.employers or 0, met=None)
    if asked.listed_in:
        yield Ask(of="listed_in", name=asked.listed_in, met=climber.listed)
    if asked.any:
        either = tuple(asks_of(_under(asked.any, asked), climber, held))
        yield Ask(of="any", met=either_of(either), either=either)


def _under(part: Requirement, whole: Requirement) -> Requirement:
    """What stands under `any`: the time of the whole holds there too, unless it names its own."""
    return part if part.within else part.model_copy(update={"within": whole.within})


def either_of(either: Iterable[Ask]) -> bool | None:
    """Whether any of several things is there; None where people must see to that."""
    found = {ask.met for ask in either}
    return True if True in found else None if None in found else False


def _counts(asked: Requirement, one: Contribution, now: datetime) -> bool:
    return one.at <= now and not (asked.within and asked.within.over(one.at, now, UTC))


def _months_active(counted: Sequence[Contribution]) -> int:
    return months(counted[0].at.date(), counted[-1].at.date()) if counted else 0


def _in_role(asked: Requirement, need: int, climber: Climber) -> Ask:
    """The longest time in any of the roles; where nobody wrote down a first day, nobody knows."""
    today = climber.now.date()
    times = [one for one in climber.tenures if not asked.role or one.role in asked.role]
    have = [months(one.since, (one.until if one.over else today) or today) for one in times if one.since]
    met = max(have) >= need if have else None
    return Ask(of="months_in_role", name=", ".join(asked.role or ()), have=max(have, default=0), need=need, met=met)


def months(since: date, until: date) -> int:
    """The whole months between two days."""
    whole = (until.year - since.year) * _MONTHS + until.month - since.month
    return max(0, whole - (until.day < since.day))


def empty_seats(roles: Mapping[str, Role], members: Iterable[Member]) -> tuple[str, ...]:
    """The seats that nobody has, in the order of the file."""
    taken = {seat.lower() for member in members for seat in member.seats}
    return tuple(
        dict.fromkeys(seat for role in roles.values() for seat in role.seats or () if seat.lower() not in taken)
    )
