"""The first page, `/`: the boards of all repositories, and what the bot did lately."""

import asyncio
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.store.rulefiles import RuleFile
from webhooks.pages.audience import Audience, audience
from webhooks.pages.boards import reading
from webhooks.pages.boards.columns import boards_of
from webhooks.pages.boards.reading import Home
from webhooks.pages.desk import Desk, wants_part
from webhooks.pages.in_force import book_of
from webhooks.pages.paper import Sheet
from webhooks.pages.stages import Stage, stages_of
from webhooks.pages.wording import told

# Ages are told anew, and what was deleted is gone, after this long even when nothing else happened.
_FRESH_MS = 20_000
_MOST_FILES = 200


@dataclass(slots=True)
class _Kept:
    """The boards as an audience sees them at a version of the store: rendered once, however many strangers look."""

    values: dict[str, Any]
    sheets: dict[bool, Sheet] = field(default_factory=dict)


class Boards:
    """The boards."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stages: dict[str, tuple[Stage, ...]] = {}
        self._version: tuple[int, ...] = ()
        self._kept: dict[Audience, _Kept] = {}
        self._rendering = asyncio.Lock()

    @property
    def routes(self) -> list[Route]:
        """Where they are found."""
        return [Route("/", self._desk.guarded(self.show), methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """All of them."""
        who, part = await audience(self._desk, request, "board"), wants_part(request)
        async with self._rendering:
            kept = await self._fresh(who)
            make = partial(self._desk.sheet, request, "boards.html", **kept.values)
            if self._desk.gate.visitor(request) and not part:  # the page says who they are
                return self._desk.answer(request, await asyncio.to_thread(make))
            if part not in kept.sheets:
                kept.sheets[part] = await asyncio.to_thread(make)
        return self._desk.answer(request, kept.sheets[part])

    async def _fresh(self, who: Audience) -> _Kept:
        """The boards, read again if anything changed."""
        now = self._desk.now
        version = (*await self._desk.store.read(reading.version), now // _FRESH_MS)
        if version != self._version:
            self._version = version
            self._kept.clear()
        if who not in self._kept:
            home = await self._desk.store.read(partial(reading.home, audience=who))
            values = await asyncio.to_thread(self._values, home, now, insider=who.insider)
            self._kept[who] = _Kept(values)
        return self._kept[who]

    def _values(self, home: Home, now: int, *, insider: bool) -> dict[str, Any]:
        stages = {repo_id: self._stages_in(file) for repo_id, file in home.files.items()}
        items = {item.lane: item for item in home.items}
        return {
            "boards": boards_of(home.items, home.last, stages, insider=insider),
            "lately": [(items[look.lane], look.at, told(look.document, insider=insider)) for look in home.lately],
            "shown": len(home.items),
            "total": home.total,
            "hidden": home.hidden,
            "troubles": home.troubles,
            "now": now,
        }

    def _stages_in(self, file: RuleFile) -> tuple[Stage, ...]:
        """The stages of a rule file, which is read once."""
        if file.oid not in self._stages:
            if len(self._stages) >= _MOST_FILES:
                self._stages.clear()
            book = book_of(file)
            self._stages[file.oid] = stages_of(book) if book else ()
        return self._stages[file.oid]
