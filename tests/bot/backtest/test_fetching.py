"""What interrupts a fetch costs nothing, and whoever needs less afterwards leaves nothing out of what was begun."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.backtest import fetching
from bot.backtest.fetching import Fetcher, Span
from bot.backtest.shelf import Shelf
from bot.errors import Retryable
from bot.github.pasts import Book, Page
from bot.item import RepoRef

REPO = RepoRef(1, 1, "R_1", "o/r")
NOW = datetime(2026, 3, 2, tzinfo=UTC)
MANY, PAGE = 50, 5


class Issues:
    """A repository's fifty issues, a few at a time, until somebody pulls the plug."""

    def __init__(self) -> None:
        self.pages = 1_000
        self.asked = 0

    async def read(self, _graphql: Any, _installation: int, book: Book) -> Page:
        if self.asked == self.pages:
            raise Retryable("GitHub does not answer")
        self.asked += 1
        if book.kind != "issue" or book.by == "UPDATED_AT":
            return Page((), 0, None)
        first = int(book.after or 0)
        items = tuple({"kind": "issue", "number": n + 1, "created_at": NOW} for n in range(first, first + PAGE))
        more = first + PAGE < MANY
        return Page(items, MANY, Book(book.repo, book.kind, book.by, book.since, str(first + PAGE)) if more else None)


@pytest.fixture
def issues(monkeypatch: pytest.MonkeyPatch) -> Issues:
    made = Issues()
    monkeypatch.setattr(fetching, "read_page", made.read)
    return made


async def numbers(shelf: Shelf, most: int | None) -> list[int]:
    async def login() -> str:
        return "post[bot]"

    history = await Fetcher(None, shelf, login).fetch(REPO, Span(most=most), NOW)  # type: ignore[arg-type]  # `Issues` reads
    return sorted(item.number for item in history.items)


async def test_whoever_needs_only_a_few_leaves_a_whole_history_that_was_begun_whole(
    tmp_path: Path, issues: Issues
) -> None:
    shelf = Shelf(tmp_path)
    issues.pages = 2
    with pytest.raises(Retryable):
        await numbers(shelf, None)
    issues.pages = 1_000
    await numbers(shelf, 10)
    assert await numbers(shelf, None) == list(range(1, MANY + 1))


async def test_what_begins_anew_and_comes_to_nothing_leaves_no_empty_history_that_counts_as_whole(
    tmp_path: Path, issues: Issues
) -> None:
    shelf = Shelf(tmp_path)
    assert await numbers(shelf, 10) == list(range(1, 11))
    issues.pages = issues.asked
    with pytest.raises(Retryable):
        await numbers(shelf, 20)  # what is kept reaches no further than 10: it begins anew
    issues.pages = 1_000
    assert await numbers(shelf, 10) == list(range(1, 11))
