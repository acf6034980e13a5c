"""The first page, `/`: the boards of all repositories, and what the bot did lately."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.store.rulefiles import RuleFile
from rules.diagnostics import RuleFileError
from rules.language import load
from webhooks.pages import reading
from webhooks.pages.board import Stage, boards_of, stages_of
from webhooks.pages.desk import Desk, wants_part
from webhooks.pages.paper import Sheet
from webhooks.pages.reading import Home
from webhooks.pages.wording import told

# Ages are told anew, and what was deleted is gone, after this long even when nothing else happened.
_FRESH_MS = 20_000
_MOST_FILES = 200


@dataclass(slots=True)
class _Kept:
    """The boards as they were at a version of the store: rendered once, however many strangers look."""

    version: tuple[int, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    sheets: dict[bool, Sheet] = field(default_factory=dict)


class Boards:
    """The boards."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stages: dict[str, tuple[Stage, ...]] = {}
        self._kept, self._rendering = _Kept(), asyncio.Lock()

    @property
    def routes(self) -> list[Route]:
        """Where they are found."""
        return [Route("/", self._desk.guarded(self.show), methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """All of them."""
        if "board" not in self._desk.settings.public:
            await self._desk.gate.admit(request)
        part = wants_part(request)
        async with self._rendering:
            await self._refresh()
            if self._desk.gate.visitor(request) and not part:
                return self._desk.answer(request, await asyncio.to_thread(self._sheet, request))
            if part not in self._kept.sheets:
                self._kept.sheets[part] = await asyncio.to_thread(self._sheet, request)
            sheet = self._kept.sheets[part]
        return self._desk.answer(request, sheet)

    def _sheet(self, request: Request) -> Sheet:
        return self._desk.sheet(request, "boards.html", **self._kept.values)

    async def _refresh(self) -> None:
        """Read the boards again if anything changed."""
        now = self._desk.now
        version = (*await self._desk.store.read(reading.version), now // _FRESH_MS)
        if version != self._kept.version:
            home = await self._desk.store.read(reading.home)
            self._kept = _Kept(version, await asyncio.to_thread(self._values, home, now))

    def _values(self, home: Home, now: int) -> dict[str, Any]:
        stages = {repo_id: self._stages_in(file) for repo_id, file in home.files.items()}
        items = {item.lane: item for item in home.items}
        return {
            "boards": boards_of(home.items, home.last, stages),
            "lately": [(items[look.lane], look.at, told(look.document)) for look in home.lately],
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
            try:
                self._stages[file.oid] = stages_of(load(file.text, file.bases))
            except RuleFileError:  # valid once, but not for this version of the program
                self._stages[file.oid] = ()
        return self._stages[file.oid]
