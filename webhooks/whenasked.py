"""An application that is made when it is first asked for: who only hears spares its memory, and the time to make it."""

import asyncio
from collections.abc import Callable
from threading import Lock

from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import Receive, Scope, Send


class WhenAsked:
    """Stands where the application will be."""

    def __init__(self, make: Callable[[], Starlette]) -> None:
        """Nothing is made yet.

        Args:
            make: makes it; called once, in a thread, so that deliveries are heard meanwhile.
        """
        self._make = make
        self._making = Lock()
        self._made: Starlette | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        made = await asyncio.to_thread(self._once) if self._made is None else self._made
        await made(scope, receive, send)

    @property
    def routes(self) -> list[BaseRoute]:
        """Where it answers."""
        return self._once().routes

    def _once(self) -> Starlette:
        with self._making:
            if self._made is None:
                self._made = self._make()
            return self._made
