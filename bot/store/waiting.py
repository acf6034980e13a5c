"""What waits in lanes, read when they are handed out."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.queue.claim import Waiting
from bot.store.schema import READY, inbox

MOST_IN_ONE_CLAIM = 50


def _waiting() -> sa.Select[*tuple[Any, ...]]:
    place = sa.func.row_number().over(partition_by=inbox.c.lane, order_by=inbox.c.seq).label("place")
    ranked = (
        sa.select(inbox.c.seq, place)
        .where(inbox.c.lane.in_(sa.bindparam("lanes", expanding=True)), inbox.c.state == READY)
        .subquery()
    )
    names = ("seq", "delivery", "event", "lane", "attempts", "received", "body")
    return (
        sa.select(*(inbox.c[name] for name in names))
        .join(ranked, ranked.c.seq == inbox.c.seq)
        .where(ranked.c.place <= MOST_IN_ONE_CLAIM)
        .order_by(inbox.c.seq)
    )


_WAITING = _waiting()


def waiting_in(connection: sa.Connection, lanes: Sequence[str]) -> dict[str, list[Waiting]]:
    """The oldest deliveries that wait in each of these lanes, at most 50 of each."""
    waiting: dict[str, list[Waiting]] = {name: [] for name in lanes}
    for row in connection.execute(_WAITING, {"lanes": list(lanes)}):
        waiting[row.lane].append(Waiting(row.seq, row.delivery, row.event, row.attempts, row.received, row.body or b""))
    return waiting
