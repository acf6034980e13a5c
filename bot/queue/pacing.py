"""When the next piece of content may be created, so that no limit of GitHub's is ever passed. Pure.

GitHub takes "in general" 80 pieces of content a minute and 500 an hour. Whether several in one request count as one is
not documented; here each counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EARLY = 1_000
"""What is created counts from when it was sent, by so much too early at most; therefore it counts so much longer."""
MINUTE, HOUR = 60_000 + EARLY, 3_600_000 + EARLY
MADE = tuple[int, int]
"""A moment, and how many pieces were created then."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much content may be created; 0 is no limit.

    Attributes:
        a_minute: in any sixty seconds.
        an_hour: in any sixty minutes; the last tenth is left for people's commands.
    """

    a_minute: int = 80
    an_hour: int = 500

    def windows(self, *, command: bool) -> list[tuple[int, int]]:
        """The lengths of time that are limited, each with its limit."""
        hour = self.an_hour if command or not self.an_hour else max(1, self.an_hour - self.an_hour // 10)
        return [(span, most) for span, most in ((MINUTE, self.a_minute), (HOUR, hour)) if most]


def earliest(made: Sequence[MADE], many: int, now: int, windows: Iterable[tuple[int, int]]) -> int:
    """The first moment, now or later, at which so many more may be created.

    Args:
        made: what was created, or is promised, oldest first.
        many: how many more; what a limit never takes at once is taken where nothing else counts towards it.
        now: the present.
        windows: lengths of time with their limits.
    """
    at = now
    for span, most in windows:
        total = min(many, most)
        for moment, count in reversed(made):
            total += count
            if total > most:
                at = max(at, moment + span)
                break
    return at


def within_an_hour(made: Iterable[MADE], now: int) -> list[MADE]:
    """What still counts, oldest first; after a clock was set back, nothing lies in the future."""
    return sorted((min(at, now), count) for at, count in made if at > now - HOUR)
