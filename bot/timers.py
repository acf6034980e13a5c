"""What shall happen at a moment: reminders, expiries, schedules. A due timer becomes a delivery, once.

A timer is in no lane before it is due, so it holds up nothing. Its delivery id is `timer:<name>:<due>`.
"""

import zlib
from dataclasses import dataclass

import sqlalchemy as sa

from bot import inbox
from bot.inbox import Incoming
from bot.queue.rank import EVENT, SWEEP
from bot.store.packed import unpacked
from bot.store.schema import timer
from bot.store.sql import upsert
from bot.waking.again import LOOK
from rules.schedules import SCHEDULES

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Timer:
    """A delivery to come.

    Attributes:
        name: setting a timer of the same name again moves it.
        lane: where the delivery will queue.
        installation: whose limits it is subject to.
        event: its event name.
        body: its payload.
        fire_at: when.
        every: how long after that the next one, or None for once.
    """

    name: str
    lane: str
    installation: int
    event: str
    body: bytes
    fire_at: int
    every: int | None = None


def start(connection: sa.Connection, wanted: Timer) -> None:
    """Set a timer, or move the one of that name."""
    upsert(
        connection,
        timer,
        {
            "name": wanted.name,
            "lane": wanted.lane,
            "installation": wanted.installation,
            "event": wanted.event,
            "body": zlib.compress(wanted.body, 1),
            "fire_at": wanted.fire_at,
            "every": wanted.every,
        },
    )


_IS = timer.c.name == sa.bindparam("which")
_CALLED, _CANCEL = sa.select(timer).where(_IS), sa.delete(timer).where(_IS)
_MOVE = sa.update(timer).where(_IS).values(fire_at=sa.bindparam("to"))
_DUE = (  # asked several times a second
    sa.select(timer)
    .where(timer.c.fire_at <= sa.bindparam("now"))
    .order_by(timer.c.fire_at, timer.c.name)
    .limit(MOST_AT_ONCE)
    .with_for_update(skip_locked=True)
)


def find(connection: sa.Connection, name: str) -> Timer | None:
    """The timer of a name."""
    row = connection.execute(_CALLED, {"which": name}).one_or_none()
    return None if row is None else _timer(row)


def cancel(connection: sa.Connection, name: str) -> bool:
    """Stop a timer; False if there is none."""
    return connection.execute(_CANCEL, {"which": name}).rowcount == 1


def cancel_all(connection: sa.Connection, lane: str) -> None:
    """Stop the timers of a lane."""
    connection.execute(sa.delete(timer).where(timer.c.lane == lane))


def of_lane(connection: sa.Connection, lane: str) -> list[Timer]:
    """The timers that will fire into a lane, soonest first."""
    return _found(connection, timer.c.lane == lane)


def of_lanes(connection: sa.Connection, beginning: str) -> list[Timer]:
    """The timers that will fire into lanes whose names begin so, soonest first."""
    return _found(connection, timer.c.lane.startswith(beginning, autoescape=True))


def _found(connection: sa.Connection, which: sa.ColumnElement[bool]) -> list[Timer]:
    rows = connection.execute(sa.select(timer).where(which).order_by(timer.c.fire_at)).all()
    return [_timer(row) for row in rows]


def fire(connection: sa.Connection, now: int) -> int:
    """Turn due timers into deliveries; in one transaction, so each fires once.

    Returns:
        How many fired; at most a hundred, so that nobody waits long.
    """
    fired = [_timer(row) for row in connection.execute(_DUE, {"now": now})]
    if fired:
        # One that was set again for the moment at which it had fired, by a clock that was set back, is no repeat.
        inbox.put(connection, [_incoming(one, now) for one in fired], anew=inbox.OVER)
    for one in fired:
        if one.every is None:
            connection.execute(_CANCEL, {"which": one.name})
        else:
            # After an outage the missed rounds are one round.
            missed = (now - one.fire_at) // one.every
            connection.execute(_MOVE, {"which": one.name, "to": one.fire_at + (missed + 1) * one.every})
    return len(fired)


def _incoming(due: Timer, now: int) -> Incoming:
    rank = SWEEP if due.event == LOOK or due.event in SCHEDULES else EVENT
    return Incoming(f"timer:{due.name}:{due.fire_at}", due.event, due.lane, due.installation, due.body, now, rank=rank)


def _timer(row: sa.Row[*tuple[object, ...]]) -> Timer:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Timer(**{**values, "body": unpacked(values["body"])})
