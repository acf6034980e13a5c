"""Fetches a repository's history and keeps it on the shelf; whatever interrupts it, the next call goes on there."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.backtest.history import Heading, History
from bot.backtest.shelf import Progress, Shelf
from bot.github.graphql import GraphQL
from bot.github.pasts import KINDS, Book, read_page
from bot.item import RepoRef

_OVERLAP = timedelta(minutes=10)  # GitHub's clock is not ours, and what happened meanwhile is read once more

Login = Callable[[], Awaitable[str]]
Told = Callable[[int, int], None]
"""Hears how many items are there, of how many."""


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
                done = await self._fetch_kind(repo, _book(repo.repo_node, kind, progress), progress, done)
            most = None if span.most is None else len(KINDS) * span.most
            history = await asyncio.to_thread(self._shelf.load, repo.repo, most) or History(heading, ())
        young = (past for past in history.items if span.since is None or past.created_at >= span.since)
        return replace(history, items=tuple(young))

    async def forget(self, login: str) -> None:
        """Take a person out of all histories that are kept."""
        await asyncio.to_thread(self._shelf.forget, login)

    async def _fetch_kind(self, repo: RepoRef, first: Book, progress: Progress, before: int) -> int:
        book: Book | None = first
        done = before
        while book:
            page = await read_page(self._graphql, repo.installation, book)
            done += len(page.items)
            enough = progress.most is not None and done - before >= progress.most
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
