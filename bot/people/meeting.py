"""When people of many time zones meet: two times, the second kind to those whom the first one asks most of. Pure.

An hour costs each person more, the further it is from the working day where they live. The first time is the one that
costs all together least, and nobody too much; the second one costs those least who would pay most for the first. Who
comes first changes from month to month, so that nobody always has the meeting at six in the morning.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from rules.facts import Member
from rules.zones import ZoneError, zone

IN_ADVANCE = timedelta(days=7)
"""How much time people have at least to make room for it."""
APART = timedelta(hours=2)
"""How far the two times are apart at least."""
WEDNESDAY, SATURDAY = 2, 5
_SHOWN = 12
_COSTS = {**dict.fromkeys((8, 17, 18), 1), 7: 3, 19: 2, 20: 3, 21: 5, 6: 6, 22: 8, 5: 12, 23: 12}
_NIGHT, _WEEKEND = 20, 4
_WORKING = range(9, 17)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A time to meet, with the hour at which that is in each zone, the earliest first."""

    at: datetime
    local: tuple[tuple[str, datetime], ...]


def meetings(members: Iterable[Member], now: datetime, home: tzinfo) -> tuple[Meeting, ...]:
    """Two times for the people with a role who are there then; none where nobody is, one where all share a clock."""
    day = _day(now.astimezone(home).date())
    people = [one for one in members if one.roles and not any(away.on(day) for away in one.away)]
    zones = [found for one in people if (found := _zone(one, home))]
    hours = [datetime.combine(day, time(hour), UTC) for hour in range(24)]
    if not zones:
        return ()
    costs = {at: [_cost(at.astimezone(each)) for _, each in zones] for at in hours}
    first = min(hours, key=lambda at: (sum(costs[at]) + 2 * max(costs[at]), at))
    worst = {place for place, cost in enumerate(costs[first]) if cost == max(costs[first])}
    others = [at for at in hours if abs(at - first) >= APART]
    awake = [at for at in others if max(costs[at]) < _NIGHT] or others
    second = min(awake, key=lambda at: (_paid(costs[at], worst), sum(costs[at]), at))
    chosen = [first, second] if day.month % 2 else [second, first]
    named = dict(sorted(zones))
    return tuple(Meeting(at, tuple(_local(at, named))) for at in (chosen if max(costs[first]) else [first]))


def _day(today: date) -> date:
    """A Wednesday that is far enough away; it is the same date for most of the world."""
    soonest = today + IN_ADVANCE
    return soonest + timedelta(days=(WEDNESDAY - soonest.weekday()) % 7)


def _zone(member: Member, home: tzinfo) -> tuple[str, tzinfo] | None:
    """Where somebody's day begins and ends; the community's own where nothing is said."""
    if not member.zone:
        return str(home), home
    try:
        return member.zone, zone(member.zone)
    except ZoneError:
        return None


def _cost(local: datetime) -> int:
    """What a moment asks of somebody."""
    weekend = _WEEKEND if local.weekday() >= SATURDAY else 0
    return weekend + (0 if local.hour in _WORKING else _COSTS.get(local.hour, _NIGHT))


def _paid(costs: Sequence[int], people: Iterable[int]) -> int:
    return sum(costs[place] for place in people)


def _local(at: datetime, zones: Mapping[str, tzinfo]) -> Iterator[tuple[str, datetime]]:
    """The hour in each zone, one line for those of one clock."""
    alike: dict[datetime, list[str]] = {}
    for name, each in zones.items():
        alike.setdefault(at.astimezone(each).replace(tzinfo=None), []).append(name)
    for local in sorted(alike)[:_SHOWN]:
        yield ", ".join(alike[local][:3]), local
