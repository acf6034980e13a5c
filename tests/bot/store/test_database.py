"""The settings that durability rests on, and memory."""

from pathlib import Path

import sqlalchemy as sa

from bot.store import database

FULL = 2


def test_a_commit_is_on_disk_before_it_returns(tmp_path: Path) -> None:
    address = database.parse(f"sqlite:///{tmp_path / 'fingerpost.db'}")
    engine = database.writer(address, 1)
    with engine.begin() as connection:
        assert connection.execute(sa.text("PRAGMA synchronous")).scalar_one() == FULL
        assert connection.execute(sa.text("PRAGMA journal_mode")).scalar_one() == "wal"
    engine.dispose()


def test_a_reader_keeps_little_in_memory_for_each_write_makes_it_worthless(tmp_path: Path) -> None:
    address = database.parse(f"sqlite:///{tmp_path / 'fingerpost.db'}")
    engine = database.reader(address, 1)
    with engine.connect() as connection:
        kib = connection.execute(sa.text("PRAGMA cache_size")).scalar_one()
    engine.dispose()
    assert kib == -256


def test_the_usual_address_of_a_hosted_postgresql_is_understood() -> None:
    address = database.parse("postgres://bot:secret@db.example/fingerpost")
    assert address.drivername == "postgresql+psycopg"
