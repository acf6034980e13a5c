"""What was decided about an item and why: one document a look, for `/why`, the pages and the log.

A look that does nothing and comes to what the one before it came to, as each day's may, takes the place of that one: it
tells what was seen last, how often that led to the same, and since when.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import sqlalchemy as sa

from bot.store.ready import Ready
from bot.store.schema import decision
from bot.store.sql import plainly

AGAIN = "again"
"""Where a document tells that several looks came to it."""
_MOST_DELIVERIES = 50


@dataclass(frozen=True, slots=True)
class Again:
    """That several looks, one after the other, came to the same: how many, and when the first was."""

    times: int
    since: int


def again_in(document: Mapping[str, Any]) -> Again | None:
    """What a decision tells of the looks that came to it; None where it was only one."""
    told = document.get(AGAIN)
    return Again(**told) if told else None


@dataclass(frozen=True, slots=True)
class Decision:
    """What one look at an item came to, or several, one after the other.

    Attributes:
        at: when; of several, the last.
        deliveries: the ids of the deliveries that led to it, the newest ones of many.
        document: rules, reasons and actions, as JSON.
    """

    lane: str
    at: int
    deliveries: tuple[str, ...]
    document: dict[str, Any]

    @property
    def times(self) -> int:
        """How many looks came to it."""
        again = again_in(self.document)
        return again.times if again else 1

    @property
    def since(self) -> int:
        """When the first of them was."""
        again = again_in(self.document)
        return again.since if again else self.at


_KEEP = Ready(lambda _: sa.insert(decision))
_LAST = Ready(
    lambda _: (
        sa.select(decision.c.id, decision.c.at, decision.c.deliveries, decision.c.document)
        .where(decision.c.lane == sa.bindparam("which"))
        .order_by(decision.c.id.desc())
        .limit(1)
    )
)


def save(connection: sa.Connection, lane: str, at: int, deliveries: Sequence[str], document: dict[str, Any]) -> None:
    """Keep a decision; where it is the last one over again, in the place of that one."""
    new = Decision(lane, at, tuple(deliveries), plainly(document))
    before = None if _did_something(new) else _the_same(connection, new)
    kept = _over_again(before[1], new) if before else new
    row = {"lane": lane, "at": at, "deliveries": list(kept.deliveries), "document": kept.document}
    _KEEP.run(connection, row)
    if before:  # only now: its number, free before, would be given again, and who waits for news would see none
        connection.execute(sa.delete(decision).where(decision.c.id == before[0]))


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


def _did_something(new: Decision) -> bool:
    return any(outcome["state"] == "done" for outcome in new.document.get("outcomes") or ())


def _the_same(connection: sa.Connection, new: Decision) -> tuple[int, Decision] | None:
    """The last decision about the item with its number, if it is the same; None where it is not, or there is none."""
    row = _LAST.first(connection, {"which": new.lane})
    if row is None:
        return None
    number, at, deliveries, document = row
    last = Decision(new.lane, at, tuple(deliveries), document)
    return (number, last) if _gist(last.document) == _gist(new.document) else None


def _gist(document: Mapping[str, Any]) -> str:
    """All but the values that conditions saw, which differ each day where one asks for an age."""
    held = [(rule.get("id"), rule.get("matched")) for rule in document.get("rules") or ()]
    return json.dumps({**document, "rules": held, AGAIN: None}, sort_keys=True)


def _over_again(last: Decision, new: Decision) -> Decision:
    """The new one, with all that led to both."""
    deliveries = tuple(dict.fromkeys((*last.deliveries, *new.deliveries)))[-_MOST_DELIVERIES:]
    again = Again(last.times + 1, last.since)
    return replace(new, deliveries=deliveries, document={**new.document, AGAIN: asdict(again)})
