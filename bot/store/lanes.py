"""Lanes in the database: which are due, whose turn it is, who holds one.

A lane has a row only while it has work. Row locks are taken in the order of the lanes' names, so that two processes
never wait for each other.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from bot.queue.claim import Block
from bot.queue.rank import COMMAND, EVENT, SWEEP
from bot.store.ready import Ready
from bot.store.schema import READY, inbox, installation, lane
from bot.store.sql import insert, plain

OLD = 600_000
"""After so long a sweep has its turns although other work is waiting."""

_given = sa.bindparam


@dataclass(frozen=True, slots=True)
class Work:
    """What brings a lane a turn.

    Attributes:
        installation: whose it is; it may change: an App is removed and installed again.
        due: when it may be handed out; an earlier moment is an earlier turn among its like.
        rank: whose work it is; a lane is as urgent as the most urgent thing in it.
    """

    lane: str
    installation: int
    due: int
    rank: int = EVENT


@dataclass(frozen=True, slots=True)
class Choice:
    """Which lanes are wanted.

    Attributes:
        wanted: how many.
        served: the installation that was served last.
        held: lanes that the caller has in hand, whatever the clock says about their leases.
        sweeps_first: whether old sweeps go before what happened since.
    """

    now: int
    wanted: int
    served: int = -1
    held: Collection[str] = ()
    sweeps_first: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """A lane that was chosen, by whose it is and what it is for."""

    installation: int
    rank: int


def _expected(name: str) -> sa.BindParameter[list[str]]:
    return sa.bindparam(name, expanding=True)


def _due_installations() -> sa.Select[int]:
    """Installations with a due lane, in order of id: one index probe for each, however many lanes they have."""
    first = sa.select(sa.func.min(lane.c.installation).label("id")).where(lane.c.installation > _given("after"))
    found = first.cte("found", recursive=True)
    following = sa.select(sa.func.min(lane.c.installation)).where(lane.c.installation > found.c.id)
    found = found.union_all(sa.select(following.scalar_subquery()).where(found.c.id <= _given("upto")))
    # Scalar subqueries, not EXISTS: PostgreSQL would make joins of those, losing the order and the early stop.
    due = sa.select(lane.c.due).where(lane.c.installation == found.c.id, lane.c.due <= _given("now")).limit(1)
    urgent = due.where(lane.c.rank == COMMAND)
    here = installation.c.id == found.c.id
    block = sa.select(installation.c.id).where(here, installation.c.blocked_until > _given("now"))
    saving = sa.select(installation.c.id).where(here, installation.c.saving_until > _given("now"))
    return (
        sa.select(found.c.id)
        .where(
            found.c.id <= _given("upto"),
            sa.case(
                (saving.scalar_subquery().is_not(None), urgent.scalar_subquery()), else_=due.scalar_subquery()
            ).is_not(None),
            block.scalar_subquery().is_(None),
        )
        .limit(_given("most", type_=sa.Integer))
    )


def _due_lanes() -> sa.Select[str, int]:
    """Due lanes of an installation in the order of their turns."""
    saving = sa.select(installation.c.id).where(
        installation.c.id == _given("installation"), installation.c.saving_until > _given("now")
    )
    return (
        sa.select(lane.c.lane, lane.c.rank)
        .where(
            lane.c.installation == _given("installation"),
            lane.c.due <= _given("now"),
            sa.or_(lane.c.rank == COMMAND, saving.scalar_subquery().is_(None)),
        )
        .order_by(lane.c.rank, lane.c.due)
        .limit(_given("most", type_=sa.Integer))
        .with_for_update(skip_locked=True)
    )


_DUE_INSTALLATIONS = Ready(lambda _: _due_installations())
_DUE_LANES = Ready(lambda _: _due_lanes())
_COMMANDS = Ready(lambda _: _due_lanes().where(lane.c.rank == COMMAND))
_OLD_SWEEPS = Ready(lambda _: _due_lanes().where(lane.c.rank == SWEEP, lane.c.due <= _given("old")))
_LEASE = sa.update(lane).where(lane.c.lane.in_(_expected("lanes"))).values(due=_given("until"), lease=_given("token"))
_HOLDER = Ready(lambda _: sa.select(lane.c.lease).where(lane.c.lane == _given("name")).with_for_update())
_WORK_LEFT = sa.exists().where(inbox.c.lane == lane.c.lane, inbox.c.state == READY)
_FORGET_IF_IDLE = Ready(lambda _: sa.delete(lane).where(lane.c.lane == _given("name"), ~_WORK_LEFT))
_CALLED_MEANWHILE = sa.and_(lane.c.rank == COMMAND, _given("in_hand_for", type_=sa.Integer) != COMMAND)
_RELEASE = (
    sa.update(lane)
    .where(lane.c.lane == _given("name"))
    .values(due=sa.case((_CALLED_MEANWHILE, _given("now", type_=sa.BigInteger)), else_=_given("at")), lease="")
)
_RENEW = (
    sa.update(lane).where(lane.c.lane == _given("name"), lane.c.lease == _given("token")).values(due=_given("until"))
)
_LAST = 2**63 - 1


def _waking(connection: sa.Connection) -> sa.Insert:
    statement = insert(connection, lane)
    new = statement.excluded
    called = sa.and_(new.rank == COMMAND, lane.c.lease == "", new.due < lane.c.due)
    changes = {
        "installation": new.installation,
        "rank": sa.case((new.rank < lane.c.rank, new.rank), else_=lane.c.rank),
        "due": sa.case((called, new.due), else_=lane.c.due),
    }
    worth_it = sa.or_(lane.c.installation != new.installation, new.rank < lane.c.rank, called)
    return statement.on_conflict_do_update(index_elements=["lane"], set_=changes, where=worth_it)


_WAKE = Ready(_waking)


def wake(connection: sa.Connection, works: Collection[Work]) -> None:
    """Make lanes due that have new work; one that is leased or backs off stays so, but for a person's command.

    What waits there may only wait until GitHub takes more content; that is no reason not to listen to people.

    Args:
        connection: of the transaction that brings the work.
        works: one lane may have several.
    """
    of: dict[str, list[Work]] = {}
    for work in works:
        of.setdefault(work.lane, []).append(work)
    rows = [
        {
            "lane": name,
            "installation": several[-1].installation,
            "due": min(work.due for work in several),
            "lease": "",
            "rank": min(work.rank for work in several),
        }
        for name, several in sorted(of.items())
    ]
    _WAKE.run(connection, *rows)


def choose(connection: sa.Connection, choice: Choice) -> tuple[dict[str, Chosen], int]:
    """Choose due lanes, the same number for each installation as far as it has them, round robin.

    Within an installation people's commands come first, then what happened, then sweeps.

    Args:
        connection: of the transaction that will lease them.
        choice: which are wanted.

    Returns:
        The lanes by name, and the installation now served last. Fewer than wanted are all that are due.
    """
    turns = _turns(connection, choice)
    chosen: dict[str, Chosen] = {}
    hungry = turns
    while hungry and len(chosen) < choice.wanted:
        served, hungry = hungry, []
        for place, owner in enumerate(served):
            share = -(-(choice.wanted - len(chosen)) // (len(served) - place))  # what one leaves goes to the next
            found = _of(connection, replace(choice, held=[*choice.held, *chosen]), owner, share)
            chosen |= found
            if len(found) == share:
                hungry.append(owner)
    return chosen, turns[-1] if turns else choice.served


def _turns(connection: sa.Connection, choice: Choice) -> list[int]:
    """Installations with due lanes, beginning after the one that was served last."""
    found = _due(connection, choice, -1, _LAST, choice.wanted)
    if len(found) < choice.wanted:
        return [owner for owner in found if owner > choice.served] + [
            owner for owner in found if owner <= choice.served
        ]
    later = _due(connection, choice, choice.served, _LAST, choice.wanted)
    left = choice.wanted - len(later)
    return [*later, *_due(connection, choice, -1, choice.served, left)] if left else later


def _due(connection: sa.Connection, choice: Choice, after: int, upto: int, most: int) -> list[int]:
    """Installations with due lanes, from one to another, in order of id."""
    window = {"after": after, "upto": upto, "now": choice.now, "most": most}
    return [int(owner) for (owner,) in _DUE_INSTALLATIONS.rows(connection, window)]


def _of(connection: sa.Connection, choice: Choice, owner: int, share: int) -> dict[str, Chosen]:
    """Due lanes of one installation."""
    found: dict[str, Chosen] = {}
    for statement in (_COMMANDS, _OLD_SWEEPS, _DUE_LANES) if choice.sweeps_first else (_DUE_LANES,):
        if len(found) < share:
            found |= _others(
                connection, statement, replace(choice, held={*choice.held, *found}), owner, share - len(found)
            )
    return found


def _others(connection: sa.Connection, statement: Ready, choice: Choice, owner: int, most: int) -> dict[str, Chosen]:
    """Due lanes of one installation that are in no hand yet; one that is has a lease, so it is seldom due."""
    query = {"installation": owner, "now": choice.now, "old": choice.now - OLD}
    rows = statement.rows(connection, {**query, "most": most})
    if any(name in choice.held for name, _ in rows):
        rows = statement.rows(connection, {**query, "most": most + len(choice.held)})
    left = [(name, rank) for name, rank in rows if name not in choice.held]
    return {name: Chosen(owner, rank) for name, rank in left[:most]}


def lease(connection: sa.Connection, names: Sequence[str], token: str, until: int) -> None:
    """Hold lanes that were just chosen."""
    connection.execute(_LEASE, {"lanes": list(names), "token": token, "until": until})


def is_held(connection: sa.Connection, name: str, token: str) -> bool:
    """Whether the lane is still held with this token; locks it."""
    return _HOLDER.rows(connection, {"name": name}) == [(token,)]


def release(connection: sa.Connection, name: str, at: int, now: int, rank: int = COMMAND) -> None:
    """Let go of a lane.

    Args:
        connection: of a transaction.
        name: the lane's.
        at: when it is due again, unless nothing waits in it.
        now: when it is due again where a person's command has come while it was in hand for less.
        rank: what it was in hand for.
    """
    if _FORGET_IF_IDLE.run(connection, {"name": name}) == 0:
        connection.execute(_RELEASE, {"name": name, "at": at, "now": now, "in_hand_for": rank})


def renew(connection: sa.Connection, held: Mapping[str, str], until: int) -> set[str]:
    """Hold lanes longer.

    Args:
        connection: of a transaction.
        held: lane to token.
        until: when the lease ends.

    Returns:
        The lanes that are lost.
    """
    return {
        name
        for name, token in sorted(held.items())
        if connection.execute(_RENEW, {"name": name, "token": token, "until": until}).rowcount == 0
    }


def release_all(connection: sa.Connection, now: int) -> int:
    """Make every leased lane due at once: right only for a process that knows itself alone with this database."""
    return connection.execute(sa.update(lane).where(lane.c.lease != "").values(due=now, lease="")).rowcount


def block(connection: sa.Connection, owner: int, wanted: Block) -> None:
    """Hand out no lane of an installation before a moment, or none but commands; of two moments the later counts."""
    statement = insert(connection, installation)
    column = installation.c.saving_until if wanted.commands_go_on else installation.c.blocked_until
    new = statement.excluded[column.name]
    later = statement.on_conflict_do_update(
        index_elements=["id"],
        set_={column.name: new, "reason": statement.excluded.reason},
        where=column < new,
    )
    moments = {"blocked_until": 0, "saving_until": 0, column.name: wanted.until}
    connection.execute(later, {"id": owner, **moments, "reason": plain(wanted.reason)})
