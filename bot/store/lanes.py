"""Lanes in the database: which are due, whose turn it is, who holds one.

A lane has a row only while it has work. Row locks are taken in the order of the lanes' names, so that two processes
never wait for each other.
"""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from bot.store.schema import READY, inbox, installation, lane
from bot.store.sql import insert, plain

_given = sa.bindparam


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
    block = sa.select(installation.c.id).where(
        installation.c.id == found.c.id, installation.c.blocked_until > _given("now")
    )
    return (
        sa.select(found.c.id)
        .where(
            found.c.id <= _given("upto"),
            due.scalar_subquery().is_not(None),
            block.scalar_subquery().is_(None),
        )
        .limit(_given("most", type_=sa.Integer))
    )


# Built once: making these takes longer than running them.
_DUE_INSTALLATIONS = _due_installations()
_DUE_LANES = (
    sa.select(lane.c.lane)
    .where(
        lane.c.installation == _given("installation"),
        lane.c.due <= _given("now"),
        lane.c.lane.not_in(_expected("held")),
    )
    .order_by(lane.c.due)
    .limit(_given("most", type_=sa.Integer))
    .with_for_update(skip_locked=True)
)
_LEASE = sa.update(lane).where(lane.c.lane.in_(_expected("lanes"))).values(due=_given("until"), lease=_given("token"))
_HOLDER = sa.select(lane.c.lease).where(lane.c.lane == _given("name")).with_for_update()
_WORK_LEFT = sa.exists().where(inbox.c.lane == lane.c.lane, inbox.c.state == READY)
_FORGET_IF_IDLE = sa.delete(lane).where(lane.c.lane == _given("name"), ~_WORK_LEFT)
_RELEASE = sa.update(lane).where(lane.c.lane == _given("name")).values(due=_given("at"), lease="")
_RENEW = (
    sa.update(lane).where(lane.c.lane == _given("name"), lane.c.lease == _given("token")).values(due=_given("until"))
)
_LAST = 2**63 - 1


def wake(connection: sa.Connection, work: Mapping[str, tuple[int, int]]) -> None:
    """Make lanes due that have new work; one that is leased or backs off stays so.

    Args:
        connection: of the transaction that brings the work.
        work: lane to its installation (which may change: an App is removed and installed again) and when it is due.
            An earlier moment is an earlier turn within the installation.
    """
    statement = insert(connection, lane)
    moved = statement.on_conflict_do_update(
        index_elements=["lane"],
        set_={"installation": statement.excluded.installation},
        where=lane.c.installation != statement.excluded.installation,
    )
    rows = [
        {"lane": name, "installation": owner, "due": due, "lease": ""} for name, (owner, due) in sorted(work.items())
    ]
    if rows:
        connection.execute(moved, rows)


def choose(
    connection: sa.Connection, now: int, wanted: int, served: int, held: Collection[str]
) -> tuple[dict[str, int], int]:
    """Choose due lanes, the same number for each installation as far as it has them, round robin.

    Args:
        connection: of the transaction that will lease them.
        now: the present.
        wanted: how many lanes.
        served: the installation that was served last.
        held: lanes that the caller has in hand, whatever the clock says about their leases.

    Returns:
        Lane to installation, and the installation now served last.
    """
    turns: list[int] = []
    for after, upto in ((served, _LAST), (-1, served)):
        window = {"after": after, "upto": upto, "now": now, "most": wanted - len(turns)}
        if window["most"] > 0:
            turns += connection.execute(_DUE_INSTALLATIONS, window).scalars()
    chosen: dict[str, int] = {}
    for place, owner in enumerate(turns):
        share = -(-(wanted - len(chosen)) // (len(turns) - place))  # what one leaves goes to the next
        query = {"installation": owner, "now": now, "held": list(held), "most": share}
        chosen |= dict.fromkeys(connection.execute(_DUE_LANES, query).scalars(), owner)
    return chosen, turns[-1] if turns else served


def lease(connection: sa.Connection, names: Sequence[str], token: str, until: int) -> None:
    """Hold lanes that were just chosen."""
    connection.execute(_LEASE, {"lanes": list(names), "token": token, "until": until})


def is_held(connection: sa.Connection, name: str, token: str) -> bool:
    """Whether the lane is still held with this token; locks it."""
    return connection.execute(_HOLDER, {"name": name}).scalar_one_or_none() == token


def release(connection: sa.Connection, name: str, at: int) -> None:
    """Let go of a lane: due again at a moment, or forgotten when nothing waits in it."""
    if connection.execute(_FORGET_IF_IDLE, {"name": name}).rowcount == 0:
        connection.execute(_RELEASE, {"name": name, "at": at})


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


def block(connection: sa.Connection, owner: int, until: int, reason: str) -> None:
    """Hand out no lane of an installation before a moment; of two moments the later one counts."""
    statement = insert(connection, installation)
    later = statement.on_conflict_do_update(
        index_elements=["id"],
        set_={"blocked_until": statement.excluded.blocked_until, "reason": statement.excluded.reason},
        where=installation.c.blocked_until < statement.excluded.blocked_until,
    )
    connection.execute(later, {"id": owner, "blocked_until": until, "reason": plain(reason)})


def unblock(connection: sa.Connection, owner: int) -> None:
    """Hand out the lanes of an installation again."""
    connection.execute(sa.delete(installation).where(installation.c.id == owner))
