"""What GitHub was asked to deliver again and has not come yet: it is not asked again at once, nor for ever."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from bot.store.schema import redelivery
from bot.store.sql import upsert


@dataclass(frozen=True, slots=True)
class Asked:
    """A delivery that GitHub was asked for.

    Attributes:
        missed_at: when it did not come, by GitHub's clock.
        times: how often GitHub was asked.
        asked_at: when, the last time.
    """

    guid: str
    missed_at: int
    times: int
    asked_at: int


def save(connection: sa.Connection, one: Asked) -> None:
    """Keep that GitHub was asked."""
    upsert(connection, redelivery, asdict(one))


def among(connection: sa.Connection, guids: Sequence[str]) -> dict[str, Asked]:
    """Of these deliveries, those that GitHub was asked for."""
    rows = connection.execute(sa.select(redelivery).where(redelivery.c.guid.in_(guids)))
    return {row.guid: Asked(row.guid, row.missed_at, row.times, row.asked_at) for row in rows}


def oldest(connection: sa.Connection, fewer_than: int, asked_since: int) -> int | None:
    """When the oldest of those did not come that were asked for fewer times than this, and since a moment."""
    sought = (redelivery.c.times < fewer_than, redelivery.c.asked_at >= asked_since)
    earliest = sa.select(sa.func.min(redelivery.c.missed_at)).where(*sought)
    return connection.execute(earliest).scalar_one_or_none()


def came(connection: sa.Connection, guids: Sequence[str]) -> int:
    """These are here now; returns how many of them GitHub had been asked for."""
    return connection.execute(sa.delete(redelivery).where(redelivery.c.guid.in_(guids))).rowcount


def missing(connection: sa.Connection, given_up_after: int) -> tuple[int, int]:
    """How many GitHub will be asked for again, and how many were asked for so often that they are given up."""
    gone = redelivery.c.times >= given_up_after
    each = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(sa.case((gone, 1), else_=0)), 0))
    total, given_up = connection.execute(each.select_from(redelivery)).one()
    return total - given_up, given_up


def purge(connection: sa.Connection, older_than: int) -> int:
    """Forget what was last asked for before a moment; returns how many."""
    return connection.execute(sa.delete(redelivery).where(redelivery.c.asked_at < older_than)).rowcount
