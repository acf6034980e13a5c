"""Worker processes are kept at work, and end with whoever keeps them, however that one ends."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.sandbox.testing import private_pem
from webhooks import crew
from webhooks.crew import Crew

pytestmark = pytest.mark.process

WORKS = "import os, sys; print(os.getpid(), file=open(sys.argv[1], 'a'), flush=True); sys.stdin.read()"
KEEPS = """
import asyncio, sys
from webhooks.crew import Crew
asyncio.run(Crew(2, [sys.executable, "-c", sys.argv[1], sys.argv[2]]).run())
"""


async def once(what: Callable[[], object]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(20):
        while not what():  # noqa: ASYNC110 - processes do not say when
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


async def test_all_come_to_work_and_end_when_the_work_is_over(tmp_path: Path) -> None:
    book = tmp_path / "book"
    kept = Crew(2, [sys.executable, "-c", WORKS, str(book)])
    assert await kept.missing() == "no worker process runs"
    running = asyncio.create_task(kept.run())
    await once(lambda: len(pids(book)) == 2)
    assert await kept.missing() is None
    running.cancel()
    await asyncio.wait([running])
    assert [lives(pid) for pid in pids(book)] == [False, False]


async def test_one_that_dies_is_replaced_and_the_log_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_PAUSES_S", (0.5, 0.5))
    book = tmp_path / "book"
    kept = Crew(1, [sys.executable, "-c", WORKS, str(book)])
    with capture_logs() as lines:
        running = asyncio.create_task(kept.run())
        await once(lambda: len(pids(book)) == 1)
        os.kill(pids(book)[0], signal.SIGKILL)
        await once(lambda: lines)
        assert await kept.missing() == "no worker process runs"
        await once(lambda: len(pids(book)) == 2)
        assert await kept.missing() is None
    running.cancel()
    await asyncio.wait([running])
    assert [(line["event"], line["code"]) for line in lines] == [("a worker process ended", -signal.SIGKILL)]


async def test_one_for_which_there_is_no_room_takes_none_of_the_others_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, start, room = tmp_path / "book", asyncio.create_subprocess_exec, [True, False]

    async def starts(*command: Any, **more: Any) -> Any:
        if not room.pop(0):
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return await start(*command, **more)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", starts)
    kept = Crew(2, [sys.executable, "-c", WORKS, str(book)])
    with capture_logs() as lines:
        running = asyncio.create_task(kept.run())
        await once(lambda: len(pids(book)) == 1 and lines)
        alive = (await kept.missing(), running.done(), lives(pids(book)[0]))
        running.cancel()
        await asyncio.wait([running])
    assert (alive, lines[0]["code"]) == ((None, False, True), "[Errno 11] Resource temporarily unavailable")


async def test_one_that_does_not_end_in_time_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_LAST_WORK_S", 0.1)
    book = tmp_path / "book"
    kept = Crew(1, [sys.executable, "-c", f"{WORKS}; import time; time.sleep(600)", str(book)])
    running = asyncio.create_task(kept.run())
    await once(lambda: len(pids(book)) == 1)
    running.cancel()
    await asyncio.wait([running])
    assert [lives(pid) for pid in pids(book)] == [False]


async def test_a_worker_ends_in_order_when_its_keeper_lets_go(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text(private_pem())
    settings = {
        "GITHUB_APP_ID": "1",
        "GITHUB_PRIVATE_KEY_PATH": str(tmp_path / "key.pem"),
        "GITHUB_WEBHOOK_SECRET": "a secret",
        "GITHUB_API_URL": "http://127.0.0.1:9",
        "FINGERPOST_HOME": str(tmp_path / "home"),
    }
    pipe = asyncio.subprocess.PIPE
    worker = await asyncio.create_subprocess_exec(*crew._WORKER, stdin=pipe, stderr=pipe, env=settings)
    assert worker.stdin
    assert worker.stderr
    async with asyncio.timeout(60):
        while b"working" not in await worker.stderr.readline():
            assert worker.returncode is None
        worker.stdin.close()
        await worker.stderr.read()
        assert await worker.wait() == 0


async def test_workers_end_when_their_keeper_is_struck_dead(tmp_path: Path) -> None:
    book = tmp_path / "book"
    keeper = await asyncio.create_subprocess_exec(sys.executable, "-c", KEEPS, WORKS, str(book))
    await once(lambda: len(pids(book)) == 2)
    keeper.kill()
    await keeper.wait()
    await once(lambda: not any(lives(pid) for pid in pids(book)))
