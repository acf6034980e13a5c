"""Plays a repository's past with the rules that are typed, beside those in force: what is kept of it, or is fetched."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.backtest.history import History, HistoryError
from bot.backtest.shelf import NEWEST, Shelf
from bot.backtest.waiting import timed_trial
from bot.errors import GitHubError
from bot.explaining.visible import one_line
from bot.item import RepoRef
from rules.book import Rulebook
from rules.facts import Facts

MOST_ITEMS = 1_000
LONGEST_PLAY_S = 8.0
LONGEST_FETCH_S = 20.0


class Pasts(Protocol):
    """What tells of the past."""

    async def past(self, repo: RepoRef, /) -> History:
        """A repository's newest items, up to now; they are kept on the shelf, page by page.

        Raises:
            GitHubError: GitHub could not tell; what was read is kept.
            HistoryError: what is kept is damaged.
        """
        ...


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it.

    Attributes:
        report: the backtest's document; None where there is none.
        there: how many items the history has.
        problem: what went wrong, as a sentence; there may be a report nevertheless.
    """

    report: dict[str, Any] | None = None
    there: int = 0
    problem: str = ""


class Stage:
    """Where the past is played: one play at a time, since each takes a processor for itself."""

    def __init__(self, home: Path, pasts: Pasts) -> None:
        """A stage.

        Args:
            home: the bot's, where histories are kept.
            pasts: brings what is not.
        """
        self._shelf, self._pasts, self._turn = Shelf(home, NEWEST), pasts, asyncio.Lock()

    async def kept(self, repo: str) -> int | None:
        """When the history that is kept was fetched, in milliseconds; None where none is."""
        progress = await asyncio.to_thread(self._shelf.progress, repo)
        return round(progress.begun_at.timestamp() * 1000) if progress else None

    async def play(self, repo: RepoRef, around: Facts, books: tuple[Rulebook, Rulebook], *, fetch: bool) -> Played:
        """What the second rules would have done beside the first ones.

        Args:
            repo: whose past it is.
            around: what is true of it now.
            books: the rules in force, then those that are typed.
            fetch: whether what is new is fetched first; where nothing is kept it is fetched anyway.
        """
        async with self._turn:
            try:
                problem = await self._fetch(repo) if fetch or await self.kept(repo.repo) is None else ""
                history = await asyncio.to_thread(self._shelf.load, repo.repo, MOST_ITEMS)
            except HistoryError as error:
                return Played(problem=f"The history that is kept here is damaged: {one_line(str(error))}.")
            if history is None or not history.items:
                return Played(
                    problem=problem or "Nothing has happened in this repository yet: there is no past to play."
                )
            report = await timed_trial(history, around, books, MOST_ITEMS, LONGEST_PLAY_S)
            return Played(report, len(history.items) + history.left_out, problem)

    async def _fetch(self, repo: RepoRef) -> str:
        try:
            async with asyncio.timeout(LONGEST_FETCH_S):
                await self._pasts.past(repo)
        except TimeoutError:
            return "The history is long: this is only its newest part. Fetch again, and it goes on from there."
        except GitHubError as error:
            return f"The history could not be brought up to date: {one_line(str(error))}."
        return ""
