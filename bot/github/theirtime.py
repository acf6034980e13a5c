"""GitHub's own time, as its answers tell it.

Whether an answer may lag behind what was told before is a question of GitHub's clock. This machine's may be wrong, or
be set while a request is on its way; so between two answers the time goes on by seconds that nobody sets.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

from bot.clock import Clock, steady

APART = timedelta(seconds=5)
"""By so much two clocks that are right may differ: answers take their time, and tell whole seconds."""
ABSURD = timedelta(days=36_500)
"""Whoever differs by more tells no time at all."""
_LONGEST = 40


class GitHubTime:
    """Shows this machine's time as long as it agrees with what GitHub told, and GitHub's where it does not."""

    def __init__(self, machine: Clock, seconds: Callable[[], float] = steady) -> None:
        """A clock that shows the machine's time until GitHub has told its own.

        Args:
            machine: what the worker goes by.
            seconds: only go forward.
        """
        self._machine, self._seconds = machine, seconds
        self._told: tuple[datetime, float] | None = None

    def heard(self, headers: Mapping[str, str]) -> None:
        """An answer has come; its `Date` is the present."""
        told = _date(headers.get("date", ""))
        if told is not None:
            self._told = (told, self._seconds())

    def now(self) -> datetime:
        """The present moment by GitHub's clock."""
        return self._machine.now() + self.ahead()

    def ours(self, moment: datetime) -> datetime:
        """What this machine's clock will show at a moment of GitHub's."""
        return moment - self.ahead()

    def theirs(self, moment: datetime) -> datetime:
        """What GitHub's clock will show at a moment of this machine's."""
        return moment + self.ahead()

    def ahead(self) -> timedelta:
        """By how much GitHub's clock is ahead; nothing where both may be right."""
        if self._told is None:
            return timedelta()
        told, at = self._told
        ahead = told + timedelta(seconds=self._seconds() - at) - self._machine.now()
        return ahead if APART < abs(ahead) < ABSURD else timedelta()


@lru_cache(maxsize=8)  # it is told in whole seconds, many times in each
def _date(text: str) -> datetime | None:
    """The moment of a `Date` header; None where it is none."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC) if 0 < len(text) <= _LONGEST else None
    except (ValueError, OverflowError):
        return None
