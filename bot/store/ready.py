"""Statements that every delivery runs: written in SQLAlchemy's language, handed to the driver as they are.

To pass a statement on takes SQLAlchemy ten times as long as SQLite needs to run it. So these are translated once for
each kind of database, together with what their types want done to values, and rows come back as plain tuples.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.sql.base import Executable

Values: TypeAlias = Mapping[str, Any]
Row: TypeAlias = tuple[Any, ...]


class Ready:
    """A statement whose parameters have the same names each time, and no list among them of any length.

    What goes wrong is the driver's own error, as `bot.store.errors` knows it, and not SQLAlchemy's.
    """

    def __init__(self, build: Callable[[sa.Connection], Executable]) -> None:
        """Nothing is built or translated before it is first wanted: `_KEEP = Ready(lambda _: sa.insert(mark))`.

        Args:
            build: makes the statement; it is given a connection for what each kind of database says in its own way.
        """
        self._build = build
        self._translated: dict[str, _Translated] = {}

    def rows(self, connection: sa.Connection, values: Values) -> list[Row]:
        """All that it finds."""
        statement = self._for(connection, values)
        with closing(cursor_of(connection)) as cursor:
            cursor.execute(statement.text, statement.given(values))
            return [statement.read(row) for row in cursor.fetchall()]

    def first(self, connection: sa.Connection, values: Values) -> Row | None:
        """The first that it finds; None where it finds nothing."""
        return next(iter(self.rows(connection, values)), None)

    def run(self, connection: sa.Connection, *rows: Values) -> int:
        """Run it with each of some rows; returns how many it wrote, or took away."""
        if not rows:
            return 0
        statement = self._for(connection, rows[0])
        given = [statement.given(row) for row in rows]
        with closing(cursor_of(connection)) as cursor:
            if len(given) == 1:
                cursor.execute(statement.text, given[0])
            else:
                cursor.executemany(statement.text, given)
            return int(cursor.rowcount)

    def _for(self, connection: sa.Connection, values: Values) -> "_Translated":
        kind = connection.dialect.name
        if kind not in self._translated:
            self._translated[kind] = _Translated(self._build(connection), connection.dialect, list(values))
        return self._translated[kind]


class _Translated:
    """A statement as a driver takes it."""

    def __init__(self, statement: Executable, dialect: sa.Dialect, names: Sequence[str]) -> None:
        compiled: Any = statement.compile(  # type: ignore[attr-defined]  # every one that we write has it
            dialect=dialect,
            column_keys=names,
            for_executemany=True,  # asks for no ids of what is inserted
        )
        self.text = str(compiled)
        self._order: Sequence[str] | None = compiled.positiontup  # None where the driver takes values by their names
        self._fixed = {name: value for name, value in compiled.params.items() if name not in names}
        writers = {name: one.type.dialect_impl(dialect).bind_processor(dialect) for name, one in compiled.binds.items()}
        self._writers = [(name, writer) for name, writer in writers.items() if writer and name in names]
        columns = [one.type.dialect_impl(dialect) for one in getattr(statement, "exported_columns", ())]
        readers = enumerate(one.result_processor(dialect, None) for one in columns)
        self._readers = [(place, reader) for place, reader in readers if reader]

    def given(self, values: Values) -> Values | Sequence[Any]:
        """Values as the driver takes them."""
        whole = {**self._fixed, **values}
        for name, writer in self._writers:
            whole[name] = writer(whole[name])
        return whole if self._order is None else [whole[name] for name in self._order]

    def read(self, row: Row) -> Row:
        """A row as the driver gives it, with the values that its columns stand for."""
        if not self._readers:
            return row
        values = list(row)
        for place, reader in self._readers:
            values[place] = reader(values[place])
        return tuple(values)


def cursor_of(connection: sa.Connection) -> Any:
    """The driver's own; SQLAlchemy begins a transaction with the first statement that it sees, and sees none here."""
    if not connection.in_transaction():
        connection.begin()
    return connection.connection.cursor()
