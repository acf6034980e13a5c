"""GitHub's limits: the primary budget of an hour, and how much content may be created."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.config import Config

_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(slots=True)
class Budget:
    """What one installation has used of one API in this hour."""

    limit: int
    reset: datetime
    used: int = 0

    @property
    def remaining(self) -> int:
        """What is left."""
        return max(0, self.limit - self.used)

    def headers(self, resource: str) -> dict[str, str]:
        """The `x-ratelimit-*` headers."""
        return {
            "x-ratelimit-limit": str(self.limit),
            "x-ratelimit-remaining": str(self.remaining),
            "x-ratelimit-used": str(self.used),
            "x-ratelimit-reset": str(int(self.reset.timestamp())),
            "x-ratelimit-resource": resource,
        }


class Limits:
    """The budgets of all installations."""

    def __init__(self) -> None:
        self._budgets: dict[tuple[int, str], Budget] = {}
        self._contents: dict[int, deque[datetime]] = {}

    def budget(self, installation: int, resource: str, now: datetime, limit: int) -> Budget:
        """The budget that holds at this moment."""
        held = self._budgets.get((installation, resource))
        if held is None or now >= held.reset or held.reset > now + _HOUR:
            held = self._budgets[installation, resource] = Budget(limit, now + _HOUR)
        held.limit = limit
        return held

    def created(self, installation: int, now: datetime) -> int:
        """Note one created content; say how many there were in the minute that ends now."""
        kept = self._contents.setdefault(installation, deque())
        kept.append(now)
        return _since(kept, now, _MINUTE)

    def too_much(self, installation: int, more: int, now: datetime, config: Config) -> bool:
        """Whether so many more contents would pass a secondary limit that is switched on."""
        kept = self._contents.get(installation, deque())
        while kept and kept[0] <= now - _HOUR:
            kept.popleft()
        for most, window in ((config.content_per_minute, _MINUTE), (config.content_per_hour, _HOUR)):
            if more and most and _since(kept, now, window) + more > most:
                return True
        return False


def _since(kept: deque[datetime], now: datetime, window: timedelta) -> int:
    count = 0
    for moment in reversed(kept):
        if moment <= now - window:
            break
        count += 1
    return count
