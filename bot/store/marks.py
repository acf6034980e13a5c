"""Numbers that outlive the process, by name: until when everything was heard, how far a sweep has come."""

import sqlalchemy as sa

from bot.store.schema import mark
from bot.store.sql import upsert

_FOUND = sa.select(mark.c.value).where(mark.c.name == sa.bindparam("which"))


def find(connection: sa.Connection, name: str) -> int | None:
    """A number; None where it was never set."""
    return connection.execute(_FOUND, {"which": name}).scalar_one_or_none()


def beginning(connection: sa.Connection, beginning: str) -> dict[str, int]:
    """The numbers whose names begin so, by name."""
    found = sa.select(mark.c.name, mark.c.value).where(mark.c.name.startswith(beginning, autoescape=True))
    return {row.name: row.value for row in connection.execute(found)}


def put(connection: sa.Connection, name: str, value: int) -> None:
    """Keep a number in place of the one of that name."""
    upsert(connection, mark, {"name": name, "value": value})


def forget_all(connection: sa.Connection, beginning: str) -> None:
    """Keep no number whose name begins so."""
    connection.execute(sa.delete(mark).where(mark.c.name.startswith(beginning, autoescape=True)))
