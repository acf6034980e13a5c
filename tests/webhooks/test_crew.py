"""Worker processes are kept at work, and end with whoever keeps them, however that one ends."""

import asyncio
import json
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from bot.sandbox.testing import private_pem
from webhooks import crew, lifesigns
from webhooks.crew import Crew
from webhooks.tally import Figures, Tally

pytestmark = pytest.mark.process

DONE, IN_HAND = "fingerpost_redeliveries_total", "fingerpost_lanes_in_hand"
SIGN = json.dumps({"fingerpost_redeliveries": [[DONE, {}, 3]], IN_HAND: [[IN_HAND, {}, 2]]})
WORKS = f"""
import os, select, sys
print(os.getpid(), file=open(sys.argv[1], "a"), flush=True)
while not select.select([sys.stdin], [], [], 0.05)[0]:
    print('{SIGN}', flush=True)
"""
DAWDLES = f"{WORKS}\nimport time; time.sleep(600)"
KEEPS = """
import asyncio, sys
from webhooks.crew import Crew
from webhooks.tally import Tally
asyncio.run(Crew(2, Tally(), [sys.executable, "-c", sys.argv[1], sys.argv[2]]).run())
"""


class Told(Tally):
    """A tally that knows how often it was told something."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def note(self, who: int, figures: Figures) -> None:
        super().note(who, figures)
        self.times += 1

    def shown(self, name: str) -> float:
        """What Prometheus would be shown, beyond what this process tells of itself."""
        samples = [sample for family in self.collect() for sample in family.samples]
        return next(sample.value for sample in samples if sample.name == name) - own(name)


def own(name: str) -> float:
    return REGISTRY.get_sample_value(name) or 0


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Where those who come to work enter themselves."""
    return tmp_path / "book"


def crew_of(many: int, book: Path, tally: Tally | None = None, works: str = WORKS) -> Crew:
    return Crew(many, tally or Tally(), [sys.executable, "-c", works, str(book)])


@asynccontextmanager
async def at_work(kept: Crew) -> AsyncIterator[asyncio.Task[None]]:
    running = asyncio.create_task(kept.run())
    try:
        yield running
    finally:
        running.cancel()
        await asyncio.wait([running])


async def once(what: Callable[[], object]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(20):
        while not what():  # noqa: ASYNC110 - processes do not say when
            await asyncio.sleep(0.02)


async def once_there(kept: Crew) -> None:
    """Wait until somebody says that they live."""
    async with asyncio.timeout(20):
        while await kept.missing():  # noqa: ASYNC110 - processes do not say when
            await asyncio.sleep(0.02)


def pids(book: Path) -> list[int]:
    """Those who came to work, in order."""
    return [int(line) for line in book.read_text().split()] if book.exists() else []


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return b"Z" not in Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2][:3]


async def test_all_come_to_work_and_end_when_the_work_is_over(book: Path) -> None:
    kept = crew_of(2, book)
    assert await kept.missing() == "no worker process says that it lives"
    async with at_work(kept):
        await once(lambda: len(pids(book)) == 2)
        await once_there(kept)
    assert [lives(pid) for pid in pids(book)] == [False, False]


