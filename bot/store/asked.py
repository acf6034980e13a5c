"""Who asked what of the bot by a command, and when: so that it is known whose word something was done on."""

from collections.abc import Iterable

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


_BY = sa.select(asked.c.login).where(asked.c.lane == sa.bindparam("at"), asked.c.cause == sa.bindparam("why")).limit(1)


def by(connection: sa.Connection, lane: str, cause: str) -> str:
    """Who wrote a comment that asked something, in lower case; empty where nobody did."""
    return connection.execute(_BY, {"at": lane, "why": cause}).scalar() or ""


def times(connection: sa.Connection, installation: int, login: str, command: str) -> int:
    """How often somebody gave a command."""
    mine = (asked.c.installation == installation, asked.c.login == login.lower(), asked.c.command == command)
    return connection.execute(sa.select(sa.func.count()).select_from(asked).where(*mine)).scalar_one()
