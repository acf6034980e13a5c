"""What every page needs: the store, the time, the templates, the gate; and how a page becomes an answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.clock import Clock, milliseconds
from bot.inbox import Inbox
from bot.settings import Settings
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor
from webhooks.pages.navigation import links
from webhooks.pages.paper import Paper, Sheet
from webhooks.pages.refusing import refused
from webhooks.visitors.gate import Gate
from webhooks.visitors.visitor import Turned, unknown
from webhooks.visitors.way_in import way_in

Handler = Callable[[Request], Awaitable[Response]]

_NO_STORE = Turned(
    503,
    "Nothing can be shown just now",
    "The database does not answer. Nothing is lost: try again in a moment.",
    ("Try again", ""),
)
_BROKEN = Turned(
    500,
    "Something went wrong here",
    "It is not your fault, and it is written down: whoever runs this bot finds it in its log.",
    ("Try again", ""),
)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where pages are made.

    Attributes:
        inbox: takes in what a page asks of the bot, as a delivery of our own.
    """

    store: StoreExecutor
    clock: Clock
    paper: Paper
    gate: Gate
    settings: Settings
    inbox: Inbox

    @property
    def now(self) -> int:
        """The present in milliseconds."""
        return milliseconds(self.clock.now())

    def sheet(
        self, request: Request, template: str, *, repo: str | None = None, whole: bool = False, **values: Any
    ) -> Sheet:
        """A page, or with `?part=live` only what changes in it.

        Args:
            request: that asks for it.
            template: the file's name.
            repo: the repository that it is about.
            whole: whatever was asked for, it is the whole page.
            values: what the template shows, besides `here` (the page's own address), `visitor`, `token`, `repo` and
                the navigation.
        """
        visitor, part = self.gate.visitor(request), wants_part(request) and not whole
        everywhere, of_repo = links(repo, self.settings.public, known=visitor is not None)
        frame = {"navigation": everywhere, "around": of_repo, "here": request.url.path, "repo": repo}
        who = {"visitor": visitor, "token": self.gate.token(request), "way_in": way_in(request, self.settings)}
        return self.paper.sheet(template, part=part, **frame, **who, **values)

    def answer(self, request: Request, sheet: Sheet, status: int = 200) -> Response:
        """A page, or only the word that the one which the browser has is still right."""
        headers = {"Vary": "Cookie"}
        if status != 200:  # noqa: PLR2004 - what is not found is not kept
            return Response(sheet.body, status, headers, media_type="text/html")
        known = self.gate.visitor(request) is not None
        headers |= {"ETag": sheet.etag, "Cache-Control": "private, no-cache" if known else "no-cache"}
        told = request.headers.get("if-none-match", "").replace("W/", "").split(",")
        if sheet.etag in (etag.strip() for etag in told):
            return Response(status_code=304, headers=headers)
        return Response(sheet.body, media_type="text/html", headers=headers)

    def guarded(self, handler: Handler) -> Handler:
        """A handler that still answers with a page when the gate turns somebody away, or the store does not answer."""

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except Turned as turned:
                return self._notice(request, turned)
            except StoreUnavailable:
                return self._notice(request, _NO_STORE)
            except HTTPException:
                raise
            except Exception:  # noqa: BLE001 - whatever it was, a person is told in a page, and the log what it was
                _log.exception("page failed", path=request.url.path)
                return self._notice(request, _BROKEN)

        return answer

    async def refuse(self, request: Request, error: Exception) -> Response:
        """What the framework refuses (an unknown path, a wrong method): a page for browsers, JSON for programs."""
        return await refused(request, error, self._notice, unknown())

    def _notice(self, request: Request, turned: Turned) -> Response:
        sheet = self.sheet(request, "notice.html", whole=True, title=turned.title, says=turned.says, link=turned.link)
        return self.answer(request, sheet, turned.status)


def wants_part(request: Request) -> bool:
    """Whether only what changes in a page is asked for, by the script that keeps it fresh."""
    return request.query_params.get("part") == "live"
