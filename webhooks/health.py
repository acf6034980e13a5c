"""Tells whoever watches: `/healthz` the process is alive, `/readyz` it can do its work, `/metrics` how it does."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Check = Callable[[], Awaitable[str | None]]
"""Returns what is missing before work can be done, or None."""

_PATIENCE_S = 3.0


class Health:
    """The three addresses."""

    def __init__(
        self, checks: Sequence[Check], metrics: Callable[[], Awaitable[bytes]], patience_s: float = _PATIENCE_S
    ) -> None:
        """The health of a process.

        Args:
            checks: what must be there to be ready.
            metrics: the figures, in Prometheus' text form.
            patience_s: how long the checks may take together.
        """
        self._checks = checks
        self._metrics = metrics
        self._patience_s = patience_s

    @property
    def routes(self) -> list[Route]:
        """Where they are found; all take GET and HEAD."""
        return [
            Route("/healthz", self.alive, methods=["GET"]),
            Route("/readyz", self.ready, methods=["GET"]),
            Route("/metrics", self.figures, methods=["GET"]),
        ]

    async def alive(self, _request: Request) -> Response:
        """The event loop answers."""
        return JSONResponse({"message": "alive"})

    async def ready(self, _request: Request) -> Response:
        """Deliveries can be kept and are worked on; else 503 and what is missing."""
        try:
            async with asyncio.timeout(self._patience_s):
                found = await asyncio.gather(*(check() for check in self._checks))
        except TimeoutError:
            found = ["the checks did not end in time"]
        missing = [reason for reason in found if reason]
        if missing:
            return JSONResponse({"message": f"not ready: {'; '.join(missing)}"}, 503)
        return JSONResponse({"message": "ready"})

    async def figures(self, _request: Request) -> Response:
        """What was counted, for Prometheus."""
        return Response(await self._metrics(), media_type=CONTENT_TYPE_LATEST)
