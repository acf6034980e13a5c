"""Cookies that only we can read and make, each for one purpose; no script sees them, no other site sends them."""

from collections.abc import Mapping
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from webhooks.visitors.seal import Seal


class SealedCookie:
    """One kind of cookie."""

    def __init__(self, seal: Seal, purpose: str, lasts: timedelta, *, secure: bool) -> None:
        """A kind of cookie.

        Args:
            seal: that nobody else has.
            purpose: what it is for; it is the cookie's name, too.
            lasts: how long it is good for, whatever the browser thinks.
            secure: whether people reach us by HTTPS alone; then no other host of the domain can set it either.
        """
        self._seal, self._purpose, self._lasts, self._secure = seal, purpose, lasts, secure
        self.name = f"__Host-{purpose}" if secure else purpose

    def read(self, request: Request) -> dict[str, str] | None:
        """What it holds; None where there is none, or not a good one."""
        return self._seal.open(self._purpose, request.cookies.get(self.name, ""), self._lasts)

    def write(self, response: Response, value: Mapping[str, str]) -> None:
        """Give it to the browser, in place of any that it has."""
        lasts = int(self._lasts.total_seconds())
        sealed = self._seal.close(self._purpose, value)
        response.set_cookie(self.name, sealed, lasts, path="/", secure=self._secure, httponly=True, samesite="lax")

    def clear(self, response: Response) -> None:
        """Have the browser forget it."""
        response.delete_cookie(self.name, path="/", secure=self._secure, httponly=True, samesite="lax")
