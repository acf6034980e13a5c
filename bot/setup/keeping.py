"""Credentials in a file that only its owner can read, or as lines to copy."""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bot.errors import SettingsError

FILE = "credentials.env"
"""Under FINGERPOST_HOME; `bot.settings` reads it after the environment and `.env`."""
_PLAIN = re.compile(r"[A-Za-z0-9._~:/+=@-]*")
_PEM = re.compile(r"[A-Za-z0-9+/= \n-]+")
_HEAD = (
    "# Fingerpost's set-up wrote this. Whoever can read it can act as your App: keep it to yourself.",
    "# What the environment or .env says wins over it.",
)


def lines(settings: Mapping[str, str]) -> str:
    """Settings as the lines of an environment file.

    Raises:
        SettingsError: a value holds what such a file cannot say.
    """
    return "".join(f"{name}={_quoted(name, value)}\n" for name, value in settings.items())


def keep(home: Path, settings: Mapping[str, str]) -> Path:
    """Write settings where nobody else can read them; all of them, or nothing.

    Raises:
        SettingsError: the file is there already, cannot be written, or cannot say a value.
    """
    path = home / FILE
    text = "\n".join([*_HEAD, lines(settings)])
    if path.exists():
        raise SettingsError(f"{path} is there already; move it away if you want another App")
    write_privately(path, text)
    return path


def write_privately(path: Path, text: str) -> None:
    """Put a file in place of what was there, with mode 600, whole or not at all.

    Raises:
        SettingsError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        reason = f"{path} cannot be written ({error.strerror})"
        raise SettingsError(f"{reason}; give a folder that can be, by FINGERPOST_HOME") from None


def _quoted(name: str, value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    if _PEM.fullmatch(value):
        return '"' + value.strip().replace("\n", "\\n") + '"'
    raise SettingsError(f"{name}: GitHub gave a value with characters that no such value has")
