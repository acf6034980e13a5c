"""The page of one item, `/items/OWNER/REPOSITORY/NUMBER`: every look at it, with the reasons, and a way back.

What the bot did is not undone here: whoever presses the button asks the bot for it, as with `/undo` in a comment.
"""

import asyncio
import re
from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.commands.undo import deed_as_wish
from bot.store import items
from bot.waking.again import Asked
from bot.waking.pressed import as_delivery
from webhooks.pages.desk import Desk
from webhooks.pages.item import reading
from webhooks.pages.item.authority import Leave, leave_of
from webhooks.pages.item.reading import OneItem
from webhooks.pages.item.undoing import undoing
from webhooks.pages.item.votes import vote_shown
from webhooks.pages.one_repository import repo_in
from webhooks.pages.paper import Sheet
from webhooks.pages.reasons import look_shown
from webhooks.visitors.visitor import Turned, Visitor, unknown

MOST_BYTES = 16_384
_UNDO = "undo"
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


class Why:
    """Why the bot did what it did with an item."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def routes(self) -> list[Route]:
        """Where it is found."""
        there = "/items/{owner}/{repo}/{number}"
        return [
            Route(there, self._desk.guarded(self.show), methods=["GET"]),
            Route(f"{there}/{_UNDO}", self._desk.guarded(self.undo), methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """One item."""
        repo = repo_in(request)
        writer = await self._desk.gate.may_see(request, repo, "board")
        found = await self._found(request, private=writer is not None)
        leave = await self._leave(found, writer, repo)

        def make() -> Sheet:
            looks = [look_shown(look, insider=writer is not None) for look in found.looks]
            shown = {name: getattr(found, name) for name in ("item", "total", "troubles", "recorded")}
            shown |= {"looks": looks, "votes": [vote_shown(vote) for vote in found.votes]}
            shown["undoing"] = undoing(looks, _takeable(found, leave))
            shown["for_others"] = leave.login if writer and writer.local else ""
            shown["asked"] = request.query_params.get("asked") == _UNDO
            return self._desk.sheet(request, "item.html", repo=found.item.repo, now=self._desk.now, **shown)

        return self._desk.answer(request, await asyncio.to_thread(make))

    async def undo(self, request: Request) -> Response:
        """Ask the bot to take back one thing, for whoever presses the button; it looks once more whether they may."""
        visitor = await self._desk.gate.admit(request, repo_in(request))
        fields = await self._desk.gate.form(request, MOST_BYTES)
        found = await self._found(request, private=True)
        verb, target = fields.get("verb", ""), fields.get("target", "")
        record = await self._desk.store.read(partial(items.find, lane=found.item.lane))
        if record is None or (verb, target) not in found.takeable:
            raise _too_late()
        leave = await self._leave(found, visitor, repo_in(request))
        if (verb, target) not in _takeable(found, leave):
            raise _not_theirs()
        asked = Asked(by=leave.login, command=_UNDO, wish=deed_as_wish(verb, target))
        await self._desk.inbox.put(as_delivery(record, asked, self._desk.now))
        return RedirectResponse(f"/items/{found.item.repo}/{found.item.number}?asked={_UNDO}", 303)

    async def _leave(self, found: OneItem, visitor: Visitor | None, repo: str) -> Leave:
        """In whose name a visitor would have something taken back; not asked where there is nothing."""
        return await leave_of(self._desk, visitor, repo) if visitor and found.takeable else Leave()

    async def _found(self, request: Request, *, private: bool) -> OneItem:
        """The item of an address.

        Raises:
            Turned: there is none that this person may see.
        """
        number, found = request.path_params["number"], None
        if _NUMBER.fullmatch(number):
            read = partial(reading.one_item, repo=repo_in(request), number=int(number), private=private)
            found = await self._desk.store.read(read)
        if found is None:
            raise unknown()
        return found


def _takeable(found: OneItem, leave: Leave) -> frozenset[tuple[str, str]]:
    """What somebody may have taken back: what they asked for themselves, or all of it."""
    if leave.everything:
        return frozenset(found.takeable)
    return frozenset(deed for deed, by in found.takeable.items() if leave.login and by == leave.login.lower())


def _not_theirs() -> Turned:
    return Turned(
        403,
        "This is not yours to take back",
        "Nothing was changed. Whoever asked the bot for it may take it back, and whoever may do everything here: "
        "by their role in the people file, or as a maintainer on GitHub.",
    )


def _too_late() -> Turned:
    return Turned(
        409,
        "This cannot be taken back any more",
        "Nothing was changed. It was taken back already, or something else was done since: look at the item again.",
    )
