"""Brings a database to today's schema, whichever older version made it, while others may be doing the same.

A new database is made as the schema says, without steps: Alembic would stay in memory for good, with 15 MB.
A step either only adds, so that processes of the version before go on beside it (`beside_older`), or it waits until
none of them is left. docs/upgrading.md is the whole story for those who run the bot.
"""

import threading
from importlib import import_module
from pathlib import Path

import sqlalchemy as sa

from bot.store import database
from bot.store.community import metadata
from bot.store.errors import StoreUnusable

# Any number, as long as every process asks for the same one.
_ADVISORY_LOCK = 7_305_001
# Alembic keeps its context in module globals: one migration at a time in a process.
_ALEMBIC = threading.Lock()
_SCRIPTS = Path(__file__).with_name("migrations")
_STEPS = sorted(path.stem for path in (_SCRIPTS / "versions").glob("m[0-9]*.py"))
_VERSION = sa.Table(  # Alembic's own
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
_FOUND = sa.select(_VERSION.c.version_num)
_OLDER = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND application_name LIKE 'fingerpost%' AND application_name <> :ours"
)


def migrate(engine: sa.Engine) -> None:
    """Run the missing steps in one transaction that no second process can enter.

    Args:
        engine: of a writer: on SQLite its transactions hold the write lock from the start.

    Raises:
        StoreUnusable: a newer version made the database, or an older one still uses it and could not go on.
    """
    with _ALEMBIC, engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            connection.execute(sa.text("SET LOCAL statement_timeout = 0"))  # a large table takes its time
        missing = _missing(connection)
        if missing == _STEPS:
            create(connection)
        elif missing:
            _wait_for_nobody(connection, missing)
            upgrade(connection)


def create(connection: sa.Connection) -> None:
    """Make all tables at once, as the steps would have made them.

    Args:
        connection: of a transaction that is alone.
    """
    metadata.create_all(connection)
    _VERSION.create(connection, checkfirst=True)
    connection.execute(sa.insert(_VERSION).values(version_num=_STEPS[-1][1:5]))


def upgrade(connection: sa.Connection, to: str = "head") -> None:
    """Run steps, whoever else is there.

    Args:
        connection: of a transaction that is alone.
        to: the number of the last step.
    """
    from alembic import command  # noqa: PLC0415 - 10 MB, which a database of today's schema has no use for
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _missing(connection: sa.Connection) -> list[str]:
    """The steps that this database has not seen."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return _STEPS
    found = connection.execute(_FOUND).scalar_one_or_none()
    numbers = [step[1:5] for step in _STEPS]
    if found is None:
        return _STEPS
    if found not in numbers:
        raise StoreUnusable(
            f"The database was made by a newer version of Fingerpost (it has step {found}, this one knows "
            f"{numbers[-1]} as the last). Install that version or a newer one. A database does not go back: to run "
            "this one, restore a backup from before the upgrade, or name another database in DATABASE_URL."
        )
    return _STEPS[numbers.index(found) + 1 :]


def _wait_for_nobody(connection: sa.Connection, steps: list[str]) -> None:
    """Refuse a step that the version before could not live with, as long as one of its processes is connected."""
    if connection.dialect.name != "postgresql":
        return
    if all(import_module(f"bot.store.migrations.versions.{step}").beside_older for step in steps):
        return
    older = connection.execute(_OLDER, {"ours": database.APPLICATION}).scalar_one()
    if older:
        raise StoreUnusable(
            f"The database is to be changed in a way that the older version cannot live with, and {older} of its "
            "connections are open. Stop every process of the older version, then start this one."
        )
