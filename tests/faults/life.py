"""One run of the program: its way from start to death, and the doors through which it touches the world.

Only the store and the wire outlast a process, so a crash between any two awaits is a crash at one of these doors:
whoever comes to a door after death never gets through, and nothing else that the dead still do is seen by anybody.
"""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

LIFE: ContextVar["Life"] = ContextVar("LIFE")


class Dead(BaseException):
    """A thread of a dead process reached a door; nothing must catch it."""


@dataclass(eq=False)
class Life:
    """One process.

    Attributes:
        mortal: whether it may die at present.
        dies_at: at which step; None for never.
        steps: how often it came through a door, on the way out or back.
        ended: set at death.
        buried: everything is over, and what still waits may go.
    """

    name: str
    mortal: Callable[[], bool] = lambda: True
    dies_at: int | None = None
    steps: int = 0
    where: str = ""
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    buried: bool = False
    awake: asyncio.Event = field(default_factory=asyncio.Event)
    _remains: list[asyncio.Future[None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.awake.set()

    @property
    def dead(self) -> bool:
        return self.ended.is_set()

    def die(self) -> None:
        self.ended.set()

    def counts(self, door: str) -> bool:
        """One more step; whether it is still alive after it."""
        self.steps += self.mortal()
        if not self.dead and self.dies_at is not None and self.mortal() and self.steps >= self.dies_at:
            self.where = door
            self.die()
        return not self.dead

    async def passes(self, door: str) -> None:
        """Come through a door, or never."""
        await self.awake.wait()
        if not self.counts(door):
            await self.never()

    async def never(self) -> None:
        """What the dead wait for."""
        if self.buried:
            raise asyncio.CancelledError
        waits = asyncio.get_running_loop().create_future()
        self._remains.append(waits)  # held by nobody it would be swept away, and what comes after it would be done
        try:
            await waits
        finally:
            self.buried = True
