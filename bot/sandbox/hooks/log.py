"""The delivery log: every webhook, with its payload, until long after it was sent. It survives a crash."""

import dataclasses
import uuid
from collections import deque
from typing import Any

import orjson

from bot.sandbox.world.store import Store

PENDING, HELD, DONE = "pending", "held", "done"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One attempt to deliver one event.

    Attributes:
        guid: Its `X-GitHub-Delivery`; a redelivery keeps it.
        state: `pending`, `held` (by a knob) or `done`.
        status_code: What the receiver answered, 0 if nothing.
    """

    id: int
    guid: str
    event: str
    action: str | None
    item: str
    sender: str
    installation: int
    repository: int | None
    created_at: str
    state: str = PENDING
    status: str = ""
    status_code: int = 0
    duration: float = 0.0
    delivered_at: str = ""
    redelivery: bool = False
    not_before: float = 0.0
    response: str = ""

    @property
    def name(self) -> str:
        """`issues.opened`, `push`."""
        return f"{self.event}.{self.action}" if self.action else self.event


class DeliveryLog:
    """All deliveries, oldest first; payloads stay on disk."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.by_id: dict[int, Delivery] = {}
        self.waiting: deque[int] = deque()
        self.reload()

    def reload(self) -> None:
        """Take everything from the store again; what was under way when it stopped is sent again."""
        self.by_id.clear()
        self.waiting.clear()
        for (body,) in self.store.db.execute("SELECT body FROM delivery ORDER BY id"):
            delivery = Delivery(**orjson.loads(body))
            self.by_id[delivery.id] = delivery
            if delivery.state == PENDING:
                self.waiting.append(delivery.id)

    def add(self, payload: bytes, **known: Any) -> Delivery:
        """Write a new delivery down; it is sent once the transaction is closed."""
        number = next(reversed(self.by_id), 7_000_000) + 1
        known.setdefault("guid", str(uuid.uuid4()))
        delivery = Delivery(id=number, **known)
        self.store.db.execute("INSERT INTO delivery VALUES (?, ?, ?)", (number, orjson.dumps(delivery), payload))
        self.by_id[number] = delivery
        if delivery.state == PENDING:
            self.waiting.append(number)
        return delivery

    def update(self, delivery: Delivery, **changes: Any) -> Delivery:
        """Write down what became of a delivery."""
        new = dataclasses.replace(delivery, **changes)
        self.by_id[new.id] = new
        self.store.db.execute("UPDATE delivery SET body = ? WHERE id = ?", (orjson.dumps(new), new.id))
        return new

    def payload(self, delivery: Delivery) -> bytes:
        """What was or will be sent."""
        row = self.store.db.execute("SELECT payload FROM delivery WHERE id = ?", (delivery.id,)).fetchone()
        return bytes(row[0])

    def again(self, delivery: Delivery, **known: Any) -> Delivery:
        """Put the same event into the queue once more, with the same guid."""
        kept = ("guid", "event", "action", "item", "sender", "installation", "repository")
        same = {name: getattr(delivery, name) for name in kept}
        return self.add(self.payload(delivery), **same, **known)

    def held(self) -> list[Delivery]:
        """What a knob holds back."""
        return [delivery for delivery in self.by_id.values() if delivery.state == HELD]
