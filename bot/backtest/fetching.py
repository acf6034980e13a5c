"""Fetches a repository's history once and keeps it in a file; whatever interrupts it, the next call goes on there."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO, Any

import orjson
from pydantic import AwareDatetime, BaseModel, ValidationError

from bot.backtest.history import Heading, History, newest_of, read_history
from bot.backtest.unnamed import unnamed
from bot.errors import Retryable
from bot.github.graphql import GraphQL
from bot.github.pasts import KINDS, Book, read_page
from bot.item import RepoRef

FOLDER = "history"
_BLOCK = 64 * 1024
_EVERY_S, MOST_TRIES = 0.2, 300
"""How often, and how many times, somebody looks whether another process has fetched a history by now."""
_OVERLAP = timedelta(minutes=10)  # GitHub's clock is not ours, and what happened meanwhile is read once more

Login = Callable[[], Awaitable[str]]
Told = Callable[[int, int], None]
"""Hears how many items are there, of how many."""


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

    def __init__(self, home: Path) -> None:
        """In a folder of the bot's home."""
        self._folder = home / FOLDER

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
        """An empty history."""
        with self._alone():
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
        """Take a person out of all histories, each whole or not at all."""
        for path in sorted(self._folder.glob("*.jsonl")):
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
        with self._locked(self._folder / "lock") as taken:
            taken(wait=True)
            yield

    @contextmanager
    def _locked(self, path: Path) -> Iterator[Callable[..., bool]]:
        """A lock, and what takes it; whoever has it loses it at the end, be it that of the process."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
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


@dataclass(frozen=True, slots=True)
class Span:
    """How much of a history is needed.

    Attributes:
        since: items opened before are not; None where all are.
        most: how many items of a kind are enough; None for all.
    """

    since: datetime | None = None
    most: int | None = None


class Fetcher:
    """Brings histories up to date."""

    def __init__(self, graphql: GraphQL, shelf: Shelf, login: Login, told: Told = lambda _done, _all: None) -> None:
        """For one App.

        Args:
            graphql: reads them.
            shelf: keeps them.
            login: tells the one under which the bot acts.
            told: hears how far it is.
        """
        self._graphql, self._shelf, self._login, self._told = graphql, shelf, login, told

    async def fetch(self, repo: RepoRef, span: Span, now: datetime) -> History:
        """A repository's history up to now: from the file, and from GitHub what is missing in it.

        Raises:
            Retryable, RateLimited, NotInstalled, GitHubError: GitHub could not tell; what was read is kept.
            HistoryError: the file is damaged.
        """
        heading = Heading(repository=repo.repo, since=span.since, fetched_at=now, bot=await self._login())
        async with self._shelf.turn(repo.repo):
            progress, done = await asyncio.to_thread(_round, self._shelf, heading, repo.repo_id, span), 0
            for kind in [kind for kind in KINDS if kind in progress.left]:
                done = await self._fetch_kind(repo, _book(repo.repo_node, kind, progress), span, progress, done)
            most = None if span.most is None else len(KINDS) * span.most
            history = await asyncio.to_thread(self._shelf.load, repo.repo, most) or History(heading, ())
        young = (past for past in history.items if span.since is None or past.created_at >= span.since)
        return replace(history, items=tuple(young))

    async def forget(self, login: str) -> None:
        """Take a person out of all histories that are kept."""
        await asyncio.to_thread(self._shelf.forget, login)

    async def _fetch_kind(self, repo: RepoRef, first: Book, span: Span, progress: Progress, before: int) -> int:
        book: Book | None = first
        done = before
        while book:
            page = await read_page(self._graphql, repo.installation, book)
            done += len(page.items)
            enough = span.most is not None and done - before >= span.most
            book = None if enough else page.following
            _go_on(progress, first.kind, book)
            await asyncio.to_thread(self._shelf.add, repo.repo, page.items, progress)
            self._told(done, before + page.all)
        return done


def _round(shelf: Shelf, heading: Heading, repo_id: int, span: Span) -> Progress:
    """The round that was interrupted, or a new one: of what changed, where all else is there already."""
    found, now = shelf.progress(heading.repository), heading.fetched_at
    there = found is not None and found.repo_id == repo_id and shelf.file(heading.repository).exists()
    if found is None or not there or _reaches_further(span, found):
        shelf.begin(heading)
        return Progress(repo_id=repo_id, since=span.since, most=span.most, begun_at=now, left=dict.fromkeys(KINDS))
    if found.left:
        return found
    return found.model_copy(update={"begun_at": now, "fetched_at": found.begun_at, "left": dict.fromkeys(KINDS)})


def _reaches_further(span: Span, kept: Progress) -> bool:
    earlier = kept.since is not None and (span.since is None or span.since < kept.since)
    return earlier or (kept.most is not None and (span.most is None or span.most > kept.most))


def _book(repo: str, kind: str, progress: Progress) -> Book:
    if progress.fetched_at is None:
        return Book(repo, kind, "CREATED_AT", progress.since, progress.left[kind])
    return Book(repo, kind, "UPDATED_AT", progress.fetched_at - _OVERLAP, progress.left[kind])


def _go_on(progress: Progress, kind: str, following: Book | None) -> None:
    if following is None:
        del progress.left[kind]
    else:
        progress.left[kind] = following.after
