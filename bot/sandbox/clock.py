"""The community's clock: it can be set to any moment, from which it goes on at the real rate, or stands still."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.clock import Clock


@dataclass(slots=True)
class CommunityClock:
    """A clock that jumps when told to.

    Attributes:
        machine: The clock whose rate it follows.
        ahead: How far it is ahead of the machine's.
        stopped: The moment at which it stands; None while it runs.
    """

    machine: Clock
    ahead: timedelta = timedelta()
    stopped: datetime | None = None

    def now(self) -> datetime:
        """The community's present moment."""
        return self.stopped or self.machine.now() + self.ahead

    def set(self, moment: datetime, *, running: bool = True) -> None:
        """Jump to a moment."""
        moment = moment.astimezone(UTC)
        self.ahead = moment - self.machine.now()
        self.stopped = None if running else moment

    def kept(self) -> dict[str, object]:
        """What must be remembered to go on after a restart."""
        return {
            "ahead": self.ahead.total_seconds(),
            "stopped": self.stopped.isoformat() if self.stopped else None,
        }

    def restore(self, kept: dict[str, object]) -> None:
        """Go on from what was remembered."""
        self.ahead = timedelta(seconds=float(str(kept["ahead"])))
        self.stopped = datetime.fromisoformat(str(kept["stopped"])) if kept["stopped"] else None


def written(moment: datetime) -> str:
    """A moment in GitHub's form, in whole seconds: `2026-03-02T09:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
