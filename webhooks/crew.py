"""The worker processes of `serve --workers`: they begin and end with it, and one that ends before is replaced."""

import asyncio
import sys
from collections.abc import Sequence

import structlog

_WORKER = (sys.executable, "-P", "-c", "from bot.cli import main; main()", "worker", "--until-closed")
_PAUSES_S = (1.0, 2.0, 5.0, 10.0, 30.0)
_STEADY_S = 60.0
_LAST_WORK_S = 20.0

_log = structlog.get_logger(__name__)


class Crew:
    """Some worker processes, each with a pipe whose end tells it to end: also when this process is struck dead."""

    def __init__(self, many: int, command: Sequence[str] = _WORKER) -> None:
        """Nobody is at work yet.

        Args:
            many: how many processes.
            command: what starts one; it ends when its standard input does.
        """
        self._many, self._command = many, command
        self._at_work = 0

    async def run(self) -> None:
        """Keep all of them at work until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._many):
                group.create_task(self._keep_one())

    async def missing(self) -> str | None:
        """What is wrong where nobody is at work; of one that is replaced the log tells."""
        return None if self._at_work else "no worker process runs"

    async def _keep_one(self) -> None:
        loop, failures = asyncio.get_running_loop(), 0
        while True:
            began = loop.time()
            code = await self._one()
            failures = 0 if loop.time() - began > _STEADY_S else failures
            pause = _PAUSES_S[min(failures, len(_PAUSES_S) - 1)]
            failures += 1
            tell = _log.warning if code else _log.info  # 0: somebody told it to end
            tell("a worker process ended", code=code, help=f"it is started again in {pause:.0f} s")
            await asyncio.sleep(pause)

    async def _one(self) -> int | str:
        """Have one process work until it ends, or until cancelled; gives its exit code, or why it cannot be started."""
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is for this process, which lets them finish
            )
        except OSError as error:  # no room for one more process: the others go on
            return str(error)
        self._at_work += 1
        try:
            return await process.wait()
        finally:
            self._at_work -= 1
            await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Let a process finish what it has in hand, within a bound."""
    if process.stdin:
        process.stdin.close()
    try:
        async with asyncio.timeout(_LAST_WORK_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
