"""Real processes are killed while they work: afterwards everything has happened once, and in order."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.demo.processes import Program
from tests.kill.audit import Findings, audit
from tests.kill.server import Server
from tests.kill.town import LEASE_S, Town, town

ISSUES = 8
MOST_PATIENCE_S = 240
"""Longer than a keeper waits for somebody's first word."""
SEVERAL = {
    "ears": ["serve", "--no-worker"],
    "one": ["worker", "--port", "{port}"],
    "two": ["worker", "--port", "{port}"],
}
ALONE = {"ears": ["serve"]}
CREW = {"ears": ["serve", "--workers", "2"]}
CUT = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'fingerpost%'")
Blow = Callable[[int], Awaitable[None]]

pytestmark = [pytest.mark.process, pytest.mark.kill]
log = logging.getLogger("kill")


async def endure(place: Town, rounds: int, blow: Blow) -> Findings:
    """People go on acting while blows fall; then all comes to rest, and the books are looked at."""
    for number in range(rounds):
        acting = asyncio.create_task(place.people(ISSUES))
        await asyncio.sleep(place.chance.uniform(0.1, 1.2))
        await blow(number)
        await acting
        await place.mend()
        log.info("round %d: struck, %d issues so far", number + 1, len(place.items))
    await place.rest()
    findings = await audit(place)
    log.info("%d rounds, %d issues: %s", rounds, len(place.items), findings)
    return findings


@pytest.fixture
async def several(server: Server, tmp_path: Path) -> AsyncIterator[Town]:
    async with town(server.url, tmp_path / "home", SEVERAL, seed=1) as place:
        yield place


@pytest.mark.postgres
async def test_a_receiver_killed_loses_and_doubles_nothing(several: Town, rounds: int) -> None:
    async def blow(_number: int) -> None:
        await several.programs["ears"].kill()

    assert await endure(several, rounds, blow) == Findings()


@pytest.mark.postgres
async def test_a_worker_killed_is_replaced_by_the_other(several: Town, rounds: int) -> None:
    async def blow(number: int) -> None:
        await several.programs[("one", "two")[number % 2]].kill()

    assert await endure(several, rounds, blow) == Findings()


@pytest.mark.postgres
async def test_a_dead_worker_need_not_come_back(several: Town, rounds: int) -> None:
    async def blow(number: int) -> None:
        if number == 0:
            await several.programs.pop("one").kill()

    assert await endure(several, rounds, blow) == Findings()


@pytest.mark.postgres
async def test_a_worker_taken_for_dead_that_comes_back_does_nothing_twice(several: Town, rounds: int) -> None:
    async def blow(number: int) -> None:
        sleeper = several.programs[("one", "two")[number % 2]]._process
        assert sleeper
        sleeper.send_signal(signal.SIGSTOP)
        await asyncio.sleep(LEASE_S + several.chance.uniform(0.5, 3))  # by now the other has what it held
        sleeper.send_signal(signal.SIGCONT)

    assert await endure(several, rounds, blow) == Findings()


@pytest.mark.postgres
async def test_a_database_that_cuts_off_or_crashes_is_waited_for(several: Town, server: Server, rounds: int) -> None:
    engine = sa.create_engine(server.url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)

    def cut() -> None:
        with engine.connect() as connection:
            connection.execute(CUT)

    async def blow(number: int) -> None:
        if number % 2:
            await asyncio.to_thread(server.crash)
            await asyncio.sleep(several.chance.uniform(0, 1))
            await asyncio.to_thread(server.start)
        else:
            await asyncio.to_thread(cut)

    assert await endure(several, rounds, blow) == Findings()


async def test_a_process_alone_with_its_file_goes_on_where_it_was(tmp_path: Path, rounds: int) -> None:
    url = f"sqlite:///{tmp_path / 'fingerpost.db'}"
    async with town(url, tmp_path / "home", ALONE, seed=2) as place:

        async def blow(_number: int) -> None:
            await place.programs["ears"].kill()

        assert await endure(place, rounds, blow) == Findings()


async def test_a_worker_of_a_crew_that_hangs_is_replaced(tmp_path: Path, rounds: int) -> None:
    url = f"sqlite:///{tmp_path / 'fingerpost.db'}"
    async with town(url, tmp_path / "home", CREW, seed=5) as place:
        ears = place.programs["ears"]

        async def blow(number: int) -> None:
            workers = children_of(ears)
            hangs = workers[number % len(workers)]
            os.kill(hangs, signal.SIGSTOP)
            async with asyncio.timeout(MOST_PATIENCE_S):
                while hangs in children_of(ears):  # noqa: ASYNC110 - nobody says when
                    await asyncio.sleep(0.1)

        assert await endure(place, rounds // 5 or 1, blow) == Findings()  # each takes half a minute


@pytest.mark.parametrize("struck", ["the one that hears", "a worker"])
async def test_a_crew_on_a_file_goes_on_where_it_was(struck: str, tmp_path: Path, rounds: int) -> None:
    url = f"sqlite:///{tmp_path / 'fingerpost.db'}"
    async with town(url, tmp_path / "home", CREW, seed=4) as place:
        ears = place.programs["ears"]

        async def blow(number: int) -> None:
            if struck == "a worker":
                while not (workers := children_of(ears)):  # noqa: ASYNC110 - they do not say when they are back
                    await asyncio.sleep(0.1)
                os.kill(workers[number % len(workers)], signal.SIGKILL)
            else:
                workers = children_of(ears)
                await ears.kill()
                while any(Path(f"/proc/{worker}").exists() for worker in workers):  # noqa: ASYNC110, ASYNC240 - they end
                    await asyncio.sleep(0.1)

        assert await endure(place, rounds, blow) == Findings()


def children_of(program: Program) -> list[int]:
    """The processes that one has started."""
    assert program._process
    pid = program._process.pid
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(each) for each in found.split()]


async def test_a_full_disk_is_said_and_waited_for(small_disk: Path, tmp_path: Path, rounds: int) -> None:
    url = f"sqlite:///{small_disk / 'fingerpost.db'}"
    said = []
    async with town(url, tmp_path / "home", ALONE, seed=3) as place:

        async def blow(_number: int) -> None:
            await asyncio.to_thread(fill, small_disk)
            async with asyncio.timeout(20):
                while await place.is_ready("ears"):  # noqa: ASYNC110 - it does not say when
                    await asyncio.sleep(0.1)
            await asyncio.sleep(place.chance.uniform(0.5, 1.5))
            said.append("not ready")
            (small_disk / "filler").unlink()

        assert await endure(place, rounds, blow) == Findings()
    assert said == ["not ready"] * rounds


def fill(disk: Path) -> None:
    """Leave no byte free."""
    with (disk / "filler").open("wb", buffering=0) as filler:
        try:
            while filler.write(bytes(65_536)):
                pass
        except OSError:
            return
