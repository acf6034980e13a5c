"""The programs that browser tests and screenshots look at: real processes, started as people start them."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import httpx

from bot.sandbox.testing import private_pem

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FINGERPOST = Path(sys.executable).with_name("fingerpost")
REPO = "street-almanac/almanac"
NOBODY = "http://127.0.0.1:9/api/v3"
SCRIPT = "<script>alert(1)</script>"
GUESTS = (
    ("obi-nwosu", "Idea: a seed swap that needs no table"),
    ("lan-pham", "Ý tưởng: thư viện đồ chơi"),
    ("sami-najjar", "فكرة: مطبخ للشارع كله"),
    ("yusuf-aydin", "Fikir: ortak bisiklet pompas\u0131"),
    ("aroha-tane", "Idea: who holds the keys to the hall?"),
    ("mateo-rivas", "Idea: cómo se reparte una cosecha"),
    ("freja-holm", "Broken link in the guide on repair cafés"),
    ("priya-raman", "Idea: a rota that survives the holidays"),
    ("ines-prado", "A page on noise after ten is missing"),
    ("minh-tran", "Idea: một ngày không xe"),
    ("obi-nwosu", "Idea: lending a ladder, and who is liable for it"),
)
STRANGERS = (
    ("sami-najjar", "Idea: " + "Straßenbeleuchtungsgemeinschaftskasse" * 3),
    ("yusuf-aydin", f'Idea: {SCRIPT}"><img src=x onerror=alert(2)>'),
)
_PATIENCE_S = 180
_OURS = ("FINGERPOST_", "GITHUB_", "DATABASE_URL")


@dataclass(frozen=True)
class Stage:
    """What is up.

    Attributes:
        url: where the bot shows its pages; github: where the simulated GitHub is.
    """

    url: str
    github: str

    def act(self, login: str, verb: str, **what: Any) -> Any:
        """A person does something on GitHub."""
        body = {"do": verb, "as": login, **what}
        return httpx.post(f"{self.github}/_sandbox/act", json=body, trust_env=False).raise_for_status().json()

    def fills(self, guests: Iterable[tuple[str, str]]) -> None:
        """People open issues, and the bot shows the last of them."""
        for login, title in guests:
            self.act(login, "open_issue", repo=REPO, title=title)
        self.until("/", title)

    def until(self, path: str, shown: str) -> None:
        """Wait until a page shows this.

        Raises:
            TimeoutError: it never does.
        """
        for _ in range(_PATIENCE_S * 5):
            if shown in unescape(httpx.get(f"{self.url}{path}", trust_env=False).text):
                return
            threading.Event().wait(0.2)
        raise TimeoutError(f"{path} does not show {shown!r}")


@contextmanager
def demo(home: Path) -> Iterator[Stage]:
    """The demo, when its story is told and guests have added their ideas: more than thirty items in all."""
    with program("demo", "--home", str(home), "--speed", "0", "--no-browser", "--port", "0") as said:
        url = said(r"stays up: (http://\S+)")
        port = json.loads((home / "story.json").read_text(encoding="utf-8"))["github_port"]
        stage = Stage(url, f"http://127.0.0.1:{port}")
        stage.fills(GUESTS)
        yield stage


@contextmanager
def empty(home: Path) -> Iterator[str]:
    """A bot that has heard of nothing yet; gives its address."""
    home.mkdir()
    port = str(free_port())
    app = {"GITHUB_APP_ID": "1", "GITHUB_PRIVATE_KEY": private_pem(), "GITHUB_WEBHOOK_SECRET": "a secret of the tests"}
    place = {"FINGERPOST_HOME": str(home), "FINGERPOST_PORT": port, "GITHUB_API_URL": NOBODY}
    with program("serve", cwd=home, **app, **place) as said:
        yield said(r"listening +webhooks=(\S+)/webhooks/github")


@contextmanager
def unset(home: Path, github: str) -> Iterator[tuple[str, str]]:
    """A bot that has no App yet; gives its address, and the one-time code on its terminal."""
    home.mkdir()
    port = str(free_port())
    place = {"FINGERPOST_HOME": str(home), "FINGERPOST_PORT": port, "GITHUB_API_URL": github}
    with program("serve", cwd=home, **place) as said:
        yield f"http://127.0.0.1:{port}", said(r"One-time code: (\S+)")


@contextmanager
def program(*arguments: str, cwd: Path | None = None, **settings: str) -> Iterator[Any]:
    """A `fingerpost` of its own, ended in order; gives what waits for it to say something."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}  # noqa: TID251 - passed on, not read
    running = subprocess.Popen(  # noqa: S603 - our own program
        [str(FINGERPOST), *arguments],
        cwd=cwd,
        env=inherited | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        yield lambda pattern: _said(running, pattern)
    finally:
        running.terminate()
        running.communicate(timeout=_PATIENCE_S)


def free_port() -> int:
    """A port of this machine that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _said(running: subprocess.Popen[str], pattern: str) -> str:
    """What it says that fits."""
    heard = []
    for line in running.stdout or ():
        heard.append(line)
        if found := re.search(pattern, line):
            return found[1]
    raise AssertionError(f"it ended without saying {pattern!r}:\n{''.join(heard)}")
