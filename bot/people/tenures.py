"""The roles of an entry of the people file with their days: which somebody has, since when, and which they had."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rules.facts import Away, Tenure
from rules.words import as_list

Held = tuple[str, date | None]
Had = tuple[str, Away | None]


def named(value: Any) -> Any:
    """Roles, each with what is said of it: `[editor, {ambassador: 2024-05-01}]`, or `{ambassador: 2024-05-01}`.

    What is neither a name nor a mapping stays as it is, for others to say what is wrong with it.
    """
    return () if value is None or value is False else tuple(pair for each in as_list(value) for pair in _pairs(each))


def _pairs(value: Any) -> Iterator[Any]:
    yield from value.items() if isinstance(value, dict) else ((value, None),)


def tenures(held: Iterable[Held], since: date | None, former: Iterable[Had]) -> tuple[Tenure, ...]:
    """The times in roles, as far as anything is known of them.

    Args:
        held: the roles that somebody has, each with its first day where the entry says it of this role.
        since: the day that the entry says of all others.
        former: the roles that they had.
    """
    now = ((role, day or since) for role, day in held)
    over = ((role, days or Away()) for role, days in former)
    return (
        *(Tenure(role=role, since=day) for role, day in now if day),
        *(Tenure(role=role, since=days.since, until=days.until, over=True) for role, days in over),
    )
