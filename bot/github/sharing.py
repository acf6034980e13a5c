"""Lanes of one installation share requests: twenty looks cost one read, and their writes two or three.

What a lane asks for waits until all others of its installation that are in hand wait as well, until a request is full,
or for fifty milliseconds (a sweep for a second); a lane that is in hand alone waits for nobody. Each is given its own
share of the answer, as if it had asked alone. What is refused as a whole is asked for again one by one, so that nobody
suffers for another.
"""

import contextvars
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from bot import metrics
from bot.clock import Clock
from bot.errors import Ambiguous, GitHubError, NotInstalled, NotYet, RateLimited, Retryable
from bot.github.answer import Answer
from bot.github.document import Part, joined, prefix_of
from bot.github.limits import Budget, too_quickly
from bot.github.transport import MOST_NAMED, Transport
from bot.github.turns import Asked, Turns
from bot.github.waiting import Party, Seat
from bot.queue.rank import COMMAND, EVENT

_UNANSWERED = 2  # one after the other: then it is GitHub that does not answer, not the question


@dataclass(frozen=True, slots=True)
class Call:
    """What one caller wants.

    Attributes:
        deliveries: on whose account.
        creates: how many pieces of content.
        before: after which it must not be sent any more.
    """

    parts: tuple[Part, ...]
    deliveries: tuple[str, ...] = ()
    writes: bool = False
    creates: int = 0
    before: datetime | None = None


@dataclass(slots=True)
class Lane:
    """A lane in hand.

    Attributes:
        rank: whose work it is.
        alone: whether what it writes goes in requests of its own.
    """

    name: str
    installation: int
    rank: int = EVENT
    alone: bool = field(default=False, init=False)


_LANE: contextvars.ContextVar[Lane | None] = contextvars.ContextVar("lane in hand", default=None)
_Seat = Seat[Call, Answer]


