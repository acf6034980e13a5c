"""The page of one item, `/items/OWNER/REPOSITORY/NUMBER`: every look at it, with the reasons."""

import asyncio
import re
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from webhooks.pages import reading
from webhooks.pages.desk import Desk
from webhooks.pages.paper import Sheet
from webhooks.pages.reasons import look_shown
from webhooks.pages.votes import vote_shown
from webhooks.visitors.visitor import unknown

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


class Why:
    """Why the bot did what it did with an item."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def routes(self) -> list[Route]:
        """Where it is found."""
        return [Route("/items/{owner}/{repo}/{number}", self._desk.guarded(self.show), methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """One item."""
        where = request.path_params
        repo, number = f"{where['owner']}/{where['repo']}", where["number"]
        writer = await self._desk.gate.may_see(request, repo, "board")
        found = None
        if _NUMBER.fullmatch(number):
            read = partial(reading.one_item, repo=repo, number=int(number), private=writer is not None)
            found = await self._desk.store.read(read)
        if found is None:
            raise unknown()

        def make() -> Sheet:
            looks = [look_shown(look) for look in found.looks]
            shown = {name: getattr(found, name) for name in ("item", "total", "troubles", "recorded")}
            shown |= {"looks": looks, "votes": [vote_shown(vote) for vote in found.votes]}
            return self._desk.sheet(request, "item.html", repo=found.item.repo, now=self._desk.now, **shown)

        return self._desk.answer(request, await asyncio.to_thread(make))
