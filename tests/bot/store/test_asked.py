"""Who was asked when, and who told the bot to be away."""

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy.dialects import sqlite

from bot import ledger
from bot.clock import SystemClock, milliseconds
from bot.ledger import Entry, Settled
from bot.store import absences
from bot.store.executor import StoreExecutor, open_store
from rules.facts import Away

AUGUST = milliseconds(datetime(2026, 8, 15, tzinfo=UTC))


def asked(target: str, verb: str, cause: str) -> Entry:
    return Entry(cause=cause, item="1#3", rule="a", position=0, target=target, verb=verb)


async def done(store: StoreExecutor, entry: Entry, at: int, state: str = "done", installation: int = 1) -> None:
    await store.write(partial(ledger.intend, entries=[entry], installation=installation, now=at))
    await store.write(partial(ledger.settle, outcomes={entry: Settled(state)}, now=at))  # type: ignore[arg-type]  # done or failed


async def test_the_last_time_that_somebody_was_asked_counts(store: StoreExecutor) -> None:
    await done(store, asked("ada", "assign", "d1"), 100)
    await done(store, asked("ada", "request_review", "d2"), 300)
    await done(store, asked("ada", "label", "d3"), 500)
    await done(store, asked("ben", "assign", "d4"), 400, state="failed")
    await done(store, asked("cem", "assign", "d5"), 200, installation=2)
    logins = ("ada", "ben", "cem")
    assert await store.read(partial(ledger.last_asked, installation=1, logins=logins)) == {"ada": 300}
    assert await store.read(partial(ledger.last_asked, installation=2, logins=logins)) == {"cem": 200}


async def test_it_is_looked_up_in_an_index_of_its_own(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'fingerpost.db'}", SystemClock())
    question = ledger.asking(1, ("ada", "ben")).compile(
        dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
    )
    plan = await store.read(lambda c: c.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}").all())
    await store.close()
    assert "ledger_asked" in " ".join(row[3] for row in plan)


async def test_absences_are_kept_by_installation_until_somebody_is_back(store: StoreExecutor) -> None:
    july, august = date(2026, 7, 2), date(2026, 8, 15)
    for installation, login, away in (
        (1, "Ada", Away(since=july)),
        (1, "ada", Away(since=july, until=august)),
        (2, "ben", Away(since=july)),
    ):
        await store.write(partial(absences.keep, installation=installation, login=login, away=away))
    assert await store.read(partial(absences.said, installation=1)) == {"ada": Away(since=july, until=august)}
    assert await store.read(partial(absences.said, installation=2)) == {"ben": Away(since=july)}
    await store.write(partial(absences.keep, installation=1, login="ADA", away=None))
    assert await store.read(partial(absences.said, installation=1)) == {}


async def test_absences_that_are_over_are_forgotten(store: StoreExecutor) -> None:
    july, august = date(2026, 7, 2), date(2026, 8, 15)
    for login, until in (("ada", july), ("ben", august), ("cem", None)):
        away = Away(since=july, until=until)
        await store.write(partial(absences.keep, installation=1, login=login, away=away))
    assert await store.write(partial(absences.purge, older_than=AUGUST)) == 1
    assert (await store.read(partial(absences.said, installation=1))).keys() == {"ben", "cem"}