class Sharing:
    """Gathers what lanes ask for into requests, and hands out the answers."""

    def __init__(self, transport: Transport, clock: Clock, turns: Turns | None = None) -> None:
        self._transport, self._clock, self._turns = transport, clock, turns
        self._parties: dict[int, Party[Call, Answer]] = {}

    async def close(self) -> None:
        """Give up what is on its way, and let go of the connections."""
        for party in list(self._parties.values()):
            await party.close()
        await self._transport.close()

    @contextmanager
    def in_hand(self, lane: Lane) -> Iterator[None]:
        """A lane is in hand: the others may wait for what it asks."""
        party, token = self._party(lane.installation), _LANE.set(lane)
        party.enter()
        try:
            yield
        finally:
            _LANE.reset(token)
            party.leave()

    def write_alone(self) -> None:
        """What the lane in hand writes from here on goes in requests of its own."""
        if lane := _LANE.get():
            lane.alone = True

    async def ask(self, installation: int, call: Call) -> Answer:
        """What GitHub says to one caller.

        Raises:
            NotYet: more content than may be created at present; nothing was sent.
            GitHubError: as for `Transport.post`.
        """
        lane = _LANE.get()
        own = lane if lane and lane.installation == installation else None
        seat = _Seat(call, own.name if own else "", own.rank if own else EVENT)
        seat.alone = own is None or (own.alone and call.writes)
        return await self._party(installation).wait(seat, writes=call.writes)

    def _party(self, installation: int) -> Party[Call, Answer]:
        party = self._parties.get(installation)
        if party is None:
            self._parties = {key: each for key, each in self._parties.items() if not each.idle}

            async def send(seats: Sequence[_Seat]) -> None:
                await self._send(installation, seats)

            party = self._parties[installation] = Party(send, lambda call: len(call.parts))
        return party

    async def _send(self, installation: int, seats: Sequence[_Seat]) -> None:
        """Answer all of them, one way or the other."""
        spared = self._spared(installation, seats)
        at = await self._admit(installation, spared)
        left = [seat for seat in spared if not seat.over]
        try:
            if left:
                await self._ask_together(installation, left)
        finally:
            if at is not None and self._turns:
                await self._turns.used(installation, at, sum(seat.call.creates for seat in left))

    def budget(self, installation: int) -> Budget | None:
        """What was left of an installation's hour when last heard of."""
        return self._transport.budget(installation)

    def _spared(self, installation: int, seats: Sequence[_Seat]) -> list[_Seat]:
        """Those whom the hour's budget allows: what is left in the end is for people's commands."""
        budget = self._transport.budget(installation)
        if budget is None or not budget.low(self._clock.now()):
            return list(seats)
        why = f"what is left of this hour's {budget.limit} points is kept for people's commands"
        for seat in seats:
            if seat.rank != COMMAND:
                seat.fail(RateLimited(why, budget.reset, commands_go_on=True))
        return [seat for seat in seats if seat.rank == COMMAND]

    async def _admit(self, installation: int, seats: Sequence[_Seat]) -> int | None:
        """Turn away those who must not create what they want to now; when the others were admitted."""
        creating = [seat for seat in seats if seat.call.creates]
        if not creating or self._turns is None:
            return None
        asked = [Asked(seat.name, seat.call.creates, seat.rank == COMMAND) for seat in creating]
        admission = await self._turns.admit(installation, asked)
        for seat, until in zip(creating, admission.moments, strict=True):
            if until is not None:
                seat.fail(NotYet(f"GitHub takes no more content before {until:%H:%M:%S} UTC", until))
        return admission.at

    async def _ask_together(self, installation: int, seats: Sequence[_Seat]) -> None:
        """Ask for all at once, and for what is refused as a whole one by one."""
        party, writes, many = self._party(installation), seats[0].call.writes, len(seats)
        try:
            answer = await self._post(installation, seats)
            if many > 1 and (refusal := _refusal(answer, writes=writes)):
                raise refusal
        except (RateLimited, NotInstalled) as error:
            _fail(seats, error)
        except Ambiguous as error:
            party.was_too_much(writes=writes, many=many)
            _fail(seats, error)
        except GitHubError as error:
            party.was_too_much(writes=writes, many=many)
            await self._one_by_one(installation, seats, error)
        else:
            party.went_well(writes=writes)
            for place, seat in enumerate(seats):
                seat.tell(answer.of(prefix_of(place, many)))

    async def _one_by_one(self, installation: int, seats: Sequence[_Seat], error: GitHubError) -> None:
        """Ask for each alone; where GitHub does not answer twice one after the other, the rest is left for later."""
        unanswered = 0 if len(seats) > 1 else _UNANSWERED
        for place, seat in enumerate(seats):
            if unanswered == _UNANSWERED:
                return _fail(seats[place:], error)
            try:
                answer = await self._post(installation, [seat])
            except (RateLimited, NotInstalled) as lasting:
                return _fail(seats[place:], lasting)
            except GitHubError as own:
                refusal: GitHubError | None = own
                seat.fail(own)
            else:
                refusal = answer.refused()
                seat.tell(answer)
            unanswered = unanswered + 1 if isinstance(refusal, Retryable) else 0
        return None

    async def _post(self, installation: int, seats: Sequence[_Seat]) -> Answer:
        writes, each = seats[0].call.writes, max(1, MOST_NAMED // len(seats))
        document = joined("mutation" if writes else "query", [seat.call.parts for seat in seats])
        deliveries = [delivery for seat in seats for delivery in seat.call.deliveries[:each]]
        metrics.SHARED.labels(kind="mutation" if writes else "query").observe(len(seats))
        before = min((seat.call.before for seat in seats if seat.call.before), default=None)
        answer = await self._transport.post(installation, document, deliveries, writes=writes, before=before)
        if self._turns and answer.resumes and any(map(too_quickly, answer.faults)):
            self._turns.pause(installation, answer.resumes)
        return answer


def _refusal(answer: Answer, *, writes: bool) -> GitHubError | None:
    """Why nothing was answered, where each may be asked for alone: a write only where certainly none was done."""
    refusal = answer.refused()
    if isinstance(refusal, RateLimited) or (writes and (isinstance(refusal, Retryable) or not answer.fault_of_all)):
        return None
    return refusal


def _fail(seats: Sequence[_Seat], error: GitHubError) -> None:
    for seat in seats:
        seat.fail(error)
