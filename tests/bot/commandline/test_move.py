"""`move`: one line for each table, and the words of the store where it cannot be done."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import Settings
from bot.store import database
from bot.store.community import metadata
from bot.store.migrate import migrate
from bot.store.schema import mark


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.validation_alias), raising=False)
    monkeypatch.chdir(tmp_path)
    engine = database.writer(database.parse(f"sqlite:///{tmp_path / 'fingerpost.db'}"), 1)
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(sa.insert(mark).values(name="a sweep", value=7))
    engine.dispose()
    return tmp_path / "fingerpost.db"


@pytest.mark.postgres
def test_each_table_is_told_with_its_rows(file: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    done = CliRunner().invoke(app, ["move", str(file)])
    told = {name: int(rows) for rows, name in (line.split() for line in done.output.splitlines())}
    assert (done.exit_code, told["mark"], told["inbox"]) == (0, 1, 0)
    assert told.keys() == metadata.tables.keys()


def test_a_server_that_is_not_there_is_told_without_a_traceback(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:word@127.0.0.1:1/bot")
    done = CliRunner().invoke(app, ["move", str(file)])
    assert (done.exit_code, "The database is not available" in done.stderr, "word" in done.stderr) == (1, True, False)


def test_what_is_no_database_is_told_without_a_traceback(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:word@127.0.0.1:1/bot")
    file.write_text("no database at all, just text " * 10)
    done = CliRunner().invoke(app, ["move", str(file)])
    assert (done.exit_code, "its file is not a database" in done.stderr) == (1, True)


def test_a_file_that_is_not_there_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot@127.0.0.1:1/bot")
    done = CliRunner().invoke(app, ["move", str(file.with_name("none.db"))])
    assert (done.exit_code, done.stderr.startswith("fingerpost: There is no file ")) == (1, True)
