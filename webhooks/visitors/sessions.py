"""Sessions: who signed in, sealed into a cookie. Nothing is kept here, and no token of GitHub's is in it."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from webhooks.visitors.seal import Seal

LASTS = timedelta(hours=8)
_PURPOSE = "session"


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
        """Sessions.

        Args:
            seal: that nobody else has.
            secure: whether people reach us by HTTPS alone.
        """
        self._seal, self._secure = seal, secure
        self.cookie = "__Host-fingerpost" if secure else "fingerpost"

    def read(self, request: Request) -> Session | None:
        """The session of a request."""
        found = self._seal.open(_PURPOSE, request.cookies.get(self.cookie, ""), LASTS)
        return Session(**found) if found else None

    def begin(self, response: Response, login: str) -> None:
        """A new session, whatever was there before."""
        sealed = self._seal.close(_PURPOSE, {"id": secrets.token_urlsafe(16), "login": login})
        kept = int(LASTS.total_seconds())
        response.set_cookie(self.cookie, sealed, kept, path="/", secure=self._secure, httponly=True, samesite="lax")

    def end(self, response: Response) -> None:
        """No session any more."""
        response.delete_cookie(self.cookie, path="/", secure=self._secure, httponly=True, samesite="lax")
