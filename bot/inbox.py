"""Where every delivery waits until it is dealt with: stored once, handed out lane by lane, finished once.

A *lane* is one item (`<repo id>#<number>`) or anything else whose deliveries must keep their order. One claim hands out
a lane with all its waiting deliveries; nobody else gets that lane until the claim is finished or its lease runs out. A
claim carries a fencing token, so that whoever lost the lease cannot finish any more.

Order is by `seq`, never by time. A lane that backs off is simply due later, and holds up no other.
All functions take a connection: `StoreExecutor` gives it to a work, and several of them make one transaction.
"""

import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, assert_never

import sqlalchemy as sa

from bot.queue.claim import Block, Claim, Dead, Done, Ignored, Moved, Outcome, Retry
from bot.queue.rank import EVENT
from bot.store import lanes, news
from bot.store.executor import StoreExecutor
from bot.store.lanes import Choice, Work
from bot.store.news import EVERYWHERE
from bot.store.ready import Ready
from bot.store.schema import inbox
from bot.store.sql import insert, plain
from bot.store.waiting import waiting_in

Receipt = Literal["stored", "repeated", "revived"]

_MOST_PARAMETERS = 500


@dataclass(frozen=True, slots=True)
class Incoming:
    """A delivery as it arrives.

    Attributes:
        delivery: its id; the same id again is a repeat.
        event: GitHub's event name, or the name of ours (a timer's).
        lane: whose order it belongs to.
        installation: whose limits it is subject to; 0 where there is none.
        body: the payload, raw.
        received_ms: when it came.
        ignored: why nothing will be done about it, or None.
        rank: whose work it is.
        packed: the payload as it is kept. Compressed here and not while storing, so that no commit waits for it.
    """

    delivery: str
    event: str
    lane: str
    installation: int
    body: bytes
    received_ms: int
    ignored: str | None = None
    rank: int = EVENT
    packed: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "packed", zlib.compress(self.body, 1))


class Inbox:
    """The way in."""

    def __init__(self, store: StoreExecutor, arrived: Callable[[], None] = lambda: None) -> None:
        """An inbox in a store.

        Args:
            store: where the deliveries are kept.
            arrived: called after each one that waits to be handled; a worker's `wake`.
        """
        self._store = store
        self._arrived = arrived

    async def put(self, incoming: Incoming) -> Receipt:
        """Keep a delivery; when this returns it is on disk.

        Returns:
            "stored", "repeated" (known already: nothing changes) or "revived" (known, had been given up, waits again).
        """
        receipt = await self._store.write_together(put, incoming)
        if receipt != "repeated" and incoming.ignored is None:
            self._arrived()
        return receipt


GIVEN_UP, OVER = frozenset({"dead"}), frozenset({"dead", "done", "ignored"})


def put(connection: sa.Connection, arrivals: Sequence[Incoming], anew: frozenset[str] = GIVEN_UP) -> list[Receipt]:
    """Keep deliveries, and make their lanes due.

    Args:
        connection: of a transaction.
        arrivals: in order.
        anew: the states out of which one that is known waits again.
    """
    states = _states(connection, {arrival.delivery for arrival in arrivals})
    receipts: list[Receipt] = []
    new: list[Incoming] = []
    revived: list[Incoming] = []
    for arrival in arrivals:
        state = states.get(arrival.delivery)
        if state is None:
            new.append(arrival)
            receipts.append("stored")
        elif state in anew:
            revived.append(arrival)
            receipts.append("revived")
        else:
            receipts.append("repeated")
        if state is None or state in anew:
            states[arrival.delivery] = "ready"  # the same id once more in this very batch is a repeat
    _KEEP.run(connection, *(_row(arrival) for arrival in new))
    for arrival in revived:
        # Another process may have revived it, too, and have it done by now.
        known = sa.update(inbox).where(inbox.c.delivery == arrival.delivery, inbox.c.state.in_(anew))
        connection.execute(known.values({**_row(arrival), "attempts": 0}))
    lanes.wake(
        connection,
        [Work(a.lane, a.installation, a.received_ms, a.rank) for a in (*revived, *new) if a.ignored is None],
    )
    return receipts


_KEEP = Ready(lambda connection: insert(connection, inbox).on_conflict_do_nothing(index_elements=["delivery"]))
_STATES = sa.select(inbox.c.delivery, inbox.c.state).where(inbox.c.delivery.in_(sa.bindparam("ids", expanding=True)))


def _states(connection: sa.Connection, deliveries: Iterable[str]) -> dict[str, str]:
    ids = sorted(deliveries)
    states: dict[str, str] = {}
    for start in range(0, len(ids), _MOST_PARAMETERS):
        found = connection.execute(_STATES, {"ids": ids[start : start + _MOST_PARAMETERS]})
        states.update((row.delivery, row.state) for row in found)
    return states


def _row(arrival: Incoming) -> dict[str, object]:
    return {
        "delivery": arrival.delivery,
        "event": arrival.event,
        "lane": arrival.lane,
        "installation": arrival.installation,
        "body": arrival.packed,
        "state": "ready" if arrival.ignored is None else "ignored",
        "received": arrival.received_ms,
        "finished": None if arrival.ignored is None else arrival.received_ms,
        "note": None if arrival.ignored is None else plain(arrival.ignored),
    }


