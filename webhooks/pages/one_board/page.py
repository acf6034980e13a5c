"""The board of one repository, `/board/OWNER/REPO`: what stands where since when, and how it flows, as charts."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import moment
from bot.flow import bands_of, moments, spans_of, standing, times_of
from webhooks.pages.desk import Desk
from webhooks.pages.in_force import book_of
from webhooks.pages.one_board import reading
from webhooks.pages.one_board.columns import columns_of
from webhooks.pages.one_board.drawing import areas, bars
from webhooks.pages.one_board.reading import Stock, stock
from webhooks.pages.one_repository import Found, OneRepository, repo_in
from webhooks.pages.text import day

WINDOW = timedelta(days=90)
_MOMENTS = 61
_ROWS = 7
"""How many of the moments the table tells."""


class OneBoard:
    """One repository's board and its charts."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._page = desk, OneRepository(desk, "one_board.html")

    @property
    def routes(self) -> list[Route]:
        """Where it is found."""
        return [Route("/board/{owner}/{repo}", self._desk.guarded(self.show), methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """The board."""
        repo = repo_in(request)
        writes = await self._desk.gate.may_see(request, repo, "board") is not None
        return await self._page.show(request, (repo.lower(), writes), partial(self._read, repo, private=writes))

    async def _read(self, repo: str, *, private: bool) -> Found | None:
        found = await self._desk.store.read(partial(stock, repo=repo, private=private))
        return None if found is None else (found.ref.repo, await asyncio.to_thread(shown, found, self._desk.now))


def shown(found: Stock, now: int) -> dict[str, Any]:
    """What the page shows of a board."""
    book, today = book_of(found.file), moment(now)
    looks = book.board.stages if book and book.board else {}
    stages, ends = tuple(looks), frozenset(name for name, look in looks.items() if look.done)
    spans = spans_of(found.stays, stages, ends)
    first = min((stay.since for stay in found.stays), default=today)
    at = moments(max(first, today - WINDOW), today, _MOMENTS)
    short = at[-1] - at[0] < timedelta(days=_ROWS)
    bands, times = bands_of(spans, stages, at), times_of(spans, stages, ends)
    drawn, top = areas(bands) if len(at) > 1 else ((), 0)
    places = range(0, len(at), max(1, (len(at) - 1) // (_ROWS - 1)))
    return {
        "columns": columns_of(book, found.items, standing(spans), today),
        "cut": len(found.stays) if len(found.stays) >= reading.MOST_STAYS else 0,
        "staged": bool(stages) or any(span.stage for span in spans),
        "areas": drawn,
        "top": top,
        "rows": [
            (
                f"{at[place].day} {at[place]:%b, %H:%M}" if short else day(at[place]),
                [band.counts[place] for band in bands],
            )
            for place in places
        ],
        "bands": bands,
        "bars": bars(times),
        "shown": len(found.items),
        "total": found.total,
        "troubles": found.troubles,
    }
