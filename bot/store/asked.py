"""Who asked what of the bot by a command, and when: so that it is known whose word something was done on."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from bot.store.community import asked
from bot.store.sql import insert


def save(
    connection: sa.Connection, installation: int, lane: str, obeyed: Iterable[tuple[str, str, str]], now: int
) -> None:
    """Keep who asked what, as (cause, command, login); what is known of it stays."""
    where = {"installation": installation, "lane": lane, "at": now}
    rows = [{**where, "cause": cause, "command": name, "login": login.lower()} for cause, name, login in obeyed]
    if rows:
        once = ["lane", "cause", "command"]
        connection.execute(insert(connection, asked).on_conflict_do_nothing(index_elements=once), rows)


_WHO = sa.select(asked.c.cause, asked.c.login).where(asked.c.lane == sa.bindparam("at"))


def who(connection: sa.Connection, lane: str) -> dict[str, str]:
    """Who asked something on an item, in lower case, by what is known as its cause: a comment, a button."""
    return {row.cause: row.login for row in connection.execute(_WHO, {"at": lane})}


def commands(
    connection: sa.Connection, lanes: Collection[str], causes: Collection[str]
) -> dict[tuple[str, str], tuple[str, str]]:
    """What was asked on some items for some causes, as command and login, by lane and cause."""
    where = (asked.c.lane.in_(lanes), asked.c.cause.in_(causes))
    rows = connection.execute(sa.select(asked).where(*where).order_by(asked.c.command))
    return {(row.lane, row.cause): (row.command, row.login) for row in rows}


def times(connection: sa.Connection, installation: int, login: str, command: str) -> int:
    """How often somebody gave a command."""
    mine = (asked.c.installation == installation, asked.c.login == login.lower(), asked.c.command == command)
    return connection.execute(sa.select(sa.func.count()).select_from(asked).where(*mine)).scalar_one()
