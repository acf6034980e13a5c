"""A clock that somebody else steers: the demo's, which follows the simulated GitHub's and jumps when that one jumps."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
from pydantic import AwareDatetime, BaseModel, ValidationError

from bot.clock import Clock, SystemClock
from bot.errors import SettingsError

POLL_S = 0.1
_JITTER = timedelta(milliseconds=100)
_ANSWER_S = 2.0
_PATIENCE_S = 10.0


class Reading(BaseModel):
    """What the steered clock shows.

    Attributes:
        running: False while it stands still.
    """

    now: AwareDatetime
    running: bool = True


class SteeredClock:
    """Follows another clock; between two looks at it, and while it cannot be seen, it goes on at the machine's rate."""

    def __init__(self, ask: Callable[[], Reading], machine: Clock) -> None:
        """A clock that shows the other's time from the start.

        Args:
            ask: looks at the other clock; raises `httpx.HTTPError` or `ValueError` where it cannot be seen.
            machine: whose rate it goes by.
        """
        self._ask, self._machine = ask, machine
        self._ahead = timedelta()
        self._stands: datetime | None = None
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._look()

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return self._stands or self._machine.now() + self._ahead

    def look(self) -> bool:
        """Look at the other clock once; whether it could be seen."""
        try:
            self._look()
        except (httpx.HTTPError, ValueError):
            return False
        return True

    def follow(self) -> None:
        """Go on looking, in a thread that ends with the program or with `end`."""
        self._thread = threading.Thread(target=self._follow, name="steered-clock", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Look no more; a look that is going on is waited for."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _follow(self) -> None:
        while not self._ended.wait(POLL_S):
            self.look()

    def _look(self) -> None:
        asked = self._machine.now()
        reading = self._ask()
        shown = reading.now.astimezone(UTC)
        ahead = shown - (asked + (self._machine.now() - asked) / 2)
        # A smaller difference is the way of the answer, not a jump: following it would make the time go to and fro.
        if abs(ahead - self._ahead) > _JITTER:
            self._ahead = ahead
        self._stands = None if reading.running else shown


def clock_at(url: str | None, patience_s: float = _PATIENCE_S) -> Clock:
    """The machine's clock or, where a setting names another one, a clock that follows that.

    Args:
        url: of the other one.
        patience_s: how long to wait for its first answer, as both may start at the same time.

    Raises:
        SettingsError: there is no clock at this address.
    """
    machine = SystemClock()
    if url is None:
        return machine
    client = httpx.Client(trust_env=False, timeout=_ANSWER_S)

    def ask() -> Reading:
        return Reading.model_validate_json(client.get(url).raise_for_status().content)

    try:
        clock = _begin(ask, machine, patience_s)
    except ValidationError as error:
        raise SettingsError(f'FINGERPOST_CLOCK: {url} does not answer {{"now": "2026-03-02T09:00:00Z"}}') from error
    except httpx.HTTPError as error:
        raise SettingsError(f"FINGERPOST_CLOCK: no clock answers at {url} ({type(error).__name__})") from error
    clock.follow()
    return clock


def _begin(ask: Callable[[], Reading], machine: Clock, patience_s: float) -> SteeredClock:
    pause = threading.Event()
    for _ in range(round(patience_s / POLL_S)):
        try:
            return SteeredClock(ask, machine)
        except httpx.TransportError:
            pause.wait(POLL_S)
    return SteeredClock(ask, machine)
