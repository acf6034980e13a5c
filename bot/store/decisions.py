"""What was decided about an item and why: one document a look, for `/why`, the pages and the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.store.ready import Ready
from bot.store.schema import decision
from bot.store.sql import plainly


@dataclass(frozen=True, slots=True)
class Decision:
    """One look at one item.

    Attributes:
        at: when.
        deliveries: the ids of the deliveries that led to it.
        document: rules, reasons and actions, as JSON.
    """

    lane: str
    at: int
    deliveries: tuple[str, ...]
    document: dict[str, Any]


_KEEP = Ready(lambda _: sa.insert(decision))


def save(connection: sa.Connection, lane: str, at: int, deliveries: Sequence[str], document: dict[str, Any]) -> None:
    """Keep a decision."""
    row = {"lane": lane, "at": at, "deliveries": list(deliveries), "document": plainly(document)}
    _KEEP.run(connection, row)


def of_item(connection: sa.Connection, lane: str, most: int = 20) -> list[Decision]:
    """The last decisions about an item, newest first."""
    return _newest(connection, most, decision.c.lane == lane)


def recent(connection: sa.Connection, most: int = 50) -> list[Decision]:
    """The last decisions, newest first."""
    return _newest(connection, most)


def purge(connection: sa.Connection, older_than: int) -> int:
    """Forget decisions made before a moment; returns how many."""
    return connection.execute(sa.delete(decision).where(decision.c.at < older_than)).rowcount


def _newest(connection: sa.Connection, most: int, *which: sa.ColumnElement[bool]) -> list[Decision]:
    rows = connection.execute(sa.select(decision).where(*which).order_by(decision.c.id.desc()).limit(most))
    return [Decision(row.lane, row.at, tuple(row.deliveries), row.document) for row in rows]
