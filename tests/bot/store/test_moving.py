"""What a SQLite file holds comes over to PostgreSQL whole, or not at all."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store import database
from bot.store.community import metadata
from bot.store.errors import StoreUnusable
from bot.store.migrate import migrate
from bot.store.moving import move
from bot.store.presence import Presence
from bot.store.schema import decision, inbox, mark, record

DELIVERIES = 2_500


def _nothing(table: str, rows: int) -> None:
    """Whom it is told does not matter here."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with something in it: more than is carried over at once, and each kind of column."""
    path = tmp_path / "fingerpost.db"
    engine = database.writer(database.parse(f"sqlite:///{path}"), 1)
    migrate(engine)
    with engine.begin() as connection:
        for number in range(1, DELIVERIES + 1):
            connection.execute(
                sa.insert(inbox).values(
                    delivery=f"d{number}", event="issues", lane="a", installation=1, state="done", received=number
                )
            )
        connection.execute(
            sa.insert(decision).values(lane="a", at=1, deliveries=["d1"], document={"é": [None, 1.5, "\u2028"]})
        )
        connection.execute(sa.insert(mark).values(name="a sweep", value=2**40))
        connection.execute(sa.insert(record).values(name="adaptation", lane="a", rule="R", at=1))
    engine.dispose()
    return path


def _rows(url: str) -> dict[str, list[sa.RowMapping]]:
    engine = database.reader(database.parse(url), 1)
    with engine.connect() as connection:
        found = {
            table.name: list(connection.execute(sa.select(table).order_by(*table.primary_key)).mappings())
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return found


@pytest.mark.postgres
def test_every_row_of_every_table_comes_over(file: Path, postgres_url: str) -> None:
    told: dict[str, int] = {}
    move(file, postgres_url, told.__setitem__)
    there = _rows(postgres_url)
    assert there == _rows(f"sqlite:///{file}")
    assert told == {name: len(rows) for name, rows in there.items()}
    assert (len(there["inbox"]), there["decision"][0]["document"]) == (DELIVERIES, {"é": [None, 1.5, "\u2028"]})


@pytest.mark.postgres
def test_what_comes_in_afterwards_gets_the_next_number(file: Path, postgres_url: str) -> None:
    move(file, postgres_url, _nothing)
    engine = database.writer(database.parse(postgres_url), 1)
    row = {"delivery": "new", "event": "issues", "lane": "a", "installation": 1, "state": "ready", "received": 1}
    with engine.begin() as connection:
        number = connection.execute(sa.insert(inbox).values(row).returning(inbox.c.seq)).scalar_one()
    engine.dispose()
    assert number == DELIVERIES + 1


@pytest.mark.postgres
def test_a_database_that_holds_something_is_left_as_it_is(file: Path, postgres_url: str) -> None:
    move(file, postgres_url, _nothing)
    before = _rows(postgres_url)
    with pytest.raises(StoreUnusable) as refused:
        move(file, postgres_url, _nothing)
    assert "not empty" in str(refused.value)
    assert _rows(postgres_url) == before


def test_a_file_that_somebody_works_with_is_not_moved(file: Path) -> None:
    worker = Presence(f"sqlite:///{file}")
    worker.arrive()
    worker.settle()
    with pytest.raises(StoreUnusable) as refused:
        move(file, "postgresql://bot@127.0.0.1:1/bot", _nothing)
    worker.leave()
    assert str(refused.value).startswith(f"Somebody works with {file}.")


@pytest.mark.parametrize(
    ("name", "url", "why"),
    [
        ("fingerpost.db", "sqlite:////tmp/other.db", "DATABASE_URL names a file."),
        ("other.db", "postgresql://bot@db/bot", "There is no file "),
    ],
)
def test_only_from_a_file_to_a_server(file: Path, name: str, url: str, why: str) -> None:
    with pytest.raises(StoreUnusable) as refused:
        move(file.with_name(name), url, _nothing)
    assert str(refused.value).startswith(why)
