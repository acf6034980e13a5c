"""Moments as facts documents tell them: by ISO 8601, or as JavaScript prints a date. Pure.

Facts are often taken from what another tool has logged, and most tools of this kind are written in JavaScript.
"""

import re
from datetime import UTC, datetime
from typing import Any

# Date.toDateString(), and Date.toString() with the zone's name after it or without.
_PRINTED = re.compile(
    r"(?P<day>[A-Z][a-z]{2} [A-Z][a-z]{2} [0-9]{2} [0-9]{4})"
    r"(?P<time> [0-9]{2}:[0-9]{2}:[0-9]{2} GMT[+-][0-9]{4})?(?(time)(?: \([^()]{1,60}\))?)"
)
_LONGEST = 120


def read_moment(value: Any) -> datetime:
    """The moment that a text tells; without a zone it is in UTC.

    Raises:
        ValueError: it tells none.
    """
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise ValueError("a moment is a short text")
    found = _iso(value) or _printed(value)
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        raise ValueError("no calendar goes as far") from None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _printed(text: str) -> datetime:
    """A date as JavaScript prints it; the day of the week must be the right one."""
    parts = _PRINTED.fullmatch(text)
    if parts is None:
        raise ValueError("not a date that JavaScript prints")
    found = datetime.strptime(parts["day"] + (parts["time"] or " 00:00:00 GMT+0000"), "%a %b %d %Y %H:%M:%S GMT%z")
    if found.strftime("%a") != text[:3]:
        raise ValueError("not on that day of the week")
    return found
