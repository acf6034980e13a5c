"""The pages that people see: the boards at `/`, each item with its reasons at `/items/OWNER/REPOSITORY/NUMBER`."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import Clock, milliseconds
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor
from bot.store.rulefiles import RuleFile
from rules.diagnostics import RuleFileError
from rules.language import load
from webhooks.pages import reading
from webhooks.pages.assets import Assets
from webhooks.pages.board import Stage, boards_of, stages_of
from webhooks.pages.paper import Paper, Sheet
from webhooks.pages.reading import Home
from webhooks.pages.reasons import look_shown
from webhooks.pages.votes import vote_shown
from webhooks.pages.wording import told

# Ages are told anew, and what was deleted is gone, after this long even when nothing else happened.
_FRESH_MS = 20_000
_MOST_FILES = 200
_REPOSITORY = re.compile(r"[A-Za-z0-9-]{1,100}/[A-Za-z0-9._-]{1,100}")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")

_UNKNOWN: Mapping[str, Any] = {
    "title": "There is no such page",
    "says": "No item is known here under this address. It may be in a private repository, or nothing has happened "
    "to it since the bot was installed.",
    "link": ("See the boards", "/"),
}
_NO_STORE: Mapping[str, Any] = {
    "title": "Nothing can be shown just now",
    "says": "The database does not answer. Nothing is lost: try again in a moment.",
    "link": ("Try again", ""),
}

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class _Kept:
    """The boards as they were at a version of the store: rendered once, however many look."""

    version: tuple[int, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    sheets: dict[bool, Sheet] = field(default_factory=dict)


class Pages:
    """What people can see with a browser."""

    def __init__(self, store: StoreExecutor, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._assets = Assets()
        self._paper = Paper(self._assets)
        self._stages: dict[str, tuple[Stage, ...]] = {}
        self._kept, self._rendering = _Kept(), asyncio.Lock()

    @property
    def routes(self) -> list[Route]:
        """Where the pages are found; all take GET and HEAD."""
        return [
            Route("/", self._guarded(self.boards), methods=["GET"]),
            Route("/items/{owner}/{repo}/{number}", self._guarded(self.item), methods=["GET"]),
            self._assets.route,
        ]

    async def boards(self, request: Request) -> Response:
        """The boards, and what the bot did lately."""
        part = _asks_for_part(request)
        async with self._rendering:
            await self._refresh()
            if part not in self._kept.sheets:
                make = partial(self._paper.sheet, "boards.html", part=part, **self._kept.values)
                self._kept.sheets[part] = await asyncio.to_thread(make)
            sheet = self._kept.sheets[part]
        return _answer(request, sheet)

    async def item(self, request: Request) -> Response:
        """One item, with every look at it and its reasons."""
        where = request.path_params
        repo, number = f"{where['owner']}/{where['repo']}", where["number"]
        found = None
        if _REPOSITORY.fullmatch(repo) and _NUMBER.fullmatch(number):
            found = await self._store.read(partial(reading.one_item, repo=repo, number=int(number)))
        if found is None:
            return _answer(request, self._paper.sheet("notice.html", **_UNKNOWN), 404)

        def make() -> Sheet:
            looks = [look_shown(look) for look in found.looks]
            shown = {name: getattr(found, name) for name in ("item", "total", "troubles", "recorded")}
            shown |= {"looks": looks, "votes": [vote_shown(vote) for vote in found.votes]}
            return self._paper.sheet("item.html", part=_asks_for_part(request), now=self._now(), **shown)

        return _answer(request, await asyncio.to_thread(make))

    async def _refresh(self) -> None:
        """Read the boards again if anything changed."""
        now = self._now()
        version = (*await self._store.read(reading.version), now // _FRESH_MS)
        if version != self._kept.version:
            home = await self._store.read(reading.home)
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

    def _guarded(self, handler: Handler) -> Handler:
        """A handler that still answers with a page when the store does not."""

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except StoreUnavailable:
                return _answer(request, self._paper.sheet("notice.html", **_NO_STORE), 503)

        return answer

    def _now(self) -> int:
        return milliseconds(self._clock.now())


def _asks_for_part(request: Request) -> bool:
    return request.query_params.get("part") == "live"


def _answer(request: Request, sheet: Sheet, status: int = 200) -> Response:
    """A page, or only the word that the one which the browser has is still right."""
    if status != 200:  # noqa: PLR2004 - what is not found is not kept
        return Response(sheet.body, status, media_type="text/html")
    headers = {"ETag": sheet.etag, "Cache-Control": "no-cache"}
    known = request.headers.get("if-none-match", "").replace("W/", "").split(",")
    if sheet.etag in (etag.strip() for etag in known):
        return Response(status_code=304, headers=headers)
    return Response(sheet.body, media_type="text/html", headers=headers)
