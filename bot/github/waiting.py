"""Who waits for whom: seats that fill one after the other, and are sent off together.

A party is what is in hand of one installation. It knows nothing of GitHub: whoever made it says how to send a group.
"""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.queue.rank import EVENT, SWEEP

C = TypeVar("C")
A = TypeVar("A")

WAIT_S, SWEEP_WAITS_S = 0.05, 1.0
MOST = 20
MOST_PARTS = {False: 100, True: 24}  # a mutation's fields run one by one, and GitHub gives them ten seconds
AT_ONCE = {False: 4, True: 1}  # writes of one installation one after the other, as GitHub asks


@dataclass(eq=False, slots=True)
class Seat(Generic[C, A]):
    """One who waits for an answer.

    Attributes:
        rank: whose work it is; what has the lower one goes first.
        alone: whether it shares with nobody.
        since: when it began to wait, by the event loop's time.
    """

    call: C
    name: str = ""
    rank: int = EVENT
    alone: bool = field(default=False, init=False)
    since: float = field(default=0.0, init=False)
    answer: asyncio.Future[A] = field(init=False)

    def __post_init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.answer, self.since = loop.create_future(), loop.time()

    def next_look(self, now: float) -> float:
        """When it may have waited long enough."""
        soon = self.since + WAIT_S
        return soon if soon > now or self.rank != SWEEP else self.since + SWEEP_WAITS_S

    @property
    def over(self) -> bool:
        """Whether it waits no more: it was answered, or gave up."""
        return self.answer.done()

    def tell(self, answer: A) -> None:
        """Answer."""
        if not self.over:
            self.answer.set_result(answer)

    def fail(self, error: Exception) -> None:
        """Say why there is no answer."""
        if not self.over:
            self.answer.set_exception(error)


class Party(Generic[C, A]):
    """What is in hand of one installation, and who of it waits."""

    def __init__(self, send: Callable[[Sequence[Seat[C, A]]], Awaitable[None]], parts: Callable[[C], int]) -> None:
        """A party of nobody.

        Args:
            send: answers a group of seats.
            parts: how many fields of a request somebody takes.
        """
        self._send, self._parts = send, parts
        self._in_hand = 0
        self._waiting: dict[bool, list[Seat[C, A]]] = {False: [], True: []}
        self._under_way: dict[asyncio.Task[None], tuple[bool, int]] = {}
        self._most = {False: MOST, True: MOST}
        self._soon: asyncio.Handle | None = None
        self._later: asyncio.TimerHandle | None = None

    @property
    def idle(self) -> bool:
        """Whether nobody is left."""
        return not (self._in_hand or self._under_way or any(self._waiting.values()))

    def enter(self) -> None:
        """One more is in hand: it may ask for something soon."""
        self._in_hand += 1

    def leave(self) -> None:
        """One is in hand no more: whoever waited for it waits in vain."""
        self._in_hand -= 1
        self._look_soon()

    async def wait(self, seat: Seat[C, A], *, writes: bool) -> A:
        """The answer, once it is there."""
        self._waiting[writes].append(seat)
        self._look_soon()
        return await seat.answer

    async def close(self) -> None:
        """Give up what is under way."""
        for look in (self._soon, self._later):
            if look:
                look.cancel()
        tasks = list(self._under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def was_too_much(self, *, writes: bool, many: int) -> None:
        """So many together came to nothing: fewer go together from now on."""
        if many > 1:
            self._most[writes] = many // 2

    def went_well(self, *, writes: bool) -> None:
        """One more may try to go along."""
        self._most[writes] = min(MOST, self._most[writes] + 1)

    def _look_soon(self) -> None:
        """Look who may go, once everything that is ready to run has run: whoever was just taken in hand may join."""
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_soon(self._look)

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        for look in (self._soon, self._later):
            if look:
                look.cancel()
        self._soon = self._later = None
        now, soonest = loop.time(), list[float]()
        for writes, seats in self._waiting.items():
            seats[:] = [seat for seat in seats if not seat.over]
            while seats and self._room(writes=writes) and self._ready(seats, now, writes=writes):
                self._go(self._group(seats, writes=writes), writes=writes)
            if seats and self._room(writes=writes):
                soonest.append(min(seat.next_look(now) for seat in seats))
        if soonest:
            self._later = loop.call_at(min(soonest), self._look)

    def _room(self, *, writes: bool) -> bool:
        return sum(kind is writes for kind, _ in self._under_way.values()) < AT_ONCE[writes]

    def _ready(self, seats: Sequence[Seat[C, A]], now: float, *, writes: bool) -> bool:
        """Whether it makes no sense to wait any longer."""
        full = len(seats) >= self._most[writes] or sum(self._parts(seat.call) for seat in seats) >= MOST_PARTS[writes]
        if full or any(seat.alone for seat in seats):
            return True
        busy = sum(many for _, many in self._under_way.values())
        all_wait = busy + sum(map(len, self._waiting.values())) >= self._in_hand
        oldest = now - min(seat.since for seat in seats)
        if any(seat.rank != SWEEP for seat in seats):
            return all_wait or oldest >= WAIT_S
        # Nobody waits for a sweep. What comes back makes room for more of it, and few of many looks end in a write.
        last = all_wait and not busy and not (writes and self._waiting[False])
        return oldest >= SWEEP_WAITS_S or (last and oldest >= WAIT_S)

    def _group(self, seats: list[Seat[C, A]], *, writes: bool) -> list[Seat[C, A]]:
        """Take out those that go together; people's commands first."""
        alone = next((seat for seat in seats if seat.alone), None)
        seats.sort(key=lambda seat: seat.rank)
        group, parts = list[Seat[C, A]](), 0
        for seat in [alone] if alone else seats:
            parts += self._parts(seat.call)
            if group and (len(group) == self._most[writes] or parts > MOST_PARTS[writes]):
                break
            group.append(seat)
        seats[:] = [seat for seat in seats if seat not in group]
        return group

    def _go(self, group: Sequence[Seat[C, A]], *, writes: bool) -> None:
        # In a context of its own, for whoever happened to come last is not the one for whom this is done.
        task = asyncio.create_task(self._sent(group), context=contextvars.Context())
        self._under_way[task] = (writes, len(group))
        task.add_done_callback(self._came_back)

    async def _sent(self, group: Sequence[Seat[C, A]]) -> None:
        try:
            await self._send(group)
        except Exception as error:  # noqa: BLE001 - whatever it was, those who wait must hear of it
            for seat in group:
                seat.fail(error)
        finally:
            for seat in group:
                seat.answer.cancel()  # changes nothing where it was answered

    def _came_back(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        self._look_soon()