async def test_one_that_dies_is_replaced_and_the_log_says_so(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_PAUSES_S", (0.5, 0.5))
    kept = crew_of(1, book)
    with capture_logs() as lines:
        async with at_work(kept):
            await once_there(kept)
            os.kill(pids(book)[0], signal.SIGKILL)
            await once(lambda: lines)
            assert await kept.missing() == "no worker process says that it lives"
            await once_there(kept)
            assert len(pids(book)) == 2
    assert [(line["event"], line["code"]) for line in lines] == [("a worker process ended", -signal.SIGKILL)]


async def test_one_that_hangs_is_killed_and_replaced(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifesigns, "_LISTENS_S", 0.3)
    kept, before = crew_of(1, book), own("fingerpost_workers_replaced_total")
    with capture_logs() as lines:
        async with at_work(kept):
            await once_there(kept)
            os.kill(pids(book)[0], signal.SIGSTOP)
            await once(lambda: len(pids(book)) == 2)
            await once_there(kept)
            first, second = pids(book)
            assert (lives(first), lives(second)) == (False, True)
    hangs, ended = lines
    assert (hangs["event"], hangs["pid"], ended["code"]) == ("a worker process hangs and is killed", first, -9)
    assert own("fingerpost_workers_replaced_total") == before + 1


async def test_nobody_is_late_while_the_keeper_sleeps(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifesigns, "_LISTENS_S", 0.3)
    told = Told()
    kept = crew_of(1, book, told)
    async with at_work(kept):
        await once_there(kept)
        os.kill(pids(book)[0], signal.SIGSTOP)  # as if the whole machine slept
        await asyncio.sleep(0.1)  # what it has said is heard
        threading.Event().wait(0.3 * lifesigns._PATIENCE * 2)
        os.kill(pids(book)[0], signal.SIGCONT)
        heard = told.times
        await once(lambda: told.times > heard + 5)
        assert [lives(pid) for pid in pids(book)] == [True]


async def test_what_each_has_counted_is_added_and_stays_when_one_is_replaced(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "_PAUSES_S", (0.5, 0.5))
    told = Told()
    async with at_work(crew_of(2, book, told)):
        await once(lambda: told.shown(DONE) == 3 + 3)
        os.kill(pids(book)[0], signal.SIGKILL)
        seen = [6.0]
        async with asyncio.timeout(20):
            while seen[-1] != 9:
                seen.append(told.shown(DONE))
                await asyncio.sleep(0.02)
        assert (set(seen), len(pids(book)), told.shown(IN_HAND)) == ({6, 9}, 3, 2 + 2)


async def test_one_for_which_there_is_no_room_takes_none_of_the_others_down(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, room = asyncio.create_subprocess_exec, [True, False]

    async def starts(*command: Any, **more: Any) -> Any:
        if not room.pop(0):
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return await start(*command, **more)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", starts)
    kept = crew_of(2, book)
    with capture_logs() as lines:
        async with at_work(kept) as running:
            await once_there(kept)
            await once(lambda: lines)
            alive = (running.done(), lives(pids(book)[0]))
    assert (alive, lines[0]["code"]) == ((False, True), "[Errno 11] Resource temporarily unavailable")


async def test_one_that_does_not_end_in_time_is_ended(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_LAST_WORK_S", 0.1)
    async with at_work(crew_of(1, book, works=DAWDLES)):
        await once(lambda: len(pids(book)) == 1)
    assert [lives(pid) for pid in pids(book)] == [False]


class Ended:
    """A process that ends just before it is killed, as uvloop tells of one."""

    stdin = None

    async def wait(self) -> int:
        await asyncio.sleep(0.05)
        return 0

    def kill(self) -> None:
        raise ProcessLookupError


async def test_one_that_ends_just_before_it_is_killed_takes_none_of_the_others_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(crew, "_LAST_WORK_S", 0.01)
    ended: Any = Ended()
    assert await crew._end(ended) == 0


@pytest.mark.parametrize("keeper", ["lets go", "is struck dead"])
async def test_a_worker_ends_in_order_with_its_keeper(keeper: str, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text(private_pem())
    settings = {
        "GITHUB_APP_ID": "1",
        "GITHUB_PRIVATE_KEY_PATH": str(tmp_path / "key.pem"),
        "GITHUB_WEBHOOK_SECRET": "a secret",
        "GITHUB_API_URL": "http://127.0.0.1:9",
        "FINGERPOST_HOME": str(tmp_path / "home"),
    }
    pipe, (ours, theirs) = asyncio.subprocess.PIPE, os.pipe()
    worker = await asyncio.create_subprocess_exec(*crew._WORKER, stdin=pipe, stdout=theirs, stderr=pipe, env=settings)
    os.close(theirs)
    assert worker.stdin
    assert worker.stderr
    async with asyncio.timeout(60):
        while b"working" not in await worker.stderr.readline():
            assert worker.returncode is None
        if keeper == "is struck dead":
            os.close(ours)
        worker.stdin.close()
        said = await worker.stderr.read()
        assert (await worker.wait(), said) == (0, b"")
    if keeper == "lets go":
        with os.fdopen(ours, "rb") as signs:
            told = [lifesigns._FIGURES.validate_json(line) for line in signs]
        assert ["fingerpost_handling_seconds" in each for each in told] == [True, True]


async def test_workers_end_when_their_keeper_is_struck_dead(book: Path) -> None:
    keeper = await asyncio.create_subprocess_exec(sys.executable, "-c", KEEPS, WORKS, str(book))
    await once(lambda: len(pids(book)) == 2)
    keeper.kill()
    await keeper.wait()
    await once(lambda: not any(lives(pid) for pid in pids(book)))
