"""How far a set-up has come, in a file of its own: it goes on after a restart in the middle."""

import hmac
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.setup.keeping import write_privately

FILE = "setup.json"
GOOD_FOR = timedelta(hours=1)
"""GitHub gives as long from its form to the credentials."""
LET_IN_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Pending:
    """An App that GitHub was asked to register, and has not told of yet.

    Attributes:
        state: what GitHub must give back.
        since: when it was asked, in ISO's form.
        api_url: of the GitHub that was asked; `url` where the bot will be reached.
        keeps: whether the credentials go into a file.
    """

    state: str
    since: str
    api_url: str
    url: str
    keeps: bool

    def is_answered_by(self, state: str, now: datetime) -> bool:
        """Whether somebody who comes with this state comes from there, in time."""
        in_time = timedelta() <= now - datetime.fromisoformat(self.since) < GOOD_FOR
        return hmac.compare_digest(self.state.encode(), state.encode("utf-8", "replace")) and in_time


@dataclass(frozen=True, slots=True)
class Progress:
    """What is remembered.

    Attributes:
        session: the digest of the token that the browser holds; empty before anybody was let in.
        since: when it was let in, in ISO's form.
    """

    session: str = ""
    since: str = ""
    pending: Pending | None = field(default=None)

    def is_held_by(self, token: str, now: datetime) -> bool:
        """Whether a browser with this token was let in, not too long ago."""
        if not self.session or now - datetime.fromisoformat(self.since) >= LET_IN_FOR:
            return False
        return hmac.compare_digest(self.session, digest(token))


def digest(token: str) -> str:
    """What of a token is kept."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


class Notebook:
    """The file."""

    def __init__(self, home: Path) -> None:
        """The notebook of a bot that keeps its own files there."""
        self._path = home / FILE

    @property
    def begun(self) -> bool:
        """Whether a set-up was begun and not ended."""
        return self._path.exists()

    def read(self) -> Progress:
        """What stands in it; nothing where it cannot be read, so that the person begins anew."""
        try:
            told: Any = json.loads(self._path.read_text(encoding="utf-8"))
            pending = told["pending"]
            since = str(told["since"])
            datetime.fromisoformat(since or "2000-01-01")
            return Progress(str(told["session"]), since, Pending(**pending) if pending else None)
        except (OSError, ValueError, KeyError, TypeError):
            return Progress()

    def let_in(self, token: str, now: datetime) -> None:
        """Remember a browser; whoever was let in before is not any more.

        Raises:
            SettingsError: the file cannot be written.
        """
        self._write(replace(self.read(), session=digest(token), since=now.isoformat()))

    def expect(self, pending: Pending | None) -> None:
        """Remember what GitHub was asked; or, with None, that nothing is open.

        Raises:
            SettingsError: the file cannot be written.
        """
        self._write(replace(self.read(), pending=pending))

    def close(self) -> None:
        """The set-up is done: nobody is let in by it any more."""
        self._path.unlink(missing_ok=True)

    def _write(self, progress: Progress) -> None:
        write_privately(self._path, json.dumps(asdict(progress)))
