"""Workers of other processes hear of work at once, whatever happened to their connection in between."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.store.announce import Announcements
from bot.store.executor import StoreExecutor
from bot.store.presence import Presence

CUT = sa.text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"
)


@contextlib.asynccontextmanager
async def beside(*works: Any) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(work()) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


class Ear:
    """Counts what it hears."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[None] = asyncio.Queue()

    def __call__(self) -> None:
        self.heard.put_nowait(None)

    async def hears(self) -> bool:
        async with asyncio.timeout(10):
            await self.heard.get()
        return True


@pytest.mark.postgres
@pytest.mark.parametrize("made_url", ["postgresql"], indirect=True)
async def test_what_one_process_tells_another_hears(store: StoreExecutor, made_url: str) -> None:
    ear, deaf = Ear(), Ear()
    listening, speaking = Announcements(made_url, store, ear), Announcements(made_url, store, deaf)
    async with beside(listening.listen, speaking.speak):
        assert await ear.hears()  # that it listens
        speaking.tell()
        assert await ear.hears()
    assert deaf.heard.empty()


@pytest.mark.postgres
@pytest.mark.parametrize("made_url", ["postgresql"], indirect=True)
async def test_a_burst_is_few_messages(store: StoreExecutor, made_url: str) -> None:
    ear = Ear()
    both = Announcements(made_url, store, ear)
    async with beside(both.listen, both.speak):
        await ear.hears()
        for _ in range(1000):
            both.tell()
        await ear.hears()
        await asyncio.sleep(0.1)
    assert ear.heard.qsize() == 0


@pytest.mark.postgres
@pytest.mark.parametrize("made_url", ["postgresql"], indirect=True)
async def test_a_connection_that_was_cut_is_made_again(store: StoreExecutor, made_url: str) -> None:
    ear = Ear()
    both = Announcements(made_url, store, ear)
    with capture_logs() as lines:
        async with beside(both.listen, both.speak):
            await ear.hears()
            assert await store.write(lambda connection: connection.execute(CUT).all()) == [(True,)]
            await ear.hears()  # it listens again, and looks for what it missed
            both.tell()
            assert await ear.hears()
    assert [(line["event"], line["log_level"]) for line in lines] == [("not told of work by others", "warning")]


@pytest.mark.postgres
@pytest.mark.parametrize("made_url", ["postgresql"], indirect=True)
async def test_nobody_to_speak_to_is_no_error(store: StoreExecutor, made_url: str) -> None:
    speaking = Announcements(made_url, store)
    await store.close()
    with capture_logs() as lines:
        async with beside(speaking.speak):
            speaking.tell()
            await asyncio.sleep(0.1)
    assert [line["event"] for line in lines] == ["nobody was told of work"]


@pytest.mark.parametrize("made_url", ["sqlite"], indirect=True)
async def test_on_a_file_others_hear_and_whoever_tells_does_not(store: StoreExecutor, made_url: str) -> None:
    ear, own_ear = Ear(), Ear()
    presence = Presence(made_url)
    presence.arrive()
    listening, both = Announcements(made_url, store, ear), Announcements(made_url, store, own_ear)
    async with beside(listening.listen, both.listen, both.speak):
        await asyncio.sleep(0.1)
        both.tell()
        assert await ear.hears()
        await asyncio.sleep(0.1)
    presence.leave()
    assert (ear.heard.qsize(), own_ear.heard.qsize()) == (0, 0)


async def test_on_a_file_without_workers_telling_makes_nothing(tmp_path: Path) -> None:
    alone = Announcements(f"sqlite:///{tmp_path / 'x.db'}", None)  # type: ignore[arg-type]  # it is never asked
    async with beside(alone.speak, alone.listen):
        alone.tell()
        await asyncio.sleep(0.1)
    assert await asyncio.to_thread(lambda: list(tmp_path.iterdir())) == []
