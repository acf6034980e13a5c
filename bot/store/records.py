"""What rules were told to remember of items; kept for good."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.schema import item, record
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
    """What the items of a repository are remembered under that begins so, each with how many of them are.

    Names that differ in capitals only are one, in the words of one of them.
    """
    said, words = sa.func.lower(record.c.name), sa.func.min(record.c.name)
    mine = record.c.lane.startswith(f"{repo_id}#", autoescape=True)
    query = sa.select(words, sa.func.count()).where(mine, said.startswith(beginning.lower(), autoescape=True))
    return [(str(name), int(times)) for name, times in connection.execute(query.group_by(said).order_by(said))]


def newest(
    connection: sa.Connection, repo_id: int, beginning: str, most: int, *, public_only: bool = False
) -> list[tuple[int, str, Kept]]:
    """The newest records of a repository's items that begin so, each with the number and the title of its item.

    Args:
        connection: to read with.
        repo_id: GitHub's number of the repository.
        beginning: of their names.
        most: how many at most.
        public_only: nothing of items that were private when they were last seen.
    """
    here = [item.c.repo_id == repo_id, record.c.name.startswith(beginning, autoescape=True)]
    here += [item.c.private.is_(False)] if public_only else []
    columns = (item.c.number, item.c.title, record.c.name, record.c.rule, record.c.at)
    query = sa.select(*columns).join(item, item.c.lane == record.c.lane).where(*here)
    rows = connection.execute(query.order_by(record.c.at.desc(), record.c.name).limit(most))
    return [(number, title, Kept(*kept)) for number, title, *kept in rows]


def called(connection: sa.Connection, name: str) -> list[str]:
    """The lanes of the items that are remembered under a name, oldest first."""
    query = sa.select(record.c.lane).where(sa.func.lower(record.c.name) == name.lower())
    return list(connection.execute(query.order_by(record.c.at, record.c.lane)).scalars())
