"""The page of what the bot did lately, `/activity`, and of one repository, `/activity/OWNER/REPOSITORY`."""

import asyncio
import re
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.item import RepoRef
from webhooks.pages.activity import reading
from webhooks.pages.activity.reading import Lately
from webhooks.pages.audience import EVERYBODY, Audience, audience
from webhooks.pages.desk import Desk
from webhooks.pages.one_repository import repo_in
from webhooks.pages.paper import Sheet
from webhooks.pages.wording import told
from webhooks.visitors.visitor import unknown

_BEFORE = re.compile(r"[1-9][0-9]{0,17}")


class Activity:
    """What the bot decided, newest first."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def routes(self) -> list[Route]:
        """Where it is found."""
        guarded = self._desk.guarded
        return [
            Route("/activity", guarded(self.everywhere), methods=["GET"]),
            Route("/activity/{owner}/{repo}", guarded(self.in_one), methods=["GET"]),
        ]

    async def everywhere(self, request: Request) -> Response:
        """In all repositories that the visitor may see."""
        return await self._show(request, await audience(self._desk, request, "activity"))

    async def in_one(self, request: Request) -> Response:
        """In one repository."""
        repo = repo_in(request)
        writer, found = await self._desk.gate.may_see(request, repo, "activity"), await self._desk.gate.known(repo)
        if found is None:
            raise unknown()
        who = Audience(writes=frozenset({found.ref.repo_id})) if writer else EVERYBODY
        return await self._show(request, who, found.ref)

    async def _show(self, request: Request, who: Audience, only: RepoRef | None = None) -> Response:
        asked = request.query_params.get("before", "")
        before = int(asked) if _BEFORE.fullmatch(asked) else None
        read = partial(reading.read, audience=who, repo_id=only.repo_id if only else None, before=before)
        found = await self._desk.store.read(read)
        make = partial(self._sheet, request, found, who, repo=only.repo if only else None, first=before is None)
        return self._desk.answer(request, await asyncio.to_thread(make))

    def _sheet(self, request: Request, found: Lately, who: Audience, *, repo: str | None, first: bool) -> Sheet:
        rows = [(one.item, one.at, told(one.document, insider=who.insider)) for one in found.looks]
        shown: dict[str, Any] = {"rows": rows, "older": found.older, "first": first, "now": self._desk.now}
        return self._desk.sheet(request, "activity.html", repo=repo, **shown)
