"""The demo's folder: the state of both programs, a throw-away key and secret, how far the story got.

While somebody has hold of it, whatever this program and those that it starts write is for its owner alone.
"""

import os
import secrets
import sys
from pathlib import Path
from typing import IO

import platformdirs
import yaml
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bot.demo.errors import DemoError
from bot.demo.story import scenario

_FOR_OTHERS = 0o077
_OURS = ("github", "fingerpost", "story", "key", "secret", "community", "bot", "lock")


class Home:
    """A folder that one demo has for itself."""

    def __init__(self, path: Path | None) -> None:
        """Take hold of the folder, made where it is missing.

        Raises:
            DemoError: another demo plays there, or it cannot be written.
        """
        self.path = (path or platformdirs.user_data_path("fingerpost", appauthor=False) / "demo").absolute()
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = (self.path / "lock").open("ab")
        except OSError as error:
            raise DemoError(
                f"{self.path} cannot be written ({error.strerror}); name another folder with --home"
            ) from None
        _take(self._lock, self.path)
        self._before = os.umask(_FOR_OTHERS)
        for ours in self._ours():  # an earlier version let others read them
            ours.chmod(0o600)

    @property
    def journal(self) -> Path:
        """How far the story got."""
        return self.path / "story.json"

    @property
    def database(self) -> Path:
        """The bot's."""
        return self.path / "fingerpost.db"

    @property
    def key(self) -> Path:
        """The App's private key, made once."""
        path = self.path / "key.pem"
        if not path.exists():
            made = generate_private_key(public_exponent=65537, key_size=2048)
            _write_secretly(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return path

    @property
    def secret(self) -> str:
        """What signs the webhooks, made once."""
        path = self.path / "secret"
        if not path.exists():
            _write_secretly(path, secrets.token_hex(32).encode())
        return path.read_text(encoding="ascii")

    @property
    def community(self) -> Path:
        """The scenario with which the simulated GitHub begins."""
        path = self.path / "community.yml"
        path.write_text(yaml.safe_dump(scenario(), allow_unicode=True, sort_keys=False), encoding="utf-8")
        return path

    def log(self, name: str) -> Path:
        """Where a program writes."""
        return self.path / f"{name}.log"

    def clear(self) -> None:
        """Forget everything; what the demo did not put there stays."""
        for path in self._ours():
            if path.name != "lock":
                path.unlink()

    def leave(self) -> None:
        """Let others have it."""
        os.umask(self._before)
        self._lock.close()

    def _ours(self) -> list[Path]:
        return [path for path in self.path.iterdir() if path.is_file() and path.name.split(".")[0] in _OURS]


def _take(lock: IO[bytes], path: Path) -> None:
    if sys.platform == "win32":
        return
    import fcntl  # noqa: PLC0415 - Unix only

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise DemoError(f"another demo plays in {path}; end it first, or name another folder with --home") from None


def _write_secretly(path: Path, content: bytes) -> None:
    """Whole or not at all: whoever pulls the plug meanwhile finds no half a key the next time."""
    part = path.with_name(f"{path.name}.part")
    part.touch(mode=0o600)
    part.write_bytes(content)
    part.replace(path)
