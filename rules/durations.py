"""Spans of time as a rule file writes them: `3 days`, `2 weeks`, `5 business days`.

Business days are Monday to Friday where the community lives: its time zone tells when a day begins.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

LONGEST = timedelta(days=36_525)
SATURDAY = 5

_FORM = re.compile(r"\s*([0-9]{1,9})\s*(business\s+|working\s+)?([a-z]+?)s?\s*", re.IGNORECASE)
_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}


class DurationError(ValueError):
    """A text that is no span of time; the text says why."""

    help = 'write "30 days", "2 weeks", "12 hours" or "5 business days"'


@dataclass(frozen=True, slots=True)
class Duration:
    """One span of time.

    Attributes:
        span: how long it is; for business days, one day for each.
    """

    source: str
    span: timedelta
    business: bool = False

    def after(self, start: datetime, zone: tzinfo) -> datetime:
        """The moment at which the span that began at `start` is over."""
        return _working(start.astimezone(zone), self.span.days) if self.business else start + self.span

    def over(self, start: datetime, now: datetime, zone: tzinfo) -> bool:
        """Whether the span that began at `start` is over by now."""
        return now - start >= self.span and now >= self.after(start, zone)

    def end(self, start: datetime, zone: tzinfo) -> datetime:
        """From when on the span that began at `start` is over; business days take no less than their number of days."""
        return max(start + self.span, self.after(start, zone))

    def __str__(self) -> str:
        return self.source


def duration(source: str) -> Duration:
    """The span that a rule file's text stands for. A month counts 30 days, a year 365.

    Raises:
        DurationError: it is no span of time, or longer than a century.
    """
    found = _FORM.fullmatch(source)
    unit = found and _UNITS.get(found[3].lower())
    if found is None or unit is None:
        raise DurationError(f"`{source[:40]}` is no span of time")
    if found[2] and unit != _UNITS["day"]:
        raise DurationError("only days can be business days")
    if int(found[1]) * unit > LONGEST:
        raise DurationError(f"`{source}` is more than a hundred years")
    return Duration(source.strip(), int(found[1]) * unit, business=bool(found[2]))


def _working(start: datetime, days: int) -> datetime:
    """So many working days later, in the local time of `start`; on a weekend, Monday's first moment is the start."""
    if start.weekday() >= SATURDAY:
        monday = start.date() + timedelta(days=7 - start.weekday())
        start = datetime.combine(monday, time(), start.tzinfo)
    weeks, rest = divmod(days, SATURDAY)
    weekend = 2 if start.weekday() + rest >= SATURDAY else 0
    return start + timedelta(days=7 * weeks + rest + weekend)
