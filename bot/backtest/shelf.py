"""Where the histories of repositories are kept: in files, which several processes may share."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

import orjson
from pydantic import AwareDatetime, BaseModel, ValidationError

from bot.backtest.history import Heading, History, newest_of, read_history
from bot.backtest.unnamed import unnamed
from bot.errors import Retryable

FOLDER = "history"
NEWEST = "newest"
"""The drawer of what those need who wait: only the newest items, so that no long history is in their way."""
_BLOCK = 64 * 1024
_EVERY_S, MOST_TRIES = 0.2, 300
"""How often, and how many times, somebody looks whether another process has fetched a history by now."""


class Progress(BaseModel):
    """How far a history is fetched.

    Attributes:
        repo_id: GitHub's number of the repository: another one may take over a name.
        since: nothing older is asked for; None where all is.
        most: how many items of a kind are asked for; None where all are.
        begun_at: when this round began: what changed later is for the next one.
        fetched_at: when the last round that came to its end had begun; None before the first one ends.
        left: where to go on, by kind; a kind that is missing is done.
    """

    repo_id: int
    since: AwareDatetime | None = None
    most: int | None = None
    begun_at: AwareDatetime
    fetched_at: AwareDatetime | None = None
    left: dict[str, str | None]


class Shelf:
    """Where histories are kept: for each repository a file of items, and beside it how far it is.

    Several processes may share it. Files are made anew beside the old ones or grow by whole lines at their ends, one
    process at a time, so that readers need not wait: what they find is whole.
    """

    def __init__(self, home: Path, drawer: str = "") -> None:
        """In a folder of the bot's home.

        Args:
            home: the bot's.
            drawer: what lies there is fetched for itself, and waits for no other; empty for whole histories.
        """
        self._all = home / FOLDER
        self._folder = self._all / drawer

    def file(self, repository: str) -> Path:
        """The history of a repository."""
        return self._folder / f"{repository.lower().replace('/', '__')}.jsonl"

    def load(self, repository: str, most: int | None = None) -> History | None:
        """What is kept of a repository; None where nothing is.

        Args:
            repository: its name.
            most: how many items at most, the newest; None for all.

        Raises:
            HistoryError: the file is damaged.
        """
        path = self.file(repository)
        if not path.exists():
            return None
        with path.open("rb") as file:
            end = _end_of_whole_lines(file)
            newest = None if most is None else newest_of(_lines(file, end), most)
            return read_history(_lines(file, end), newest)

    def progress(self, repository: str) -> Progress | None:
        """How far it is; None where it was never begun, or that cannot be read."""
        try:
            return Progress.model_validate_json(self._beside(repository).read_bytes())
        except (OSError, ValidationError):
            return None

    def begin(self, heading: Heading) -> None:
        """An empty history; until its first page is there, it counts as never begun."""
        with self._alone():
            self._beside(heading.repository).unlink(missing_ok=True)
            _replace(self.file(heading.repository), heading.model_dump_json().encode() + b"\n")

    def add(self, repository: str, items: tuple[dict[str, Any], ...], progress: Progress) -> None:
        """Write a page behind the others, then how far it is: a page that comes twice does no harm."""
        with self._alone(), self.file(repository).open("r+b") as file:
            file.seek(_end_of_whole_lines(file))
            file.truncate()
            file.writelines(orjson.dumps(item) + b"\n" for item in items)
            file.flush()
            os.fsync(file.fileno())
            _replace(self._beside(repository), progress.model_dump_json().encode())

    def forget(self, login: str) -> None:
        """Take a person out of all histories in all drawers, each whole or not at all."""
        for path in sorted(self._all.rglob("*.jsonl")):
            with self._alone():
                part = path.with_suffix(".unnamed")
                with path.open("rb") as lines, part.open("wb") as less:
                    less.write(lines.readline())  # of the repository
                    less.writelines(unnamed(line, login) for line in lines)
                    less.flush()
                    os.fsync(less.fileno())
                part.replace(path)

    @asynccontextmanager
    async def turn(self, repository: str) -> AsyncIterator[None]:
        """While nobody else fetches that history: who comes second goes on where the first one ends.

        Raises:
            Retryable: the other one takes long.
        """
        with self._locked(self.file(repository).with_suffix(".turn")) as taken:
            for _ in range(MOST_TRIES):
                if taken(wait=False):
                    break
                await asyncio.sleep(_EVERY_S)
            else:
                raise Retryable(f"another process is fetching the history of {repository}")
            yield

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While nobody else writes there: what one adds must not get lost as another writes the file anew."""
        with self._locked(self._all / "lock") as taken:
            taken(wait=True)
            yield

    @contextmanager
    def _locked(self, path: Path) -> Iterator[Callable[..., bool]]:
        """A lock, and what takes it; whoever has it loses it at the end, be it that of the process."""
        self._all.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        with path.open("ab") as lock:
            yield partial(_taken, lock)

    def _beside(self, repository: str) -> Path:
        return self.file(repository).with_suffix(".progress.json")


def _taken(lock: IO[bytes], *, wait: bool) -> bool:
    if sys.platform != "win32":
        import fcntl  # noqa: PLC0415 - Unix only

        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _replace(path: Path, text: bytes) -> None:
    """Write a file anew, as a whole or not at all."""
    part = path.with_suffix(".part")
    part.write_bytes(text)
    part.replace(path)


def _lines(file: IO[bytes], end: int) -> Iterator[bytes]:
    """The lines of a file up to a place where one ends."""
    file.seek(0)
    while file.tell() < end:
        yield file.readline()


def _end_of_whole_lines(file: IO[bytes]) -> int:
    """Where the last whole line ends: what was being written when the power failed is fetched again."""
    place = file.seek(0, os.SEEK_END)
    while place:
        start = max(0, place - _BLOCK)
        file.seek(start)
        found = file.read(place - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        place = start
    return 0
