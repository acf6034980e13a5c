"""The way into the set-up: by the code from the terminal, then by a cookie that outlives a restart."""

import hmac
import secrets
from collections.abc import Mapping
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from bot.clock import Clock
from bot.setup.progress import LET_IN_FOR, Notebook
from webhooks.setup.code import OneTimeCode, TooOften
from webhooks.visitors.forms import check_origin, read_form
from webhooks.visitors.visitor import Turned, old_form

COOKIE = "fingerpost-setup"
PATH = "/setup"
MOST_BYTES = 20_000


class Hall:
    """Who was let in."""

    def __init__(self, notebook: Notebook, code: OneTimeCode | None, clock: Clock) -> None:
        """The way in.

        Args:
            notebook: remembers the browser that was let in.
            code: that must be given first; with None nobody new is let in.
            clock: says for how long it stays so.
        """
        self._notebook, self._code, self._clock = notebook, code, clock

    @property
    def is_open(self) -> bool:
        """Whether somebody may come in by a code."""
        return self._code is not None

    def inside(self, request: Request) -> bool:
        """Whether this browser was let in."""
        token = request.cookies.get(COOKIE, "")
        return bool(token) and self._notebook.read().is_held_by(token, self._clock.now())

    async def enter(self, request: Request, response: Response) -> bool:
        """Let a browser in that gives the code; false where the code is another.

        Raises:
            Turned: too many wrong ones came, or it is no form of ours.
            SettingsError: what is remembered cannot be written.
        """
        form = await self._read(request)
        try:
            if self._code is None or not self._code.accepts(form.get("code", "")):
                return False
        except TooOften:
            raise Turned(
                429,
                "Too many wrong codes",
                "It is none of these. The right one stands on the terminal where Fingerpost was started.",
                ("Try again", PATH),
            ) from None
        token = secrets.token_urlsafe(32)
        self._notebook.let_in(token, self._clock.now())
        secure = request.headers.get("origin", "").startswith("https:")
        lasts_s = round(LET_IN_FOR.total_seconds())
        response.set_cookie(COOKIE, token, lasts_s, path=PATH, secure=secure, httponly=True, samesite="lax")
        return True

    def stamp(self, request: Request) -> str:
        """What each form of this browser must carry in its hidden field `token`; empty for whoever is not inside."""
        token = request.cookies.get(COOKIE, "")
        return sha256(f"form of {token}".encode()).hexdigest() if token else ""

    async def form(self, request: Request) -> Mapping[str, str]:
        """What a form of somebody inside sends.

        Raises:
            Turned: it is too large, no form, or was not made for this browser.
        """
        fields = await self._read(request)
        expected = self.stamp(request)
        if not expected or not hmac.compare_digest(fields.pop("token", "").encode(), expected.encode()):
            raise old_form()
        return fields

    async def _read(self, request: Request) -> dict[str, str]:
        check_origin(request, None)
        return await read_form(request, MOST_BYTES)

    def leave(self, response: Response) -> None:
        """The set-up is done: the cookie goes, what was remembered, and the code."""
        self._code = None
        self._notebook.close()
        response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="lax")


def here(request: Request, otherwise: str) -> str:
    """The address by which the browser that sends a form is here now.

    Args:
        request: that brings the form; `check_origin` has looked at it.
        otherwise: where the browser does not say.
    """
    return request.headers.get("origin", "") or otherwise
