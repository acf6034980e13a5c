"""The books of the benchmark's GitHub: what every item holds, and whether the right effect reached the right item."""

import time
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from benchmarks.github.shapes import Place

WINDOW_S = 60.0
WANTED = {
    "I": ("bug", "Thanks for the report", "Todo"),
    "PR": ("documentation", "Thanks for the pull request", "Review"),
}
"""By kind of item: the label, how the comment begins, the column of the board."""
PERSON = "octocat"


@dataclass(slots=True)
class Item:
    """An issue or a pull request.

    Attributes:
        asked: who is assigned or asked to review.
        card: the column of its card; empty while it has none, or no column.
    """

    kind: str
    labels: set[str] = field(default_factory=set)
    comments: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    carded: bool = False
    card: str = ""

    @property
    def complete(self) -> bool:
        """Whether it holds exactly what the rules ask for."""
        label, words, column = WANTED[self.kind]
        said = list(self.comments.values())
        right = len(said) == 1 and words in said[0]
        return right and self.labels == {label} and self.asked == {PERSON} and self.card == column


class Books:
    """All items, and all requests."""

    def __init__(self, installations: int) -> None:
        self.installations = installations
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.items: dict[int, Item] = {}
        self.requests: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        self.astray = self.comments = self.cards = 0
        self.first = self.last = 0.0
        self._lately: defaultdict[int, deque[float]] = defaultdict(deque)
        self._most_in_a_minute = 0

    def place(self, number: int) -> Place:
        """Where an item is."""
        return Place(number, self.installations)

    def item(self, node: str) -> Item:
        """An item by its id, `I_7`; it is there as soon as it is asked for."""
        kind, _, number = node.partition("_")
        return self.items.setdefault(int(number), Item(kind))

    def effect(self, node: str) -> Item:
        """An item that something is done to now."""
        self.last = time.time()
        return self.item(node)

    def comment(self, node: str, body: str) -> str:
        """A comment is written; its id."""
        said = self.effect(node).comments
        self.comments += 1
        key = f"IC_{self.comments}"
        said[key] = body
        self._created(self.place(int(node.partition("_")[2])).installation)
        return key

    def _created(self, installation: int) -> None:
        lately, now = self._lately[installation], time.time()
        lately.append(now)
        while lately[0] <= now - WINDOW_S:
            lately.popleft()
        self._most_in_a_minute = max(self._most_in_a_minute, len(lately))

    def told(self) -> dict[str, Any]:
        """The sums."""
        there = self.items.values()
        return {
            "requests": sum(self.requests.values()),
            "by_kind": dict(self.requests),
            "unknown": dict(self.unknown),
            "complete": sorted(number for number, item in self.items.items() if item.complete),
            "touched": sum(bool(item.labels or item.comments or item.asked or item.card) for item in there),
            "doubled": sum(max(0, len(item.comments) - 1) for item in there),
            "astray": self.astray,
            "effects": sum(len(i.labels) + len(i.comments) + len(i.asked) + bool(i.card) for i in there),
            "most_in_a_minute": self._most_in_a_minute,
            "first": self.first,
            "last": self.last,
        }
