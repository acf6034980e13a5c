"""Which of the tables that say something of few items say anything of one: asked at once, for each look asks it."""

from typing import Literal

import sqlalchemy as sa

from bot.store.community import absence, asked, taker, unconfirmed, vote
from bot.store.ready import Ready
from bot.store.schema import record

Rarity = Literal["absences", "asked", "own_credits", "records", "takers", "votes"]

_KEPT_BY: dict[Rarity, sa.ColumnElement[bool]] = {
    "absences": absence.c.installation == sa.bindparam("installation"),
    "asked": asked.c.lane == sa.bindparam("lane"),
    "own_credits": unconfirmed.c.lane == sa.bindparam("lane"),
    "records": record.c.lane == sa.bindparam("lane"),
    "takers": taker.c.lane == sa.bindparam("lane"),
    "votes": vote.c.lane == sa.bindparam("lane"),
}


_HELD = Ready(lambda _: sa.select(*(sa.exists().where(kept).label(name) for name, kept in _KEPT_BY.items())))


def held(connection: sa.Connection, lane: str, installation: int) -> frozenset[Rarity]:
    """The tables that hold anything of an item, or of the installation that it belongs to."""
    (found,) = _HELD.rows(connection, {"lane": lane, "installation": installation})
    return frozenset(name for name, there in zip(_KEPT_BY, found, strict=True) if there)
