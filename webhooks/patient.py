"""Bounds how long a client may take to say what it wants.

uvicorn waits for ever for the rest of half a request's headers; enough such connections, and nobody else gets in.
What comes after the headers has its own bounds: the receiver's for a body, uvicorn's for an idle connection.
"""

from asyncio import Protocol, TimerHandle, Transport
from typing import Any

import uvicorn

SLOWEST_HEADERS_S = 10.0


def bounded(config: uvicorn.Config, slowest_s: float = SLOWEST_HEADERS_S) -> uvicorn.Config:
    """The same configuration, with connections closed on which no request begins in time.

    Args:
        config: of the server; the choice of parser stays.
        slowest_s: how long the headers of a request may take.
    """
    if not config.loaded:
        config.load()
    chosen: Any = config.http_protocol_class
    config.http_protocol_class = type(f"Bounded{chosen.__name__}", (_Bounded, chosen), {"slowest_s": slowest_s})
    return config


class _Bounded(Protocol):
    """Laid over one of uvicorn's protocols: both kinds have these methods, `cycle`, `loop` and `transport`."""

    slowest_s: float
    cycle: Any
    loop: Any
    transport: Transport
    _deadline: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # uvicorn's narrows it, too
        """A client is there; its first request is awaited."""
        super().connection_made(transport)
        self._deadline = self.loop.call_later(self.slowest_s, self._too_slow)

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        if self._deadline:
            self._deadline.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """A request was answered; the next one is awaited."""
        super().on_response_complete()  # type: ignore[misc]  # both kinds have it
        if self._deadline:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(self.slowest_s, self._too_slow)

    def _too_slow(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
