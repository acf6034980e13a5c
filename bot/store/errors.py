"""What can go wrong with the store itself, and how it is told from a mistake in the work it was given.

Only *unavailable* is a reason to try again or to answer 503. Everything else (a value that the database refuses, a
programming error) belongs to the work that caused it and reaches that work's caller as it is.
"""

import sqlite3
import sys
from typing import TYPE_CHECKING, cast

import sqlalchemy.exc

from bot.errors import FingerpostError

if TYPE_CHECKING:
    import psycopg

_SQLITE_PASSING = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SQLITE_GONE = {
    sqlite3.SQLITE_NOMEM: "the machine has no memory left",
    sqlite3.SQLITE_READONLY: "its file cannot be written",
    sqlite3.SQLITE_IOERR: "the disk does not read or write",
    sqlite3.SQLITE_CORRUPT: "its file is damaged: restore a backup",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened",
    sqlite3.SQLITE_NOTADB: "its file is not a database",
}
# Classes of SQLSTATE: lost connection, lack of resources (a full disk among them), operator intervention, I/O.
_POSTGRES_GONE = ("08", "53", "57P", "58")
# Serialization failure, deadlock, lock time-out: the same work succeeds a moment later.
_POSTGRES_PASSING = {"40001", "40P01", "55P03"}


class StoreUnavailable(FingerpostError):
    """The database could not take the work: nothing of it may be counted on."""


class StoreUnusable(FingerpostError):
    """The database cannot be used as it is: wrong address, or made by a newer version."""


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's result code without its extension, or 0 where the driver raised by itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_passing(error: Exception) -> bool:
    """Whether the very same work may succeed a moment later."""
    cause = error.orig if isinstance(error, sqlalchemy.exc.DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return primary_code(cause) in _SQLITE_PASSING
    if (refusal := _of_postgres(cause, "OperationalError")) is not None:
        return refusal.sqlstate is None or refusal.sqlstate in _POSTGRES_PASSING or refusal.sqlstate[:2] in ("08", "57")
    return isinstance(error, sqlalchemy.exc.TimeoutError)


def unavailable(error: Exception) -> StoreUnavailable | None:
    """The error as one of the store, or None where the work itself is to blame."""
    reason: str | None = None
    cause = error.orig if isinstance(error, sqlalchemy.exc.DBAPIError) else error
    refusal = _of_postgres(cause, "Error")
    if refusal is not None and refusal.sqlstate is None:
        reason = _first_line(refusal)  # who was asked, and what was said: the name or the password may be wrong
    elif is_passing(error):
        reason = "it is locked or does not answer"
    elif isinstance(cause, sqlite3.Error):
        reason = _SQLITE_GONE.get(primary_code(cause))
    elif refusal is not None and (refusal.sqlstate or "").startswith(_POSTGRES_GONE):
        reason = _first_line(refusal)
    return None if reason is None else StoreUnavailable(f"The database is not available: {reason}.")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _of_postgres(cause: BaseException | None, kind: str) -> "psycopg.Error | None":
    """The cause where it is PostgreSQL's; its driver, 9 MB, is not loaded just to ask about errors of SQLite."""
    driver = sys.modules.get("psycopg")
    if driver is None or not isinstance(cause, getattr(driver, kind)):
        return None
    return cast("psycopg.Error", cause)
