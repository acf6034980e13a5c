"""The world on disk: one SQLite file into which every change is written before it is acknowledged."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from bot.sandbox.world.kinds import CLASSES
from bot.sandbox.world.records import Number, Record

_TABLES = """
CREATE TABLE IF NOT EXISTS record (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS delivery (id INTEGER PRIMARY KEY, body BLOB NOT NULL, payload BLOB NOT NULL);
"""


class Store:
    """The file behind the world; without a path it is kept in memory only."""

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        # A killed process loses nothing under NORMAL: what was written is the kernel's by then.
        self.db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + _TABLES)

    def load(self) -> Iterator[Record]:
        """Every record, oldest first."""
        for kind, body in self.db.execute("SELECT kind, body FROM record ORDER BY id"):
            yield _record(kind, body)

    def note(self, name: str) -> object:
        """A remembered setting, or None."""
        row = self.db.execute("SELECT body FROM note WHERE name = ?", (name,)).fetchone()
        return orjson.loads(row[0]) if row else None

    def keep(self, name: str, value: object) -> None:
        """Remember a setting."""
        self.db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, orjson.dumps(value)))

    def save(self, changed: Iterable[tuple[Number, Record | None]]) -> None:
        """Write changed records, and drop those that are None."""
        for number, record in changed:
            if record is None:
                self.db.execute("DELETE FROM record WHERE id = ?", (number,))
            else:
                row = (number, type(record).__name__, orjson.dumps(record))
                self.db.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", row)

    def begin(self) -> None:
        """Open the transaction that holds everything one request changes."""
        if not self.db.in_transaction:
            self.db.execute("BEGIN")

    def commit(self) -> None:
        """Close it; only then may the request be answered."""
        if self.db.in_transaction:
            self.db.execute("COMMIT")

    def wipe(self) -> None:
        """Forget everything."""
        for table in ("record", "note", "audit", "delivery"):
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand one line above

    def close(self) -> None:
        """Close the file."""
        self.commit()
        self.db.close()


def _record(kind: str, body: bytes) -> Record:
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in orjson.loads(body).items()}
    return CLASSES[kind](**values)
