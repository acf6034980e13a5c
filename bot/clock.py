"""Time as a port, so that tests, the simulation and the demo can drive it."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the one place that asks the machine


def steady() -> float:
    """Seconds that nobody sets; where the system has it, they count while the machine sleeps, too."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


def milliseconds(moment: datetime) -> int:
    """A moment as whole milliseconds since 1970, the form in which the store keeps it."""
    return round(moment.timestamp() * 1000)


def moment(ms: int) -> datetime:
    """The moment that a stored number of milliseconds stands for."""
    return datetime.fromtimestamp(ms / 1000, UTC)
