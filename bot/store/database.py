"""Opens the database that a URL names: a SQLite file or PostgreSQL, each with the settings that durability needs."""

import json
import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import PoolProxiedConnection

from bot.clock import steady
from bot.store.errors import StoreUnavailable, StoreUnusable

# By this the processes on one PostgreSQL tell which of them speak of the same schema.
_SCHEMA = max(path.stem[1:5] for path in Path(__file__).with_name("migrations").glob("versions/m[0-9]*.py"))
APPLICATION = f"fingerpost {_SCHEMA}"

_SQLITE_BUSY_MS = 3_000
_SQLITE_LOOKS_S = 0.001
_SQLITE_PRIMARY = 0xFF  # the rest of an error's code says more than is asked here
_READER_CACHE_KB = 256  # each write makes a reader's cache void: the usual 2 MB for each would hold what is of no use
_SQLITE_JOURNAL_BYTES = 64 * 1024 * 1024
_POSTGRES_CONNECT = {
    "connect_timeout": 5,
    "application_name": APPLICATION,
    "options": "-c lock_timeout=5s -c statement_timeout=20s -c idle_in_transaction_session_timeout=60s",
    # A server that vanished without a word is noticed within a minute.
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
_HINT = "DATABASE_URL is sqlite:////path/to/fingerpost.db or postgresql+psycopg://user:password@host/name."


def parse(url: str) -> URL:
    """The URL, understood and completed.

    Raises:
        StoreUnusable: not an address of SQLite or PostgreSQL.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        raise StoreUnusable(f"The address of the database cannot be read. {_HINT}") from None
    if address.drivername in ("postgres", "postgresql"):
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername == "postgresql+psycopg":
        return address
    if address.drivername != "sqlite":
        raise StoreUnusable(f"Fingerpost does not keep its state in {address.drivername!r}. {_HINT}")
    if address.database in (None, "", ":memory:"):
        raise StoreUnusable(f"A database in memory would lose what was acknowledged. {_HINT}")
    return address


def is_embedded(address: URL) -> bool:
    """Whether the database is a file of this machine."""
    return address.drivername == "sqlite"


def whereabouts(address: URL) -> str:
    """Where the database is, and what to look at when it does not open; the password is left out."""
    if is_embedded(address):
        return f"It is the file {address.database}: see that it is a file of Fingerpost's that may be read and written."
    host = address.host or "this machine"
    return (
        f"It is {address.database or 'a database'} on {host}, port {address.port or 5432}: see that the server runs, "
        "and that host, name, user and password in DATABASE_URL are right."
    )


def make_file(address: URL) -> None:
    """Make the SQLite file, readable by its owner only: it will hold what people wrote in private repositories.

    Raises:
        StoreUnusable: the place cannot be written.
    """
    path = Path(str(address.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreUnusable(
            f"The database file {path} cannot be made: {error.strerror}. {whereabouts(address)}"
        ) from error


def writer(address: URL, connections: int) -> sa.Engine:
    """An engine whose transactions may write."""
    if is_embedded(address):
        return _sqlite(address, _begin_writing, connections, "busy_timeout=0")
    return _postgres(address, connections)


def reader(address: URL, connections: int) -> sa.Engine:
    """An engine whose transactions see one moment, write nothing and wait for no writer."""
    if is_embedded(address):
        return _sqlite(address, _begin_reading, connections, "query_only=ON", f"cache_size=-{_READER_CACHE_KB}")
    return _postgres(address, connections).execution_options(postgresql_readonly=True)


def connect_arguments(address: URL) -> dict[str, Any]:
    """What psycopg's `connect` takes to reach a PostgreSQL server."""
    _, arguments = address.get_dialect()().create_connect_args(address)
    return {**arguments, **_POSTGRES_CONNECT}


def _postgres(address: URL, connections: int) -> sa.Engine:
    return sa.create_engine(
        address,
        pool_size=connections,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args=_POSTGRES_CONNECT,
        json_serializer=_as_json,
    )


def _as_json(value: Any) -> str:
    """A document as it is kept; what orjson refuses, such as half a character, Python's own takes."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return json.dumps(value)


def _is_still(path: Path, made: os.stat_result) -> bool:
    try:
        return os.path.samestat(path.stat(), made)
    except OSError:
        return False


def _sqlite(address: URL, begin: Callable[[PoolProxiedConnection], None], connections: int, *more: str) -> sa.Engine:
    engine = sa.create_engine(address, pool_size=connections, max_overflow=0, json_serializer=_as_json)
    path = Path(str(address.database))
    made = path.stat() if path.exists() else None
    pragmas = (
        f"busy_timeout={_SQLITE_BUSY_MS}",  # first: the others may have to wait
        "journal_mode=WAL",
        "synchronous=FULL",  # NORMAL would lose acknowledged deliveries in a power cut
        f"journal_size_limit={_SQLITE_JOURNAL_BYTES}",
        *more,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would be deferred and late
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    def _begin(connection: PoolProxiedConnection) -> None:
        # SQLite goes on in a file that was deleted, and all of it would be lost at the end.
        if made and not _is_still(path, made):
            raise StoreUnavailable(f"The database is not available: {path} was removed or replaced; start again.")
        begin(connection)

    engine.dialect.do_begin = _begin  # type: ignore[assignment, method-assign]  # an event would slow every statement
    return engine


def _begin_reading(connection: PoolProxiedConnection) -> None:
    connection.cursor().execute("BEGIN")


def _begin_writing(connection: PoolProxiedConnection) -> None:
    """Begin as soon as no other process writes.

    SQLite would wait by itself, but looks ever more seldom, at last ten times a second: meanwhile others begin.
    """
    cursor, patience, until = connection.cursor(), threading.Event(), steady() + _SQLITE_BUSY_MS / 1000
    while True:
        try:
            cursor.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _SQLITE_PRIMARY != sqlite3.SQLITE_BUSY or steady() > until:
                raise
            patience.wait(_SQLITE_LOOKS_S)
        else:
            return
