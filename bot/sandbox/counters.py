"""How many requests each delivery cost, and all together."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Cost:
    """What one delivery cost."""

    name: str
    item: str
    requests: list[str] = field(default_factory=list)
    share: float = 0.0

    def line(self) -> str:
        """`issues.opened o/r#7: 2 requests (1 mutation, 1 query)`."""
        kinds = Counter(label.partition(" ")[0] for label in self.requests)
        detail = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
        return f"{self.name} {self.item}: {len(self.requests)} requests" + (f" ({detail})" if detail else "")


class Counters:
    """Counts requests, by kind and by the deliveries that they name."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Count from zero; the deliveries sent so far are forgotten."""
        self.kinds: Counter[str] = Counter()
        self.labels: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()
        self.deliveries: dict[str, Cost] = {}
        self.unclaimed = 0
        self.content_total = 0
        self.content_most = 0

    def sent(self, guid: str, name: str, item: str) -> None:
        """A delivery goes out."""
        self.deliveries.setdefault(guid, Cost(name, item))

    def request(self, kind: str, label: str, deliveries: tuple[str, ...]) -> None:
        """A request came in; `kind` is query, mutation, token or rest."""
        self.kinds[kind] += 1
        self.labels[label] += 1
        known = [self.deliveries[guid] for guid in deliveries if guid in self.deliveries]
        self.unclaimed += not known
        for cost in known:
            cost.requests.append(f"{kind} {label}")
            cost.share += 1 / len(known)

    def contents(self, in_minute: int) -> None:
        """Content was created; so many in the minute that ends now."""
        self.content_total += 1
        self.content_most = max(self.content_most, in_minute)

    def shown(self) -> dict[str, Any]:
        """Everything counted, as JSON."""
        costs = list(self.deliveries.items())
        return {
            "requests": sum(self.kinds.values()),
            "by_kind": dict(self.kinds),
            "by_label": dict(self.labels.most_common()),
            "by_status": {str(status): count for status, count in self.statuses.items()},
            "unclaimed": self.unclaimed,
            "content_creations": {"total": self.content_total, "most_in_a_minute": self.content_most},
            "by_event": _by_event([cost for _, cost in costs]),
            "per_delivery": [
                {"delivery": guid, "event": cost.name, "item": cost.item, "requests": len(cost.requests),
                 "share": round(cost.share, 4), "made": cost.requests, "line": cost.line()}
                for guid, cost in costs
            ],
        }  # fmt: skip


def _by_event(costs: list[Cost]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for name in dict.fromkeys(cost.name for cost in costs):
        counts = [len(cost.requests) for cost in costs if cost.name == name]
        shares = [cost.share for cost in costs if cost.name == name]
        shown[name] = {
            "deliveries": len(counts), "first": counts[0], "last": counts[-1], "requests": sum(counts),
            "share": round(sum(shares), 4),
        }  # fmt: skip
    return shown
