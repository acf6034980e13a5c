"""Brings a database to today's schema, whichever version made it, while others may be doing the same."""

import threading
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from bot.store.errors import StoreUnusable

# Any number, as long as every process asks for the same one.
_ADVISORY_LOCK = 7_305_001
# Alembic keeps its context in module globals: one migration at a time in a process.
_ALEMBIC = threading.Lock()


def migrate(engine: sa.Engine) -> None:
    """Run the missing steps in one transaction that no second process can enter.

    Args:
        engine: of a writer: on SQLite its transactions hold the write lock from the start.

    Raises:
        StoreUnusable: a newer version made the database.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with _ALEMBIC, engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreUnusable(
                f"The database was made by another version of Fingerpost ({error}). "
                "Install the newest version, or name another database in DATABASE_URL."
            ) from error
