"""People sign in through the App: the page that asks them, the code, the token, and who a token is.

There is nobody to ask: the page lists the community, and whoever is chosen has agreed. `login=` chooses at once.
"""

import base64
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from html import escape
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.sandbox.auth import Unauthorized
from bot.sandbox.gate import answer, call_of, refused_as
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.shapes import accounts
from bot.sandbox.world.records import Number, User

_CODE_LASTS = timedelta(minutes=10)
_TOKEN_LASTS = timedelta(hours=8)
_SECONDS = int(_TOKEN_LASTS.total_seconds())


@dataclass(frozen=True, slots=True)
class _Agreed:
    """What a code stands for."""

    person: Number
    back: str
    challenge: str
    until: datetime


class SigningIn:
    """The endpoints; what they give out is forgotten when the program ends."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._codes: dict[str, _Agreed] = {}
        self._tokens: dict[str, tuple[Number, datetime]] = {}

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route("/login/oauth/authorize", self.authorize, methods=["GET"]),
            Route("/login/oauth/access_token", self.access_token, methods=["POST"]),
            Route("/user", self.user, methods=["GET"]),
        ]

    async def authorize(self, request: Request) -> Response:
        """Ask who it is, and send the browser back with a code."""
        asked, config = dict(request.query_params), self._sandbox.config
        if asked.get("client_id") != config.client_id:
            return HTMLResponse("<h1>404</h1>", 404)
        back = asked.get("redirect_uri") or config.callback_url
        if not back or config.callback_url not in ("", back):
            return HTMLResponse("<p>The redirect_uri is not associated with this application.</p>", 400)
        if "code_challenge" in asked and asked.get("code_challenge_method") != "S256":
            return HTMLResponse("<p>Only S256 is supported as code_challenge_method.</p>", 400)
        person = self._sandbox.world.account(asked["login"]) if "login" in asked else None
        if not isinstance(person, User):
            return HTMLResponse(self._choice(asked))
        code, until = secrets.token_hex(10), self._sandbox.clock.now() + _CODE_LASTS
        self._codes[code] = _Agreed(person.id, back, asked.get("code_challenge", ""), until)
        carried = {"code": code} | ({"state": asked["state"]} if "state" in asked else {})
        return RedirectResponse(f"{back}{'&' if '?' in back else '?'}{urlencode(carried)}", 302)

    def _choice(self, asked: Mapping[str, str]) -> str:
        people = sorted(person.login for person in self._sandbox.world.every(User))
        links = "".join(
            f'<li><a href="?{escape(urlencode({**asked, "login": login}))}">{escape(login)}</a></li>'
            for login in people
        )
        return f"<!doctype html><title>Sign in</title><h1>Who are you?</h1><ul>{links}</ul>"

    async def access_token(self, request: Request) -> Response:
        """A token for a code, once."""
        form = dict(parse_qsl((await request.body()).decode()))
        config = self._sandbox.config
        if (form.get("client_id"), form.get("client_secret")) != (config.client_id, config.client_secret):
            return _refused("incorrect_client_credentials")
        agreed = self._codes.pop(form.get("code", ""), None)
        if agreed is None or agreed.until < self._sandbox.clock.now():
            return _refused("bad_verification_code")
        if form.get("redirect_uri", agreed.back) != agreed.back:
            return _refused("redirect_uri_mismatch")
        if agreed.challenge and not hmac.compare_digest(_hashed(form.get("code_verifier", "")), agreed.challenge):
            return _refused("bad_verification_code")
        token = "ghu_" + secrets.token_hex(18)
        self._tokens[token] = agreed.person, self._sandbox.clock.now() + _TOKEN_LASTS
        return answer(200, {"access_token": token, "expires_in": _SECONDS, "scope": "", "token_type": "bearer"})

    async def user(self, request: Request) -> Response:
        """Whose a token is."""
        call = await call_of(self._sandbox, request, "GET /user")
        _, _, token = request.headers.get("authorization", "").partition(" ")
        person, until = self._tokens.get(token, (0, None))
        found = self._sandbox.world.find(User, person)
        if found is None or until is None or until < self._sandbox.clock.now():
            return refused_as(Unauthorized("Bad credentials"))
        return answer(200, accounts.full_user(call.lens(), found))


def _hashed(verifier: str) -> str:
    return base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _refused(error: str) -> Response:
    return answer(200, {"error": error, "error_description": error.replace("_", " ").capitalize() + "."})
