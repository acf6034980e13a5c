"""The front of the application: deliveries come in before the framework looks at them.

What Starlette puts around each request takes longer than hearing a delivery, and does nothing for one.
"""

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from webhooks.answers import SafeAnswers


class Front(Starlette):
    """An application with a door of its own for deliveries; all else comes in as usual."""

    _door: Route | None = None
    _hearing: ASGIApp

    def opened(self, door: Route, *, secure: bool) -> Route:
        """Let deliveries in here from now on; gives the same door, for whoever knocks in another way."""
        self._door, self._hearing = door, SafeAnswers(door.app, secure=secure)
        return door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        door = self._door
        if door and scope["type"] == "http" and scope["path"] == door.path and scope["method"] in (door.methods or ()):
            await self._hearing(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)
