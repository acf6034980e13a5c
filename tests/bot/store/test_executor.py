"""What the store promises: written means on disk, and one bad work harms no other."""

import asyncio
import functools
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from bot.clock import SystemClock
from bot.inbox import Inbox, Incoming
from bot.store import executor, people
from bot.store.errors import StoreUnavailable, StoreUnusable
from bot.store.executor import StoreExecutor, open_store
from bot.store.schema import inbox, person


def remember(login: str) -> Any:
    return functools.partial(people.remember, repo_id=1, login=login, since=1)


async def known(store: StoreExecutor) -> list[str]:
    query = sa.select(person.c.login).order_by(person.c.login)
    return await store.read(lambda connection: list(connection.execute(query).scalars()))


async def test_a_bad_work_fails_alone(store: StoreExecutor) -> None:
    def bad(connection: sa.Connection) -> None:
        people.remember(connection, 1, "never", 1)
        raise ValueError("poison")

    works = [remember("ada"), bad, remember("grace")]
    outcomes = await asyncio.gather(*(store.write(work) for work in works), return_exceptions=True)
    assert [str(outcome) for outcome in outcomes] == ["None", "poison", "None"]
    assert await known(store) == ["ada", "grace"]


async def test_a_bad_argument_fails_alone(store: StoreExecutor) -> None:
    def work(connection: sa.Connection, logins: Sequence[str]) -> list[int]:
        for login in logins:
            people.remember(connection, 1, login, 1)
        return [len(login) // (login != "bad") for login in logins]

    logins = ["ada", "bad", "grace"]
    outcomes = await asyncio.gather(*(store.write_together(work, login) for login in logins), return_exceptions=True)
    assert [outcomes[0], type(outcomes[1]), outcomes[2]] == [3, ZeroDivisionError, 5]
    assert await known(store) == ["ada", "grace"]


async def test_works_that_wait_together_share_one_call(store: StoreExecutor) -> None:
    gate, sizes = threading.Event(), []

    def hold(_connection: sa.Connection) -> None:
        gate.wait(20)

    def work(_connection: sa.Connection, arguments: Sequence[int]) -> Sequence[int]:
        sizes.append(len(arguments))
        return arguments

    held = [asyncio.create_task(store.write(hold)) for _ in range(4)]  # as many as PostgreSQL has writers
    await asyncio.sleep(0.1)
    waiting = [asyncio.create_task(store.write_together(work, n)) for n in range(100)]
    await asyncio.sleep(0.1)
    gate.set()
    assert await asyncio.gather(*waiting) == list(range(100))
    assert sizes == [100]
    await asyncio.gather(*held)


async def test_reading_does_not_wait_for_a_writer(store: StoreExecutor) -> None:
    gate = threading.Event()

    def hold(connection: sa.Connection) -> None:
        people.remember(connection, 1, "ada", 1)
        gate.wait(20)

    writing = asyncio.create_task(store.write(hold))
    await asyncio.sleep(0.1)
    assert await known(store) == []
    gate.set()
    await writing
    assert await known(store) == ["ada"]


async def test_a_reader_cannot_write(store: StoreExecutor) -> None:
    with pytest.raises((psycopg.Error, StoreUnavailable), match=r"cannot be written|read-only"):
        await store.read(remember("ada"))
    assert await known(store) == []


async def test_what_waits_is_written_before_closing(store_url: str, clock: Any) -> None:
    store = await open_store(store_url, clock)
    writes = [asyncio.create_task(store.write(remember(f"p{n:02}"))) for n in range(20)]
    await asyncio.sleep(0)
    await store.close()
    await asyncio.gather(*writes)
    with pytest.raises(StoreUnavailable, match="closed"):
        await store.write(remember("late"))
    with pytest.raises(StoreUnavailable, match="closed"):
        await store.read(lambda _: None)
    again = await open_store(store_url, clock)
    assert await known(again) == [f"p{n:02}" for n in range(20)]
    await again.close()


async def test_several_may_open_a_new_database_at_once(store_url: str, clock: Any) -> None:
    stores = await asyncio.gather(*(open_store(store_url, clock) for _ in range(4)))
    for place, store in enumerate(stores):
        await store.write(remember(f"p{place}"))
    assert await known(stores[0]) == ["p0", "p1", "p2", "p3"]
    for store in stores:
        await store.close()


async def test_a_locked_database_is_waited_for(tmp_path: Path, clock: Any) -> None:
    path = tmp_path / "fingerpost.db"
    store = await open_store(f"sqlite:///{path}", clock)
    other = sa.create_engine(f"sqlite:///{path}", isolation_level="AUTOCOMMIT")
    with other.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        writing = asyncio.create_task(store.write(remember("ada")))
        await asyncio.sleep(0.2)
        assert not writing.done()
        connection.exec_driver_sql("ROLLBACK")
    await writing
    assert await known(store) == ["ada"]
    await store.close()
    other.dispose()


async def test_whoever_waits_too_long_is_told_that_nothing_counts(
    tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executor, "_PATIENCE_S", 0.1)
    store = await open_store(f"sqlite:///{tmp_path / 'fingerpost.db'}", clock)
    gate = threading.Event()
    stalled = asyncio.create_task(store.write(lambda _: gate.wait(20)))  # a disk that does not answer
    await asyncio.sleep(0.01)
    with pytest.raises(StoreUnavailable, match="did not answer"):
        await Inbox(store).put(Incoming("a", "issues", "1#1", 7, b"{}", 1))
    with pytest.raises(StoreUnavailable, match="did not answer"):
        await stalled
    gate.set()
    assert await store.write(lambda connection: connection.execute(sa.select(inbox)).all()) == []
    await store.close()


async def test_too_much_that_waits_is_refused(tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executor, "_LONGEST_QUEUE", 3)
    store = await open_store(f"sqlite:///{tmp_path / 'fingerpost.db'}", clock)
    gate = threading.Event()
    first = asyncio.create_task(store.write(lambda _: gate.wait(20)))
    await asyncio.sleep(0.1)
    more = [asyncio.create_task(store.write(remember(f"p{n}"))) for n in range(5)]
    await asyncio.sleep(0)
    gate.set()
    outcomes = await asyncio.gather(first, *more, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes[-2:]] == [StoreUnavailable, StoreUnavailable]
    assert await known(store) == ["p0", "p1", "p2"]
    await store.close()


async def test_a_full_disk_reaches_the_caller_and_nothing_is_kept(tmp_path: Path, clock: Any) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'fingerpost.db'}", clock)
    # SQLite answers "database or disk is full" where the file may not grow any more.
    await store.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1").scalar())
    noise = bytes(range(256)) * 400
    puts = [Inbox(store).put(Incoming(f"d{n}", "issues", "1#1", 7, noise[n:] + bytes([n]), 1)) for n in range(50)]
    outcomes = await asyncio.gather(*puts, return_exceptions=True)
    refused = [outcome for outcome in outcomes if isinstance(outcome, StoreUnavailable)]
    kept = await store.read(lambda connection: connection.execute(sa.select(inbox.c.delivery)).all())
    assert "full" in str(refused[0])
    assert len(kept) == outcomes.count("stored")
    assert len(kept) + len(refused) == 50
    await store.close()


