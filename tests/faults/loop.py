"""Time that passes only when everything waits: one thread, nothing real to wait for, the same story every time."""

import asyncio
import contextvars
import selectors
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from tests.faults.life import LIFE

_A_LITTLE = 1e-7


class Stuck(RuntimeError):
    """Everything waits, and for nothing that time could bring."""


class _NoSockets(selectors.SelectSelector):
    """Nothing ever arrives from outside; to wait is to turn the clock."""

    def __init__(self, turn: Callable[[float], None]) -> None:
        super().__init__()
        self._turn = turn

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise Stuck("everything waits for something that will never come")
        self._turn(timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop with a clock of its own. Work for threads is done at once, and takes the time that it says.

    Attributes:
        owed: seconds that the work of a thread says it took.
    """

    def __init__(self) -> None:
        self._present = 0.0
        self.owed = 0.0
        super().__init__(_NoSockets(self._turn))
        self._clock_resolution = 1e-6

    def time(self) -> float:
        return self._present

    def run_in_executor(  # type: ignore[override]  # the base is typed by type variables that say nothing here
        self, _executor: Any, work: Callable[..., Any], *arguments: Any
    ) -> asyncio.Future[Any]:
        future, self.owed = self.create_future(), 0.0
        try:
            result, tell = work(*arguments), future.set_result
        except Exception as error:  # noqa: BLE001 - it belongs to whoever gave the work
            result, tell = error, future.set_exception
        self.call_later(self.owed, lambda: None if future.done() else tell(result), context=contextvars.copy_context())
        return future

    def create_task(  # type: ignore[override]  # as above
        self, coro: Coroutine[Any, Any, Any], *, name: str | None = None, context: contextvars.Context | None = None
    ) -> asyncio.Task[Any]:
        """A task belongs to the process that made it, in whatever context it runs."""
        life = LIFE.get(None)
        if context is not None and life is not None and LIFE not in context:
            context.run(LIFE.set, life)
        task: asyncio.Task[Any] = super().create_task(coro, name=name, context=context)
        return task

    def _turn(self, seconds: float) -> None:
        self._present += max(seconds, 0.0) + _A_LITTLE  # a real clock never stops short of what was waited for


@contextmanager
def virtual_time() -> Iterator[VirtualLoop]:
    """A loop, and nothing left of it afterwards."""
    loop = VirtualLoop()
    asyncio.set_event_loop(loop)
    loop.set_exception_handler(lambda _loop, _context: None)
    try:
        yield loop
    finally:
        asyncio.set_event_loop(None)
        loop.close()
