"""`inbox`: what waits or was given up is listed, shown, retried and dropped by hand."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.clock import SystemClock
from bot.inbox import Incoming, put
from bot.store.executor import open_store
from bot.store.schema import inbox as table

NOON = 1_767_614_400_000
WHY = "GitHub did not answer \x1b[31m"
pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def stored(home: Path) -> Callable[..., None]:
    """Keeps a delivery for each state that is named, `d1`, `d2` …"""

    def store(*states: str, body: bytes | None = b'{"action":"opened"}') -> None:
        async def fill() -> None:
            opened = await open_store(f"sqlite:///{home / 'fingerpost.db'}", SystemClock())
            for number, state in enumerate(states, 1):
                given = Incoming(f"d{number}", "issues.opened", f"1#{number}", 9, body or b"{}", NOON)
                await opened.write_together(put, given)
                changes = {"state": state, "attempts": 8, "note": WHY, "finished": NOON} if state != "ready" else {}
                changes |= {} if body else {"body": None}
                if changes:
                    await opened.write(_update(f"d{number}", changes))
            await opened.close()

        asyncio.run(fill())

    return store


def _update(delivery: str, changes: dict[str, object]) -> Callable[[sa.Connection], None]:
    def update(connection: sa.Connection) -> None:
        connection.execute(sa.update(table).where(table.c.delivery == delivery).values(**changes))

    return update


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["inbox", *arguments])


def states() -> dict[str, str]:
    rows: list[dict[str, str]] = []
    for state in ("dead", "ready", "done", "ignored"):
        rows += json.loads(run("list", "--state", state, "--json").stdout)["deliveries"]
    return {row["delivery"]: row["state"] for row in rows}


def test_where_nothing_was_ever_stored_nothing_waits_and_nothing_is_made(home: Path) -> None:
    result = run("list")
    assert (result.exit_code, result.stdout) == (0, "Nothing was given up, and nothing waits.\n")
    assert (json.loads(run("list", "--json").stdout), home.exists()) == ({"deliveries": []}, False)


def test_an_empty_inbox_says_so(stored: Callable[..., None]) -> None:
    stored("done")
    assert run("list").stdout == "Nothing was given up, and nothing waits.\n"
    assert run("list", "--state", "dead").stdout == "There is no such delivery.\n"


def test_what_was_given_up_comes_before_what_waits(stored: Callable[..., None]) -> None:
    stored("ready", "dead", "done")
    lines = [line.split() for line in run("list").stdout.splitlines()]
    assert lines == [
        ["Given", "up:", "1"],
        ["delivery", "event,", "lane", "received"],
        ["d2", "issues.opened", "2026-01-05"],
        ["after", "8", "tries:", "GitHub", "did", "not", "answer", "␛[31m", "1#2", "12:00", "UTC"],
        ["Waiting:", "1"],
        ["delivery", "event,", "lane", "received"],
        ["d1", "issues.opened", "2026-01-05"],
        ["1#1", "12:00", "UTC"],
    ]


def test_a_list_that_was_cut_says_how_to_see_more(stored: Callable[..., None]) -> None:
    stored("dead", "dead", "dead")
    lines = run("list", "--most", "2").stdout.splitlines()
    assert lines[0].strip() == "Given up: 2 (the newest; --most shows more)"
    assert [line.split()[0] for line in lines if line.startswith("d") and "event" not in line.split()[1]] == [
        "d3",
        "d2",
    ]


def test_a_list_is_json_for_scripts(stored: Callable[..., None]) -> None:
    stored("dead")
    assert json.loads(run("list", "--json").stdout) == {
        "deliveries": [
            {
                "seq": 1,
                "delivery": "d1",
                "event": "issues.opened",
                "lane": "1#1",
                "installation": 9,
                "state": "dead",
                "attempts": 8,
                "received": "2026-01-05T12:00:00+00:00",
                "finished": "2026-01-05T12:00:00+00:00",
                "note": WHY,
            }
        ]
    }


def test_one_delivery_is_shown_with_what_github_sent(stored: Callable[..., None]) -> None:
    stored("dead")
    shown = run("show", "d1").stdout
    assert shown.splitlines()[:3] == ["delivery     d1", "state        given up", f"why          {WHY[:-5]}␛[31m"]
    assert shown.endswith('\n\n{\n  "action": "opened"\n}\n')
    assert run("show", "d1", "--payload").stdout_bytes == b'{"action":"opened"}'
    assert json.loads(run("show", "d1", "--json").stdout)["payload"] == {"action": "opened"}


def test_a_payload_that_is_no_json_is_shown_harmless(stored: Callable[..., None]) -> None:
    stored("dead", body=b"\x1b[31m\xff")
    assert run("show", "d1").stdout.splitlines()[-1] == "␛[31m\ufffd"
    assert json.loads(run("show", "d1", "--json").stdout)["payload"] == "\x1b[31m\ufffd"


def test_a_damaged_payload_is_shown_as_it_is(stored: Callable[..., None], home: Path) -> None:
    stored("dead")
    engine = sa.create_engine(f"sqlite:///{home / 'fingerpost.db'}")
    with engine.begin() as connection:
        _update("d1", {"body": b"\0damaged"})(connection)
    engine.dispose()
    shown, payload, as_json = (run("show", "d1", *more) for more in ((), ("--payload",), ("--json",)))
    assert (shown.exit_code, "damaged" in shown.stdout, "\0" in shown.stdout) == (0, True, False)
    assert (payload.exit_code, payload.stdout_bytes) == (0, b"\0damaged")
    assert (as_json.exit_code, json.loads(as_json.stdout)["payload"]) == (0, "\0damaged")


def test_a_payload_that_is_not_kept_any_more_is_said_to_be_gone(stored: Callable[..., None]) -> None:
    stored("done", body=None)
    assert run("show", "d1").stdout.splitlines()[-1] == "its payload is not kept any more"
    result = run("show", "d1", "--payload")
    assert (result.exit_code, result.stdout_bytes) == (1, b"")


@pytest.mark.parametrize("there", [False, True])
def test_a_delivery_that_is_not_there_is_a_finding(stored: Callable[..., None], *, there: bool) -> None:
    if there:
        stored("dead")
    result = run("show", "d9")
    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "",
        "fingerpost: there is no delivery d9; `fingerpost inbox list` shows those that are there\n",
    )


def test_what_was_given_up_waits_again_and_what_was_not_is_told(stored: Callable[..., None]) -> None:
    stored("dead", "done", "dead")
    result = run("retry", "d1", "d2")
    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "d1 waits again\n",
        "d2 was not given up, or its payload is not kept any more\n",
    )
    assert states() == {"d1": "ready", "d2": "done", "d3": "dead"}


def test_everything_that_was_given_up_waits_again(stored: Callable[..., None]) -> None:
    stored("dead", "done", "dead")
    first, second = run("retry", "--all"), run("retry", "--all", "--json")
    assert (first.exit_code, first.stdout, second.exit_code, json.loads(second.stdout)) == (
        0,
        "2 waiting again\n",
        0,
        {"changed": 0},
    )
    assert states() == {"d1": "ready", "d2": "done", "d3": "ready"}


def test_what_waits_or_was_given_up_is_dropped(stored: Callable[..., None]) -> None:
    stored("dead", "ready", "done")
    result = run("drop", "d1", "d2", "d3", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (
        1,
        {"changed": 2, "deliveries": {"d1": True, "d2": True, "d3": False}},
    )
    assert states() == {"d1": "ignored", "d2": "ignored", "d3": "done"}


def test_a_database_that_cannot_be_used_is_told_without_a_traceback(home: Path) -> None:
    home.mkdir()
    (home / "fingerpost.db").write_bytes(b"this is no database" * 100)
    result = run("list")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"fingerpost: The database is not available: its file is not a database. It is the file {home}/fingerpost.db: "
        "see that it is a file of Fingerpost's that may be read and written.\n"
    )


def test_a_setting_that_is_wrong_is_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINGERPOST_PORT", "many")
    result = run("list")
    assert (result.exit_code, result.stderr) == (
        2,
        'fingerpost: FINGERPOST_PORT: "many" is not a port; give a number from 1 to 65535, such as 8000\n',
    )
