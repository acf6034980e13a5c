"""What a person may see and do with the deliveries in the inbox, and what is counted and cleaned up there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from bot.store import lanes
from bot.store.lanes import Work
from bot.store.packed import unpacked
from bot.store.schema import DEAD, READY, inbox, installation, lane

_MOST_PURGED = 1_000
_MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """One delivery, without its payload."""

    seq: int
    delivery: str
    event: str
    lane: str
    installation: int
    state: str
    attempts: int
    received: int
    finished: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One delivery with its payload, damaged or whole, or without it once it was purged."""

    listed: Listed
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits.

    Attributes:
        ready: deliveries that wait, those in hand included.
        dead: deliveries that were given up.
        lanes_due: lanes that could be handed out now, were they not of a blocked installation.
        lanes_later: lanes in hand, or backing off.
        blocked: installations that have to wait; saving: those for which only people's commands go on.
        oldest_ready: when the oldest waiting delivery came, or None.
        waits: until when installations have to wait, be it with all but commands; of very many, those that wait
            longest.
    """

    ready: int
    dead: int
    lanes_due: int
    lanes_later: int
    blocked: int
    oldest_ready: int | None
    waits: Mapping[int, int] = field(default_factory=dict)
    saving: int = 0


_LISTED = (
    inbox.c.seq,
    inbox.c.delivery,
    inbox.c.event,
    inbox.c.lane,
    inbox.c.installation,
    inbox.c.state,
    inbox.c.attempts,
    inbox.c.received,
    inbox.c.finished,
    inbox.c.note,
)


def listing(
    connection: sa.Connection, state: str | None = None, most: int = 50, before: int | None = None
) -> list[Listed]:
    """Deliveries, newest first.

    Args:
        connection: to read with.
        state: only those that are "ready", "done", "ignored" or "dead".
        most: how many at most.
        before: only those with a smaller `seq`: the next page.
    """
    query = sa.select(*_LISTED).order_by(inbox.c.seq.desc()).limit(most)
    if state is not None:
        # The literals let the planner use the partial indexes.
        literal = {"ready": READY, "dead": DEAD}.get(state)
        query = query.where(inbox.c.state == (state if literal is None else literal))
    if before is not None:
        query = query.where(inbox.c.seq < before)
    return [_listed(row) for row in connection.execute(query)]


def listed(connection: sa.Connection, which: Sequence[int]) -> list[Listed]:
    """The deliveries with these numbers, newest first."""
    query = sa.select(*_LISTED).where(inbox.c.seq.in_(which)).order_by(inbox.c.seq.desc())
    return [_listed(row) for row in connection.execute(query)]


def show(connection: sa.Connection, delivery: str) -> Shown | None:
    """One delivery by its id."""
    row = connection.execute(sa.select(*_LISTED).where(inbox.c.delivery == delivery)).one_or_none()
    if row is None:
        return None
    packed = connection.execute(sa.select(inbox.c.body).where(inbox.c.delivery == delivery)).scalar_one()
    return Shown(_listed(row), None if packed is None else unpacked(packed))


def known(connection: sa.Connection, deliveries: Sequence[str]) -> set[str]:
    """Of these ids, those that ever came."""
    return set(connection.execute(sa.select(inbox.c.delivery).where(inbox.c.delivery.in_(deliveries))).scalars())


def waiting(connection: sa.Connection, event: str, ending: str) -> int:
    """How many deliveries of an event wait whose id ends in a certain way."""
    ends = inbox.c.delivery.endswith(ending, autoescape=True)
    query = sa.select(sa.func.count()).where(inbox.c.state == READY, inbox.c.event == event, ends)
    return connection.execute(query).scalar_one()


def retry(connection: sa.Connection, delivery: str, now: int) -> bool:
    """Let a dead delivery wait again, with all its attempts; False if it is not dead or its payload is purged."""
    return _revive(connection, now, inbox.c.delivery == delivery) == 1


def retry_all(connection: sa.Connection, now: int) -> int:
    """Let every dead delivery wait again; returns how many."""
    return _revive(connection, now)


def retry_all_of(connection: sa.Connection, owner: int, now: int) -> int:
    """Let every dead delivery of an installation wait again; returns how many."""
    return _revive(connection, now, inbox.c.installation == owner)


def _revive(connection: sa.Connection, now: int, *which: sa.ColumnElement[bool]) -> int:
    chosen = (inbox.c.state == DEAD, inbox.c.body.is_not(None), *which)
    revived = connection.execute(
        sa.update(inbox)
        .where(*chosen)
        .values(state="ready", attempts=0, finished=None, note=None)
        .returning(inbox.c.lane, inbox.c.installation)
    ).all()
    lanes.wake(connection, [Work(row.lane, row.installation, now) for row in revived])
    return len(revived)


def drop(connection: sa.Connection, delivery: str, now: int) -> bool:
    """Ignore a delivery that waits or is dead; False if it is neither. One in hand is finished all the same."""
    dropped = connection.execute(
        sa.update(inbox)
        .where(inbox.c.delivery == delivery, inbox.c.state.in_(["ready", "dead"]))
        .values(state="ignored", finished=now, note="dropped by hand")
    )
    return dropped.rowcount == 1


def counts(connection: sa.Connection, now: int) -> Counts:
    """How much waits, from the small indexes only: cheap however long the history is."""

    def count(table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
        return connection.execute(sa.select(sa.func.count()).select_from(table).where(*where)).scalar_one()

    oldest = sa.select(inbox.c.received).where(inbox.c.state == READY).order_by(inbox.c.seq).limit(1)
    return Counts(
        ready=count(inbox, inbox.c.state == READY),
        dead=count(inbox, inbox.c.state == DEAD),
        lanes_due=count(lane, lane.c.due <= now),
        lanes_later=count(lane, lane.c.due > now),
        blocked=count(installation, installation.c.blocked_until > now),
        oldest_ready=connection.execute(oldest).scalar_one_or_none(),
        waits=_waits(connection, now),
        saving=count(installation, installation.c.saving_until > now),
    )


def _waits(connection: sa.Connection, now: int) -> dict[int, int]:
    until = sa.case(
        (installation.c.blocked_until > installation.c.saving_until, installation.c.blocked_until),
        else_=installation.c.saving_until,
    )
    longest = sa.select(installation.c.id, until).where(until > now).order_by(until.desc()).limit(_MOST_SHOWN)
    return {row[0]: row[1] for row in connection.execute(longest)}


def purge(connection: sa.Connection, older_than: int) -> int:
    """Forget the payloads of deliveries finished before a moment; their ids stay, so that a repeat is still known.

    Returns:
        How many were purged. At most a thousand at once, so that nobody waits long: call again until it is 0.
    """
    old = sa.select(inbox.c.seq).where(inbox.c.body.is_not(None), inbox.c.finished < older_than).limit(_MOST_PURGED)
    return connection.execute(sa.update(inbox).where(inbox.c.seq.in_(old)).values(body=None)).rowcount


def forget(connection: sa.Connection, older_than: int) -> int:
    """Forget deliveries finished before a moment, ids and all: the same id again would be a new delivery.

    Returns:
        How many were forgotten, of the thousand oldest ones.
    """
    oldest = sa.select(inbox.c.seq, inbox.c.finished).order_by(inbox.c.seq).limit(_MOST_PURGED).subquery()
    old = sa.select(oldest.c.seq).where(oldest.c.finished < older_than)
    return connection.execute(sa.delete(inbox).where(inbox.c.seq.in_(old))).rowcount


def _listed(row: sa.Row[*tuple[object, ...]]) -> Listed:
    return Listed(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
