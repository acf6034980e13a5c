"""What GitHub was asked to deliver again, so that it is not asked again at once, nor for ever."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.schema import redelivery
from bot.store.sql import upsert


@dataclass(frozen=True, slots=True)
class Asked:
    """A delivery that GitHub was asked for.

    Attributes:
        times: how often.
        at: when, the last time.
    """

    guid: str
    times: int
    at: int


def asked(connection: sa.Connection, guids: Sequence[str]) -> dict[str, Asked]:
    """Of these deliveries, those that GitHub was asked for before."""
    query = sa.select(redelivery.c.guid, redelivery.c.times, redelivery.c.asked_at)
    rows = connection.execute(query.where(redelivery.c.guid.in_(guids)))
    return {row.guid: Asked(row.guid, row.times, row.asked_at) for row in rows}


def save(connection: sa.Connection, one: Asked) -> None:
    """Keep that GitHub was asked."""
    upsert(connection, redelivery, {"guid": one.guid, "times": one.times, "asked_at": one.at})


def purge(connection: sa.Connection, older_than: int) -> int:
    """Forget what was asked for before a moment; returns how many."""
    return connection.execute(sa.delete(redelivery).where(redelivery.c.asked_at < older_than)).rowcount
