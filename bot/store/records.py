"""What rules were told to remember of items; kept for good."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.schema import record
from bot.store.sql import insert, plain


@dataclass(frozen=True, slots=True)
class Kept:
    """A record of an item.

    Attributes:
        rule: which rule keeps it.
        at: since when.
    """

    name: str
    rule: str
    at: int


def keep(connection: sa.Connection, lane: str, kept: Iterable[Kept]) -> None:
    """Remember an item; what is remembered already stays as it is."""
    rows = [{"name": plain(one.name), "lane": lane, "rule": plain(one.rule), "at": one.at} for one in kept]
    if rows:
        connection.execute(insert(connection, record).on_conflict_do_nothing(index_elements=["name", "lane"]), rows)


def drop(connection: sa.Connection, lane: str, names: Collection[str]) -> None:
    """Remember an item under some names no more, given in lower case."""
    # Databases differ in what they take for a lower case.
    known = [kept.name for kept in of_item(connection, lane) if kept.name.lower() in names] if names else []
    if known:
        connection.execute(sa.delete(record).where(record.c.lane == lane, record.c.name.in_(known)))


_OF_ITEM = (
    sa.select(record.c.name, record.c.rule, record.c.at)
    .where(record.c.lane == sa.bindparam("which"))
    .order_by(record.c.at, record.c.name)
)


def of_item(connection: sa.Connection, lane: str) -> list[Kept]:
    """What is remembered of an item, oldest first."""
    return [Kept(*row) for row in connection.execute(_OF_ITEM, {"which": lane})]


def counted(connection: sa.Connection, repo_id: int, beginning: str) -> list[tuple[str, int]]:
    """What the items of a repository are remembered under that begins so, each with how many of them are."""
    said = sa.func.lower(record.c.name)
    mine = record.c.lane.startswith(f"{repo_id}#", autoescape=True)
    query = sa.select(said, sa.func.count()).where(mine, said.startswith(beginning.lower(), autoescape=True))
    return [(str(name), int(times)) for name, times in connection.execute(query.group_by(said).order_by(said))]


def called(connection: sa.Connection, name: str) -> list[str]:
    """The lanes of the items that are remembered under a name, oldest first."""
    query = sa.select(record.c.lane).where(sa.func.lower(record.c.name) == name.lower())
    return list(connection.execute(query.order_by(record.c.at, record.c.lane)).scalars())
