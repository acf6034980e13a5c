"""The two programs of the demo as processes: started, watched, killed, started again, ended."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

from bot.demo.errors import DemoError

HOST = "127.0.0.1"
_READY_S = 30.0
_END_S = 12.0
_LAST_LINES = 5
_SETTINGS = ("FINGERPOST_", "GITHUB_", "DATABASE_URL")


class Program:
    """One of the two.

    Attributes:
        says: what it is called on the terminal.
    """

    def __init__(
        self, says: str, arguments: list[str], log: Path, ready: str, settings: Mapping[str, str] | None = None
    ) -> None:
        """A program that does not run yet.

        Args:
            says: its name on the terminal.
            arguments: of `bot.demo.child`.
            log: where it writes.
            ready: the address that answers 200 when it is ready.
            settings: its environment, besides what any program has.
        """
        self.says, self._arguments, self._log, self._ready = says, arguments, log, ready
        self._settings = dict(settings or {})
        self._process: asyncio.subprocess.Process | None = None

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.returncode is None

    @property
    def how_it_ended(self) -> str:
        """What ended it: `killed by SIGKILL`, `exit code 1`."""
        if self._process is None:
            return "runs not yet"
        code = self._process.returncode
        if code is None:
            return "runs"
        return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"

    async def start(self) -> None:
        """Start it, and wait until it is ready.

        Raises:
            DemoError: it ended, or was not ready in time; tells the last it said.
        """
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.demo.child", *self._arguments),
                stdin=asyncio.subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=_surroundings() | self._settings,
                cwd=self._log.parent,  # no `.env` of the user's is read there
                start_new_session=True,  # Ctrl-C is for the demo, which then ends it in order
            )
        try:
            async with asyncio.timeout(_READY_S), httpx.AsyncClient(trust_env=False) as client:
                while not await self._is_ready(client):  # noqa: ASYNC110 - it does not say when
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise DemoError(f"{self.says} was not ready after {_READY_S:.0f} s{self._last_words()}") from None

    async def kill(self) -> None:
        """End it as a power cut would."""
        if self._process and self.alive:
            self._process.kill()
            await self._process.wait()

    async def end(self) -> None:
        """End it in order; if it does not hear, end it anyway."""
        if self._process is None or not self.alive:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(_END_S):
                await self._process.wait()
        except TimeoutError:
            await self.kill()

    async def _is_ready(self, client: httpx.AsyncClient) -> bool:
        if not self.alive:
            raise DemoError(f"{self.says} did not start ({self.how_it_ended}){self._last_words()}")
        try:
            return (await client.get(self._ready)).is_success
        except httpx.HTTPError:
            return False

    def _last_words(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:]
        return f"; the end of {self._log}:\n" + "\n".join(lines)


def free_port(wanted: int = 0) -> int:
    """A port on which nobody listens; the wanted one, or any.

    Raises:
        DemoError: somebody listens on the wanted one.
    """
    try:
        with socket.create_server((HOST, wanted)) as listener:
            return int(listener.getsockname()[1])
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]  # what follows repeats the address
        raise DemoError(
            f"port {wanted} of {HOST} cannot be had ({reason}); "
            "choose another one with --port, or let --port 0 find a free one"
        ) from None


def has_display() -> bool:
    """Whether a browser would be seen."""
    shown = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))  # noqa: TID251 - no setting of ours
    return sys.platform in {"darwin", "win32"} or shown


def _surroundings() -> dict[str, str]:
    """The environment without any setting of the bot's: the demo never touches a real one."""
    all_of_it = os.environ  # noqa: TID251 - only to leave the settings out
    return {name: value for name, value in all_of_it.items() if not name.startswith(_SETTINGS)}
