"""The two or three things that SQLAlchemy leaves to each database, in one place."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any, Protocol, cast

import orjson
import sqlalchemy as sa

from bot.store.ready import Ready

_LONGEST_NOTE = 2_000


class Insert(Protocol):
    """What both dialects' INSERT .. ON CONFLICT have in common."""

    @property
    def excluded(self) -> Any:
        """The row that could not be inserted."""
        ...

    def on_conflict_do_nothing(self, *, index_elements: Sequence[str]) -> sa.Insert:
        """Leave the row that is there."""
        ...

    def on_conflict_do_update(
        self, *, index_elements: Sequence[str], set_: Mapping[str, Any], where: sa.ColumnElement[bool] | None = None
    ) -> sa.Insert:
        """Change the row that is there."""
        ...


def insert(connection: sa.Connection, table: sa.Table) -> Insert:
    """An INSERT of the connection's own dialect, which can say what to do on a conflict."""
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")  # it alone: the other one is 2 MB
    return cast("Insert", dialect.insert(table))


def upsert(connection: sa.Connection, table: sa.Table, *rows: Mapping[str, Any]) -> None:
    """Write rows that have the same columns, each in place of the one with its primary key."""
    if rows:
        _upserting(table, tuple(rows[0])).run(connection, *rows)


@lru_cache
def _upserting(table: sa.Table, columns: tuple[str, ...]) -> Ready:
    keys = [column.name for column in table.primary_key]

    def build(connection: sa.Connection) -> sa.Insert:
        statement = insert(connection, table)
        changes = {name: statement.excluded[name] for name in columns if name not in keys}
        return statement.on_conflict_do_update(index_elements=keys, set_=changes)

    return Ready(build)


def plain(text: str, longest: int = _LONGEST_NOTE) -> str:
    """Text from outside in a form that every database takes: no NUL, no half character, bounded."""
    return text[:longest].replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def plainly(value: Any) -> Any:
    """A JSON document with every text in it made plain."""
    return value if _is_plain(value) else _made_plain(value)


def _is_plain(value: Any) -> bool:
    """Whether it is certain that nothing is to be done, as it nearly always is: orjson takes no half characters."""
    try:
        return rb"\u0000" not in orjson.dumps(value)
    except TypeError:
        return False


def _made_plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value, len(value))
    if isinstance(value, Mapping):
        return {plain(str(key)): _made_plain(each) for key, each in value.items()}
    return [_made_plain(each) for each in value] if isinstance(value, (list, tuple)) else value
