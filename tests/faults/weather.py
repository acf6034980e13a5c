"""What goes wrong, and how often: drawn from the seed, counted as it happens, over at a stated moment."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.wire import Mishap

ON_THE_WIRE = (
    "unreachable",
    "time-out, nothing done",
    "time-out, but done",
    "cut off, but done",
    "5xx, nothing done",
    "5xx, but done",
    "error in a 200, nothing done",
    "error in a 200, but done",
    "secondary limit",
    "secondary limit as 429",
    "primary limit",
    "token revoked",
    "slow",
)
IN_THE_STORE = ("store gone", "store silent, but written", "store runs it twice")
OF_DELIVERIES = ("duplicate", "delayed", "lost", "reordered")
OF_PROCESSES = ("crash", "clock jump", "freeze")
OF_READS = ("stale read",)

_RARE = {"primary limit": 0.1, "secondary limit": 0.5, "secondary limit as 429": 0.5}


@dataclass
class Weather:
    """The weather of one seed.

    Attributes:
        begins: when the fair weather ends in which the App was installed.
        until: when it clears up.
        seen: what happened, by kind.
        story: what happened, line by line.
    """

    rng: random.Random
    now: Callable[[], float]
    begins: float = float("inf")
    until: float = 0.0
    seen: Counter[str] = field(default_factory=Counter)
    story: list[tuple[float, str]] = field(default_factory=list)
    rates: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, seed: int, now: Callable[[], float], only: frozenset[str] | None = None) -> "Weather":
        """Each kind of fault is there in some seeds and absent in others, so that none hides what another shows."""
        rng = random.Random(f"{seed}:weather")  # noqa: S311 - it must be the same each time
        kinds = (*ON_THE_WIRE, *IN_THE_STORE, *OF_DELIVERIES, *OF_PROCESSES, *OF_READS)
        rates = {}
        for kind in kinds:
            rate = rng.choice((0.0, 0.0, 0.01, 0.03, 0.06)) * _RARE.get(kind, 1.0)
            if kind in OF_DELIVERIES:
                rate *= 4
            if kind in OF_READS:
                rate = rng.choice((0.0, 0.0, 0.3, 0.8))
            if kind in OF_PROCESSES:
                rate = float(rng.choice((0, 0, 1, 2, 3)))
            rates[kind] = rate if only is None or kind in only else 0.0
        return cls(rng, now, rates=rates)

    @property
    def clear(self) -> bool:
        return not self.begins <= self.now() < self.until

    def happens(self, kind: str) -> bool:
        """Whether this goes wrong now."""
        return not self.clear and self.rng.random() < self.rates[kind]

    def note(self, kind: str, about: str = "") -> None:
        """It happened."""
        self.seen[kind] += 1
        self.story.append((self.now(), f"  ! {kind}{f': {about}' if about else ''}"))

    def one_of(self, kinds: tuple[str, ...]) -> str:
        """One of these mishaps, or none."""
        return next((kind for kind in kinds if self.happens(kind)), "")

    def on_the_wire(self, about: str) -> Mishap:
        """What becomes of a request; `there` may be nearly as long as a client waits."""
        there, back = self.rng.uniform(0.02, 0.3), self.rng.uniform(0.02, 0.3)
        kind = self.one_of(ON_THE_WIRE)
        if kind:
            self.note(kind, about)
        if kind in {"time-out, but done", "slow"}:
            there = self.rng.uniform(0.02, 9.0)
        return Mishap(kind, there, back)

    def in_the_store(self) -> str:
        """What becomes of a transaction."""
        kind = self.one_of(IN_THE_STORE)
        if kind:
            self.note(kind)
        return kind

    def lag(self) -> float:
        """By how many seconds the next read lags behind."""
        if not self.happens("stale read"):
            return 0.0
        return self.rng.uniform(0.5, 55.0)
