"""Who has items by the bot's own record alone, and who waits for them."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from bot.clock import milliseconds, moment
from bot.store.community import taker
from bot.store.schema import item
from bot.store.sql import upsert
from rules.takers import Taker

_OF_ITEM = sa.select(taker).where(taker.c.lane == sa.bindparam("which")).order_by(taker.c.at, taker.c.login)


def save(connection: sa.Connection, lane: str, one: Taker) -> None:
    """Remember somebody's place, instead of the one that they had."""
    told = milliseconds(one.told_at) if one.told_at else None
    row = {"lane": lane, "login": one.key, "name": one.login, "at": milliseconds(one.at)}
    upsert(connection, taker, row | {"has": one.has, "told_at": told})


def forget(connection: sa.Connection, lane: str, login: str | None = None) -> None:
    """Remember nothing more of somebody on an item, or of everybody there."""
    here = taker.c.lane == lane
    connection.execute(sa.delete(taker).where(here if login is None else here & (taker.c.login == login.lower())))


def of_item(connection: sa.Connection, lane: str) -> tuple[Taker, ...]:
    """Everybody who has an item or waits for it, whoever asked first coming first."""
    rows = connection.execute(_OF_ITEM, {"which": lane})
    return tuple(
        Taker(login=row.name, at=moment(row.at), has=row.has, told_at=moment(row.told_at) if row.told_at else None)
        for row in rows
    )


def count(connection: sa.Connection, repo_id: int, logins: Sequence[str]) -> Mapping[str, int]:
    """How many open items of a repository people have by this record alone, by login in lower case."""
    query = (
        sa.select(taker.c.login, sa.func.count().label("number"))
        .join(item, item.c.lane == taker.c.lane)
        .where(taker.c.has, taker.c.login.in_(logins), item.c.repo_id == repo_id, item.c.state == "open")
        .group_by(taker.c.login)
    )
    return {row.login: row.number for row in connection.execute(query)}


def purge(connection: sa.Connection, older_than: int) -> int:
    """Forget who asked before a moment for what is closed or gone; returns how many."""
    there = sa.exists().where(item.c.lane == taker.c.lane, item.c.state == "open")
    return connection.execute(sa.delete(taker).where(taker.c.at < older_than, ~there)).rowcount
