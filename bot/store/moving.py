"""Carries everything that a SQLite file holds over into an empty PostgreSQL database, in one transaction."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from bot.store import database
from bot.store.community import metadata
from bot.store.errors import StoreUnusable
from bot.store.migrate import migrate
from bot.store.presence import Presence

_AT_ONCE = 1_000
_NEXT_NUMBER = "SELECT setval(pg_get_serial_sequence(:name, :column), :last)"


def move(path: Path, url: str, tell: Callable[[str, int], None]) -> None:
    """Copy every row of every table; the file stays as it is.

    Args:
        path: the SQLite file. No process may use it: what came in later would be missing in the copy.
        url: of the PostgreSQL database. Its tables are made here, and are empty.
        tell: is given the name of each table and how many rows came over.

    Raises:
        StoreUnusable: the file is none or in use, or the other database is none of PostgreSQL or not empty.
    """
    here, there = database.parse(f"sqlite:///{path}"), database.parse(url)
    if database.is_embedded(there):
        raise StoreUnusable("DATABASE_URL names a file. Name the PostgreSQL database into which the file shall go.")
    if not path.is_file():
        raise StoreUnusable(f"There is no file {path}. The bot's is fingerpost.db under FINGERPOST_HOME.")
    presence = Presence(f"sqlite:///{path}")
    source, target = database.writer(here, 1), database.writer(there, 1)
    try:
        if not presence.arrive():
            raise StoreUnusable(f"Somebody works with {path}. Stop it first: `fingerpost serve`, or a worker.")
        migrate(source)
        migrate(target)
        with source.begin() as reading, target.begin() as writing:
            _copy(reading, writing, tell)
    finally:
        source.dispose()
        target.dispose()
        presence.leave()


def _copy(reading: sa.Connection, writing: sa.Connection, tell: Callable[[str, int], None]) -> None:
    writing.execute(sa.text("SET LOCAL statement_timeout = 0"))  # a large table takes its time
    for table in metadata.sorted_tables:
        if writing.execute(sa.select(sa.func.count()).select_from(table)).scalar_one():
            raise StoreUnusable(f"The database in DATABASE_URL is not empty: {table.name} has rows. Name a new one.")
    for table in metadata.sorted_tables:
        rows = reading.execution_options(yield_per=_AT_ONCE).execute(sa.select(table)).mappings()
        copied = 0
        for part in rows.partitions():
            writing.execute(sa.insert(table), [dict(row) for row in part])
            copied += len(part)
        _number_on(writing, table)
        tell(table.name, copied)


def _number_on(writing: sa.Connection, table: sa.Table) -> None:
    """Have the next row get a number that no row has."""
    column = table.autoincrement_column
    if column is None:
        return
    last = writing.execute(sa.select(sa.func.max(column))).scalar_one()
    if last is not None:
        writing.execute(sa.text(_NEXT_NUMBER), {"name": table.name, "column": column.name, "last": last})
