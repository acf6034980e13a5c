"""The decisions of a repository that are kept, and the items that they are about. Bounded."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.item import item_lane
from bot.planning.whole import NUMBER
from bot.store import items
from bot.store.decisions import AGAIN, Decision
from bot.store.items import ItemRecord
from bot.store.schema import decision, item

MOST = 5_000
MOST_ITEMS = 500
_TOLD = ("actions", "outcomes", "held_back", "observed", AGAIN)


@dataclass(frozen=True, slots=True)
class Looks:
    """What was decided, newest first.

    Attributes:
        more: whether there were older looks than these, which are not counted.
    """

    decisions: Sequence[Decision] = ()
    more: bool = False

    @property
    def since(self) -> int | None:
        """When the first of them was; None where there is none."""
        return min((one.since for one in self.decisions), default=None)

    @property
    def times(self) -> int:
        """How many looks came to them."""
        return sum(one.times for one in self.decisions)


def looks(connection: sa.Connection, repo_id: int, most: int = MOST) -> Looks:
    """The newest decisions about the items of a repository, and about it as a whole; without their rules."""
    whole = sa.select(sa.literal(item_lane(repo_id, NUMBER)))
    lanes = sa.union_all(sa.select(item.c.lane).where(item.c.repo_id == repo_id), whole).subquery()
    parts = [decision.c.document[name] for name in _TOLD]
    query = sa.select(decision.c.lane, decision.c.at, *parts).where(decision.c.lane.in_(sa.select(lanes)))
    rows = connection.execute(query.order_by(decision.c.id.desc()).limit(most + 1)).all()
    found = [Decision(row.lane, row.at, (), dict(zip(_TOLD, tuple(row)[2:], strict=True))) for row in rows[:most]]
    return Looks(found, more=len(rows) > most)


def items_in(connection: sa.Connection, lanes: Collection[str]) -> dict[str, ItemRecord]:
    """The items of some lanes, as last seen, at most so many."""
    some = list(lanes)[:MOST_ITEMS]
    return {lane: record for lane in some if (record := items.find(connection, lane))}
