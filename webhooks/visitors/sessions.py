"""Sessions: who signed in, for some hours, in a sealed cookie. Nothing is kept here, and no token of GitHub's."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from webhooks.visitors.cookie import SealedCookie
from webhooks.visitors.seal import Seal

LASTS = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in.

    Attributes:
        id: made anew at each one.
        login: who it was.
    """

    id: str
    login: str


class Sessions:
    """Begins, reads and ends them."""

    def __init__(self, seal: Seal, *, secure: bool) -> None:
        self.cookie = SealedCookie(seal, "fingerpost-session", LASTS, secure=secure)

    def read(self, request: Request) -> Session | None:
        """The session of a request."""
        found = self.cookie.read(request)
        return Session(**found) if found else None

    def begin(self, response: Response, login: str) -> None:
        """A new session, whatever was there before."""
        self.cookie.write(response, {"id": secrets.token_urlsafe(16), "login": login})

    def end(self, response: Response) -> None:
        """No session any more."""
        self.cookie.clear(response)
