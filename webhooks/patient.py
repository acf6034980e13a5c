"""Bounds how long a client may take to say what it wants, and to take what it is answered.

uvicorn waits for ever for the rest of half a request's headers, and for somebody who does not read the answer; enough
such connections, and nobody else gets in. What comes after the headers has its own bounds: the receiver's for a body,
uvicorn's for an idle connection.
"""

from asyncio import Protocol, TimerHandle, Transport
from typing import Any

import uvicorn

SLOWEST_HEADERS_S = 10.0
_LEAST_TAKEN = 16 * 1024
"""Bytes of a waiting answer, in the time that headers may take."""


def bounded(config: uvicorn.Config, slowest_s: float = SLOWEST_HEADERS_S) -> uvicorn.Config:
    """The same configuration, with connections closed on which no request begins in time, or no answer is taken.

    Args:
        config: of the server; the choice of parser stays.
        slowest_s: how long the headers of a request may take, and how long an answer may wait for its next few bytes.
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
    _watch: TimerHandle | None = None
    _waiting: int | None = None
    """Bytes that waited when they were last looked at; None where some have been taken since."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # uvicorn's narrows it, too
        """A client is there; its first request is awaited."""
        super().connection_made(transport)
        self._deadline = self.loop.call_later(self.slowest_s, self._too_slow)

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        for timer in (self._deadline, self._watch):
            if timer:
                timer.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """A request was answered; the next one is awaited."""
        super().on_response_complete()  # type: ignore[misc]  # both kinds have it
        if self._deadline:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(self.slowest_s, self._too_slow)

    def pause_writing(self) -> None:
        """More of an answer waits than the connection takes at once."""
        super().pause_writing()
        self._look_later()

    def resume_writing(self) -> None:
        """Most of it was taken."""
        super().resume_writing()
        self._waiting = None

    def _too_slow(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()  # which first waits until what was answered is taken
            self._look_later()

    def _look_later(self) -> None:
        if self._watch is None:
            self._waiting = self.transport.get_write_buffer_size()
            self._watch = self.loop.call_later(self.slowest_s, self._look)

    def _look(self) -> None:
        before, left, self._watch = self._waiting, self.transport.get_write_buffer_size(), None
        if left and before is not None and before - left < _LEAST_TAKEN:
            self.transport.abort()
        elif left:
            self._look_later()
