"""How often each rule fired, on what, and how often it was held back. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.store.decisions import Decision


@dataclass(slots=True)
class Firing:
    """What became of one rule.

    Attributes:
        fired: in how many looks it did something.
        observed: in how many it would have.
        failed: how many of its deeds failed.
        last_at: when it fired last, or would have; on the item in `last_lane`.
    """

    fired: int = 0
    observed: int = 0
    failed: int = 0
    last_at: int | None = None
    last_lane: str = ""
    _items: set[str] = field(default_factory=set)
    _held: set[str] = field(default_factory=set)

    @property
    def items(self) -> int:
        """On how many items it fired, or would have."""
        return len(self._items)

    @property
    def held_back(self) -> int:
        """On how many items it left something alone."""
        return len(self._held)

    def fires(self, look: Decision, *, observed: bool) -> None:
        """Count the looks in which it wanted something."""
        self.fired, self.observed = self.fired + look.times * (not observed), self.observed + look.times * observed
        self._items.add(look.lane)
        if self.last_at is None:
            self.last_at, self.last_lane = look.at, look.lane

    def holds_back(self, look: Decision) -> None:
        """Note the item on which it left something alone."""
        self._held.add(look.lane)


def firing(looks: Iterable[Decision]) -> dict[str, Firing]:
    """What became of each rule, by name.

    Args:
        looks: the decisions, newest first.
    """
    found: dict[str, Firing] = {}
    for look in looks:
        told = look.document
        observed = frozenset(told.get("observed") or ())
        for rule in dict.fromkeys(action["rule"] for action in told.get("actions") or ()):
            found.setdefault(rule, Firing()).fires(look, observed=rule in observed)
        for held in told.get("held_back") or ():
            found.setdefault(held["rule"], Firing()).holds_back(look)
        for outcome in told.get("outcomes") or ():
            if outcome["state"] == "failed":
                found.setdefault(outcome["rule"], Firing()).failed += look.times
    return found
