"""Where items stood, and from when on: what the charts of a board are made of.

A row is written when an item is first seen and whenever its stage changes, or it is closed or opened again. It stands
until the next one of the same item begins. Nothing of it is about people.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from bot.clock import moment
from bot.flow import Stay
from bot.store.schema import item, stay
from bot.store.sql import plain, upsert


def begin(connection: sa.Connection, lane: str, at: int, stage: str | None, *, is_open: bool) -> None:
    """An item stands somewhere from a moment on."""
    upsert(connection, stay, {"lane": lane, "since": at, "stage": plain(stage or ""), "open": is_open})


def forget(connection: sa.Connection, lane: str) -> None:
    """Keep nothing of where an item stood: it is gone."""
    connection.execute(sa.delete(stay).where(stay.c.lane == lane))


def of_repository(connection: sa.Connection, repo_id: int, most: int, *, public_only: bool = False) -> Sequence[Stay]:
    """Where the items of a repository stood, oldest first; of too many the latest.

    Args:
        connection: to read with.
        repo_id: GitHub's number of the repository.
        most: how many at most.
        public_only: nothing of items that were private when they were last seen.
    """
    here = item.c.repo_id == repo_id
    if public_only:
        here &= item.c.private.is_(False)
    columns = (stay.c.lane, stay.c.since, stay.c.stage, stay.c.open)
    newest = sa.select(*columns).join(item, item.c.lane == stay.c.lane).where(here)
    rows = connection.execute(newest.order_by(stay.c.since.desc(), stay.c.lane).limit(most)).all()
    return [Stay(item=row.lane, since=moment(row.since), stage=row.stage, open=row.open) for row in reversed(rows)]


def purge(connection: sa.Connection, older_than: int) -> int:
    """Forget where items stood until a moment, and all of those that nothing is known of any more; returns how much."""
    later = stay.alias()
    left = sa.exists().where(later.c.lane == stay.c.lane, later.c.since > stay.c.since, later.c.since < older_than)
    gone = ~sa.exists().where(item.c.lane == stay.c.lane)
    return connection.execute(sa.delete(stay).where(stay.c.since < older_than, sa.or_(left, gone))).rowcount
