"""Signing in with GitHub, and out again: `/sign-in` leads to GitHub, which sends people back to `/sign-in/back`."""

import hmac
import secrets
from datetime import timedelta
from typing import Protocol

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.errors import GitHubError
from bot.github.oauth import OAuth, Refused
from bot.settings import Settings
from webhooks.pages.desk import Desk
from webhooks.visitors.cookie import SealedCookie
from webhooks.visitors.paths import own_path
from webhooks.visitors.visitor import Turned
from webhooks.visitors.way_in import PATH, how_to_sign_in

BACK = f"{PATH}/back"
_LASTS = timedelta(minutes=10)
_LONGEST = 300
_FORM_BYTES = 1_000


class Asks(Protocol):
    """Who says who somebody is."""

    def ask_at(self, back: str, state: str, verifier: str) -> str:
        """Where the browser is sent."""
        ...

    async def login(self, code: str, back: str, verifier: str) -> str:
        """Who came back with a code."""
        ...


class SigningIn:
    """The way in and the way out."""

    def __init__(self, desk: Desk, asks: Asks | None = None) -> None:
        """The way.

        Args:
            desk: where pages are made.
            asks: who is asked instead of GitHub.
        """
        self._desk = desk
        self._asks = asks or _github(desk.settings)
        self._back = f"{desk.settings.url}{BACK}"
        secure = (desk.settings.url or "").startswith("https:")
        self._cookie = SealedCookie(desk.gate.seal, "fingerpost-sign-in", _LASTS, secure=secure)

    @property
    def routes(self) -> list[Route]:
        """Where it is found."""
        guarded = self._desk.guarded
        return [
            Route(PATH, guarded(self.go), methods=["GET"]),
            Route(BACK, guarded(self.come_back), methods=["GET"]),
            Route("/sign-out", guarded(self.sign_out), methods=["POST"]),
        ]

    async def go(self, request: Request) -> Response:
        """To GitHub; what must come back unchanged is sealed into a cookie of this browser's."""
        if self._asks is None:
            raise how_to_sign_in(request, self._desk.settings)
        kept = {
            "state": secrets.token_urlsafe(24),
            "verifier": secrets.token_urlsafe(48),
            "to": own_path(request.query_params.get("to", "/")),
        }
        answer = RedirectResponse(self._asks.ask_at(self._back, kept["state"], kept["verifier"]), 303)
        self._cookie.write(answer, kept)
        return answer

    async def come_back(self, request: Request) -> Response:
        """From GitHub: the browser that went there, once, with the code that says who it is."""
        if self._asks is None:
            raise how_to_sign_in(request, self._desk.settings)
        kept = self._cookie.read(request)
        told = {name: request.query_params.get(name, "")[:_LONGEST] for name in ("state", "code", "error")}
        if not kept or not hmac.compare_digest(kept["state"].encode(), told["state"].encode()):
            raise _again("It was begun too long ago, in another browser, or twice at once.")
        if told["error"] or not told["code"]:
            raise _again("GitHub says that it was called off.")
        try:
            login = await self._asks.login(told["code"], self._back, kept["verifier"])
        except Refused:
            raise _again("GitHub does not know this sign-in, or not any more.") from None
        except GitHubError:
            raise Turned(503, "GitHub does not answer just now", "Try again in a moment.", _AGAIN) from None
        answer = RedirectResponse(kept["to"], 303)
        self._desk.gate.sessions.begin(answer, login)
        self._cookie.clear(answer)
        return answer

    async def sign_out(self, request: Request) -> Response:
        """The session ends in this browser."""
        await self._desk.gate.form(request, _FORM_BYTES)
        answer = RedirectResponse("/", 303)
        self._desk.gate.sessions.end(answer)
        return answer


_AGAIN = ("Sign in again", PATH)


def _again(why: str) -> Turned:
    return Turned(400, "You are not signed in", f"{why} Nothing happened; begin once more.", _AGAIN)


def _github(settings: Settings) -> OAuth | None:
    """GitHub, where all is set that is needed to ask it."""
    if not (settings.url and settings.client_id and settings.client_secret and settings.session_secret):
        return None
    return OAuth(settings.api_url, settings.client_id, settings.client_secret.get_secret_value())