@pytest.mark.parametrize("replaced", [False, True])
async def test_nothing_is_taken_into_a_file_that_was_removed(tmp_path: Path, clock: Any, *, replaced: bool) -> None:
    file = tmp_path / "fingerpost.db"
    store = await open_store(f"sqlite:///{file}", clock)
    file.rename(tmp_path / "elsewhere")
    if replaced:
        file.touch()
    says = f"The database is not available: {file} was removed or replaced; start again."
    works = (store.write(remember("ada")), store.read(lambda connection: connection.execute(sa.select(1)).scalar_one()))
    outcomes = await asyncio.gather(*works, return_exceptions=True)
    await store.close()
    assert [(type(outcome), str(outcome)) for outcome in outcomes] == [(StoreUnavailable, says)] * 2


async def test_a_database_that_was_cut_off_is_found_again(store_url: str, clock: Any) -> None:
    """On PostgreSQL an administrator ends our connections; on SQLite there is nothing to cut."""
    store = await open_store(store_url, clock)
    if store_url.startswith("postgresql"):
        server = sa.create_engine(store_url, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        server.dispose()
    await store.write(remember("ada"))
    assert await known(store) == ["ada"]
    await store.close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://localhost/x", "does not keep its state in 'mysql'"),
        ("sqlite://", "in memory would lose"),
        ("no address", "cannot be read"),
        ("sqlite:////proc/nowhere/fingerpost.db", "cannot be made"),
    ],
)
async def test_an_address_that_cannot_be_used_says_why(url: str, says: str, clock: Any) -> None:
    with pytest.raises(StoreUnusable, match=says):
        await open_store(url, clock)


async def test_a_server_that_is_not_there_is_unavailable(clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executor, "_OPENING_TRIES", 2)
    with pytest.raises(StoreUnavailable) as caught:
        await open_store("postgres://bot:secret@127.0.0.1:1/nothing", clock)
    assert str(caught.value).startswith(
        'The database is not available: connection failed: connection to server at "127.0.0.1", port 1 failed: '
    )
    assert "secret" not in str(caught.value)


async def test_the_file_is_for_its_owner_only(tmp_path: Path, clock: Any) -> None:
    path = tmp_path / "data" / "fingerpost.db"
    store = await open_store(f"sqlite:///{path}", clock)
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    await store.close()


async def test_a_server_that_is_not_there_is_told_with_its_place_and_without_the_password() -> None:
    with pytest.raises(StoreUnavailable) as refused:
        await open_store("postgresql://ada:hush@127.0.0.1:1/orchard", SystemClock())
    told = str(refused.value)
    assert ("It is orchard on 127.0.0.1, port 1: see that the server runs" in told, "hush" in told) == (True, False)


async def test_reads_that_wait_together_are_one_and_a_bad_one_fails_alone(store: StoreExecutor) -> None:
    gates, groups = threading.Barrier(executor._READERS + 1), list[int]()

    def hold(_connection: sa.Connection) -> None:
        gates.wait(20)
        gates.wait(20)

    def work(_connection: sa.Connection, numbers: Sequence[int]) -> list[float]:
        groups.append(len(numbers))
        return [1 / number for number in numbers]

    holding = [asyncio.create_task(store.read(hold)) for _ in range(executor._READERS)]
    await asyncio.to_thread(gates.wait, 20)
    reads = [asyncio.create_task(store.read_together(work, number)) for number in (1, 2, 0, 4)]
    await asyncio.sleep(0)
    await asyncio.to_thread(gates.wait, 20)
    found = await asyncio.gather(*reads, return_exceptions=True)
    assert [type(one) for one in found] == [float, float, ZeroDivisionError, float]
    assert groups == [4, 1, 1, 1, 1]
    await asyncio.gather(*holding)


async def test_a_long_read_holds_up_no_other(store: StoreExecutor) -> None:
    gate = threading.Event()
    long = asyncio.create_task(store.read(lambda _: gate.wait(20)))
    assert await asyncio.gather(*(known(store) for _ in range(20))) == [[]] * 20
    assert not long.done()
    gate.set()
    assert await long is True
