"""`export-person` and `forget-person`: what is kept of somebody is handed out, or deleted, by whoever runs the bot."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.backtest.history import Heading, Past
from bot.backtest.shelf import Progress, Shelf
from bot.cli import app
from bot.clock import SystemClock
from bot.store.executor import open_store
from tests.bot.store.test_forgetting import fill


def run(*arguments: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=answer)


def tables(login: str) -> list[str]:
    """Where something of somebody is kept, as the command prints it."""
    result = run("export-person", login)
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["login"] == login.removeprefix("@")
    return sorted(told["kept"])


@pytest.fixture
def filled(home: Path) -> None:
    """Two people, in two places."""

    async def begin() -> None:
        store = await open_store(f"sqlite:///{home / 'fingerpost.db'}", SystemClock())
        await store.write(fill)
        await store.close()

    asyncio.run(begin())


@pytest.mark.usefixtures("filled")
def test_what_is_kept_of_somebody_is_printed_and_then_forgotten() -> None:
    assert tables("@Ada")[:3] == ["absence", "asked", "contribution"]
    kept = run("forget-person", "ada", answer="n\n")
    assert (kept.exit_code, "absence" in tables("ada")) == (1, True)
    gone = run("forget-person", "@ada", answer="y\n")
    assert (gone.exit_code, gone.stdout.splitlines()[-1]) == (0, "ada is forgotten")
    assert (tables("ada")[0], tables("ben")[:2]) == ("forgotten", ["absence", "asked"])


@pytest.mark.usefixtures("filled")
def test_the_histories_of_the_backtest_do_not_name_them_any_more(home: Path) -> None:
    shelf, now = Shelf(home), SystemClock().now()
    past = Past(kind="issue", number=1, author="Ada", created_at=now)
    shelf.begin(Heading(repository="forest/paths", fetched_at=now, bot="post[bot]"))
    shelf.add("forest/paths", (past.model_dump(mode="json"),), Progress(repo_id=9, begun_at=now, left={}))
    assert run("forget-person", "ada", "--yes").exit_code == 0
    history = shelf.load("forest/paths")
    assert history is not None
    assert [one.author for one in history.items] == ["ghost"]


def test_where_nothing_was_ever_stored_there_is_nothing(home: Path) -> None:
    assert tables("ada") == []
    assert run("forget-person", "ada", "--yes").stdout == "nothing is kept of ada\n"
    assert not home.exists()


@pytest.mark.parametrize("login", ["not a login", "ada'; DROP TABLE item", "-", "a/b"])
def test_what_is_no_login_is_refused(login: str) -> None:
    for command in ("export-person", "forget-person"):
        result = run(command, "--", login)
        assert (result.exit_code, result.stderr.startswith("fingerpost: this is no login")) == (2, True)