class Desk:
    """Hands out lanes on behalf of one worker; remembers whose turn it is."""

    def __init__(self, owner: str) -> None:
        """A desk whose claims nobody else can finish.

        Args:
            owner: a name that no other worker has, nor had before.
        """
        self._owner = owner
        self._claims = 0
        self._served = -1

    def claim(
        self,
        connection: sa.Connection,
        now: int,
        wanted: int,
        lease_ms: int,
        held: Collection[str] = (),
    ) -> list[Claim]:
        """Claim due lanes, fairly between installations.

        Args:
            connection: of a transaction.
            now: the present.
            wanted: how many lanes at most.
            lease_ms: for how long they are ours unless renewed.
            held: lanes that this worker has in hand already; not handed out twice even if the clock jumped.

        Returns:
            Each lane with its waiting deliveries, at most 50.
        """
        # Every fourth turn of an old sweep comes before what happens all the while.
        sweeps_first = self._claims % 4 == 3  # noqa: PLR2004 - the fourth
        query = Choice(now, wanted, self._served, held, sweeps_first=sweeps_first)
        chosen, self._served = lanes.choose(connection, query)
        if not chosen:
            return []
        self._claims += 1
        token = f"{self._owner}:{self._claims}"
        names = sorted(chosen)
        lanes.lease(connection, names, token, now + lease_ms)
        waiting = waiting_in(connection, names)
        for name in names:
            if not waiting[name]:  # what waited was dropped by hand
                lanes.release(connection, name, now, now)
        told = news.counts(connection, {found.installation for found in chosen.values()})
        return [
            Claim(name, found.installation, token, tuple(waiting[name]), found.rank, _heard(told, found.installation))
            for name, found in chosen.items()
            if waiting[name]
        ]


def _heard(told: Mapping[int, int], installation: int) -> Mapping[int, int]:
    """How much was told of what concerns a lane."""
    return {whose: number for whose, number in told.items() if whose in {EVERYWHERE, installation}}


_SETTLE = Ready(
    lambda _: (
        sa.update(inbox)
        .where(inbox.c.seq == sa.bindparam("row"))
        .values(
            state=sa.bindparam("becomes"),
            note=sa.bindparam("says"),
            finished=sa.bindparam("at"),
            attempts=inbox.c.attempts + sa.bindparam("tried", type_=sa.Integer),
        )
    )
)
_MOVE = sa.update(inbox).where(inbox.c.seq == sa.bindparam("row")).values(lane=sa.bindparam("to"))


def finish(
    connection: sa.Connection,
    claim: Claim,
    outcomes: Mapping[int, Outcome],
    now: int,
    again_at: int | None = None,
    block: Block | None = None,
) -> bool:
    """Record what became of a claim's deliveries and let its lane go.

    Args:
        connection: of a transaction; what else belongs to the outcome is written in the same one.
        claim: what was handed out.
        outcomes: by `seq`. A delivery without one waits on as if it had not been claimed.
        now: the present.
        again_at: when what is left in the lane may be handed out; a Retry may say later.
        block: the installation has to wait.

    Returns:
        False if the lease was lost: then nothing was changed.
    """
    if not lanes.is_held(connection, claim.lane, claim.lease):
        return False
    settled = [_settled(seq, outcome, now) for seq, outcome in outcomes.items() if not isinstance(outcome, Moved)]
    _SETTLE.run(connection, *settled)
    moved = {seq: outcome.lane for seq, outcome in sorted(outcomes.items()) if isinstance(outcome, Moved)}
    if moved:
        connection.execute(_MOVE, [{"row": seq, "to": to} for seq, to in moved.items()])
        lanes.wake(connection, [Work(to, claim.installation, now, claim.rank) for to in set(moved.values())])
    waits = [outcome.at for outcome in outcomes.values() if isinstance(outcome, Retry)]
    lanes.release(connection, claim.lane, max([again_at or now, *waits]), now, claim.rank)
    if block:
        lanes.block(connection, claim.installation, block)
    return True


def _settled(seq: int, outcome: Done | Ignored | Retry | Dead, now: int) -> dict[str, object]:
    match outcome:
        case Done(note):
            state, says, at, tried = "done", note, now, 1
        case Ignored(reason):
            state, says, at, tried = "ignored", reason, now, 1
        case Retry(_, error, counted):
            return {"row": seq, "becomes": "ready", "says": plain(error), "at": None, "tried": int(counted)}
        case Dead(error):
            state, says, at, tried = "dead", error, now, 1
        case _:
            assert_never(outcome)
    return {"row": seq, "becomes": state, "says": plain(says), "at": at, "tried": tried}


def renew(connection: sa.Connection, claims: Iterable[Claim], now: int, lease_ms: int) -> set[str]:
    """Hold claimed lanes longer; returns those that were lost."""
    return lanes.renew(connection, {claim.lane: claim.lease for claim in claims}, now + lease_ms)


def release_own_leases(connection: sa.Connection, now: int) -> int:
    """Free what a dead process of this data directory held, at once; see `bot.store.presence`."""
    return lanes.release_all(connection, now)
