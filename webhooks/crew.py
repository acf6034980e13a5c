"""The worker processes of `serve --workers`: they begin and end with it; one that ends or hangs before is replaced."""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import suppress

import structlog

from bot import metrics
from webhooks import lifesigns
from webhooks.tally import Tally

_WORKER = (sys.executable, "-P", "-c", "from bot.cli import main; main()", "worker", "--until-closed")
_PAUSES_S = (1.0, 2.0, 5.0, 10.0, 30.0)
_STEADY_S = 60.0
_LAST_WORK_S = 20.0

_log = structlog.get_logger(__name__)


class Crew:
    """Some worker processes, each with a pipe whose end tells it to end: also when this process is struck dead."""

    def __init__(self, many: int, tally: Tally, command: Sequence[str] = _WORKER) -> None:
        """Nobody is at work yet.

        Args:
            many: how many processes.
            tally: where their figures are added.
            command: what starts one; it gives signs of life on its standard output, and ends with its input.
        """
        self._many, self._tally, self._command = many, tally, command
        self._alive: set[int] = set()

    async def run(self) -> None:
        """Keep all of them at work until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._many):
                group.create_task(self._keep_one())

    async def missing(self) -> str | None:
        """What is wrong where nobody is at work; of one that is replaced the log tells."""
        return None if self._alive else "no worker process says that it lives"

    async def _keep_one(self) -> None:
        loop, failures = asyncio.get_running_loop(), 0
        while True:
            began = loop.time()
            code = await self._one()
            failures = 0 if loop.time() - began > _STEADY_S else failures
            pause = _PAUSES_S[min(failures, len(_PAUSES_S) - 1)]
            failures += 1
            metrics.WORKERS_REPLACED.inc()
            tell = _log.warning if code else _log.info  # 0: somebody told it to end
            tell("a worker process ended", code=code, help=f"it is started again in {pause:.0f} s")
            await asyncio.sleep(pause)

    async def _one(self) -> int | str:
        """Have one process work until it ends, or until cancelled; gives its exit code, or why it cannot be started."""
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=lifesigns.LONGEST,
                start_new_session=True,  # Ctrl-C is for this process, which lets them finish
            )
        except OSError as error:  # no room for one more process: the others go on
            return str(error)
        try:
            await self._listen(process)
        finally:
            self._alive.discard(process.pid)
            self._tally.retire(process.pid)
            code = await _end(process)
        return code

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        """Follow a process as long as it lives; one that hangs is struck dead."""
        assert process.stdout  # noqa: S101 - it is a pipe
        try:
            async for figures in lifesigns.heed(process.stdout):
                self._alive.add(process.pid)
                self._tally.note(process.pid, figures)
        except lifesigns.Silence:
            _log.warning("a worker process hangs and is killed", pid=process.pid)
            _kill(process)


async def _end(process: asyncio.subprocess.Process) -> int:
    """Let a process finish what it has in hand, within a bound; gives its exit code."""
    if process.stdin:
        process.stdin.close()
    try:
        async with asyncio.timeout(_LAST_WORK_S):
            return await process.wait()
    except TimeoutError:
        _kill(process)
        return await process.wait()


def _kill(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):  # it has ended meanwhile: the others go on
        process.kill()
