"""The bots that are compared, each as a process of its own: how it is started, and that it is ended again."""

import asyncio
import contextlib
import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.traffic import SECRET
from bot.sandbox.testing import private_pem

BOT_PORT, GITHUB_PORT = 4700, 4600
GITHUB = f"http://127.0.0.1:{GITHUB_PORT}"
BENCH = Path(".bench")
LOG = "log"
OURS, CREW = "Fingerpost", "Fingerpost, 2 workers"
PEERS = Path(__file__).parent / "peers"
_BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot.

    Attributes:
        command: what starts it.
        path: where it hears.
    """

    name: str
    command: Callable[[Path], list[str]]
    settings: Callable[[Path], Mapping[str, str]]
    path: str = "/"

    @property
    def url(self) -> str:
        """Where it hears."""
        return f"http://127.0.0.1:{BOT_PORT}{self.path}"


def _own(home: Path) -> dict[str, str]:
    return {
        "GITHUB_APP_ID": "1",
        "GITHUB_PRIVATE_KEY_PATH": str(home / "key.pem"),
        "GITHUB_WEBHOOK_SECRET": SECRET,
        "GITHUB_API_URL": GITHUB,
        "FINGERPOST_HOME": str(home),
        "FINGERPOST_PORT": str(BOT_PORT),
        "FINGERPOST_LOG": "json",
    }


def _with_crew(home: Path) -> dict[str, str]:
    return {**_own(home), "FINGERPOST_WORKERS": "2"}


def _probot(home: Path) -> dict[str, str]:
    return {
        "APP_ID": "1",
        "PRIVATE_KEY_PATH": str(home / "key.pem"),
        "WEBHOOK_SECRET": SECRET,
        "PORT": str(BOT_PORT),
        "GHE_HOST": GITHUB.removeprefix("http://"),
        "GHE_PROTOCOL": "http",
        "HOST": "127.0.0.1",
        "LOG_LEVEL": "fatal",
        "NODE_ENV": "production",
    }


def _arguments(home: Path) -> list[str]:
    return ["--port", str(BOT_PORT), "--api", GITHUB, "--key", str(home / "key.pem"), "--secret", SECRET]


def _nothing(_home: Path) -> dict[str, str]:
    return {}


ALL = {
    each.name: each
    for each in (
        Contender(OURS, lambda _: [str(_BIN / "fingerpost"), "serve"], _own, "/webhooks/github"),
        Contender(CREW, lambda _: [str(_BIN / "fingerpost"), "serve"], _with_crew, "/webhooks/github"),
        Contender("Probot", lambda _: ["node", str(BENCH / "probot/app.mjs")], _probot, "/api/github/webhooks"),
        Contender(
            "gidgethub",
            lambda home: [str(BENCH / "python/bin/python"), str(PEERS / "gidgethub_app.py"), *_arguments(home)],
            _nothing,
        ),
        Contender(
            "PyGithub",
            lambda home: [str(_BIN / "python"), str(PEERS / "pygithub_script.py"), *_arguments(home)],
            _nothing,
        ),
    )
}


@dataclass(slots=True)
class Running:
    """A bot that runs, on a folder of its own."""

    contender: Contender
    home: Path
    more: Mapping[str, str]
    process: "subprocess.Popen[bytes]"
    started_s: float = 0.0

    @property
    def pid(self) -> int:
        """The process's number."""
        return self.process.pid

    async def again(self) -> None:
        """Start it anew on the same folder, after it was ended."""
        await asyncio.to_thread(self.process.wait)
        self.process = _start(self.contender, self.home, self.more)
        await _listens(BOT_PORT, self.process, self.home / LOG)


@contextlib.asynccontextmanager
async def running(contender: Contender, **more: str) -> AsyncIterator[Running]:
    """Run a bot while the block lasts.

    Args:
        contender: which.
        more: settings that it has besides.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        home = Path(folder)
        (home / "key.pem").write_text(private_pem())
        (home / "key.pem").chmod(0o600)
        began = time.perf_counter()
        bot = Running(contender, home, more, _start(contender, home, more))
        try:
            await _listens(BOT_PORT, bot.process, home / LOG)
            bot.started_s = time.perf_counter() - began
            yield bot
        finally:
            end(bot.process)


@contextlib.asynccontextmanager
async def github(installations: int, latency_ms: float) -> AsyncIterator[None]:
    """Run the benchmark's GitHub while the block lasts."""
    given = {"--port": GITHUB_PORT, "--installations": installations, "--latency-ms": latency_ms}
    words = [str(word) for pair in given.items() for word in pair]
    command = [sys.executable, "-m", "benchmarks.github.server", *words]
    process = subprocess.Popen(command)  # noqa: ASYNC220, S603 - our own, and nothing else goes on yet
    try:
        await _listens(GITHUB_PORT, process)
        yield
    finally:
        end(process)


def told(**what: Any) -> dict[str, Any]:
    """Set something at the benchmark's GitHub, or nothing; what its books say."""
    asked = urllib.request.Request(f"{GITHUB}/__set", data=json.dumps(what).encode(), method="POST")  # noqa: S310
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - the loopback interface
        return dict(json.load(answer))


def _start(contender: Contender, home: Path, more: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    log = home / LOG
    given = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(home), **contender.settings(home), **more}
    with log.open("ab") as file:
        return subprocess.Popen(contender.command(home), env=given, stdout=file, stderr=file)  # noqa: S603 - ours


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a process, kindly first."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


async def _listens(port: int, process: "subprocess.Popen[bytes]", log: Path | None = None) -> None:
    for _ in _tries():
        if process.poll() is not None:
            raise SystemExit(f"{process.args!r} ended with {process.returncode}\n{_end_of(log)}")
        try:
            _, writing = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.02)
        else:
            writing.close()
            return
    raise SystemExit(f"{process.args!r} does not listen on {port}")


def _end_of(log: Path | None) -> str:
    return log.read_text()[-2000:] if log else ""


def _tries() -> Iterator[int]:
    return iter(range(3000))
