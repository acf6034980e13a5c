"""Whose turn it is to create content: who may now, and who was promised a later moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot import metrics
from bot.clock import Clock, milliseconds, moment
from bot.queue.pacing import EARLY, MADE, Limits
from bot.store.creations import Wish, admit, postpone
from bot.store.executor import StoreExecutor

_KEPT = 60_000  # whoever has not come a minute after the promised moment does not come


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who wants to create content.

    Attributes:
        who: the lane; empty where it is for none.
        many: how many pieces.
        command: whether a person asked for it.
    """

    who: str
    many: int
    command: bool


@dataclass(frozen=True, slots=True)
class Admission:
    """Who may create content.

    Attributes:
        at: when it was decided, in milliseconds.
        moments: for each, None where it may create its content now, and must do so at once; else when to come back.
    """

    at: int
    moments: list[datetime | None]


class Turns:
    """Lets no installation create more than GitHub takes.

    What was created is counted in the store, for all processes. Whoever has to wait is promised a moment, so that not
    all come back at once; that is kept here only, for it need not be exact.
    """

    def __init__(self, store: StoreExecutor, clock: Clock, limits: Limits) -> None:
        self._store, self._clock, self._limits = store, clock, limits
        self._promised: dict[int, dict[str, MADE]] = {}
        self._paused: dict[int, int] = {}

    async def admit(self, installation: int, asked: Sequence[Asked]) -> "Admission":
        """Who may create content now.

        Raises:
            StoreUnavailable: nobody may.
        """
        now = milliseconds(self._clock.now())
        promised = self._standing(installation, now)
        own = {one.who: promised[one.who] for one in asked if one.who in promised}
        others = sorted(made for who, made in promised.items() if who not in own)
        turns = sorted(asked, key=lambda one: (not one.command, one.who not in own, own.get(one.who, (0, 0))))
        wishes = [self._wish(installation, one, own.get(one.who)) for one in turns]
        work = partial(admit, installation=installation, wishes=wishes, promised=others, now=now, limits=self._limits)
        moments = dict(zip(map(id, turns), await self._store.write(work), strict=True))
        for one in asked:
            at = moments[id(one)]
            if at <= now:
                promised.pop(one.who, None)
            elif one.who and not one.command:
                promised[one.who] = (at, one.many)
        self._show()
        found = [moments[id(one)] for one in asked]
        return Admission(now, [None if at <= now else moment(at) for at in found])

    async def used(self, installation: int, admitted: int, many: int) -> None:
        """What was admitted at a moment has been created by now, or not at all."""
        now = milliseconds(self._clock.now())
        if now > admitted + EARLY:
            await self._store.write(partial(postpone, installation=installation, at=admitted, many=many, now=now))

    def pause(self, installation: int, until: datetime) -> None:
        """GitHub says that it was too much all the same."""
        self._paused = {key: at for key, at in self._paused.items() if at > milliseconds(self._clock.now())}
        self._paused[installation] = milliseconds(until)

    def _standing(self, installation: int, now: int) -> dict[str, MADE]:
        """The promises that hold."""
        for key, promised in list(self._promised.items()):
            left = {who: made for who, made in promised.items() if made[0] > now - _KEPT}
            self._promised[key] = left
            if not left and key != installation:
                del self._promised[key]
        return self._promised.setdefault(installation, {})

    def _wish(self, installation: int, one: Asked, own: MADE | None) -> Wish:
        since = max(self._paused.get(installation, 0), own[0] if own and not one.command else 0)
        return Wish(one.many, since, command=one.command, promised=own is not None)

    def _show(self) -> None:
        metrics.CREATIONS_WAITING.set(
            sum(many for promised in self._promised.values() for _, many in promised.values())
        )
