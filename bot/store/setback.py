"""What waits goes by a clock. Where that was set back, nothing waits for the time that there was already."""

import sqlalchemy as sa

from bot.store.schema import lane, timer


def set_back(connection: sa.Connection, now: int, lease_ms: int) -> None:
    """The clock was set back: no lane rests, and none is leased, for longer than it would be from now on.

    A lane that backs off is tried once more and backs off again. A second time changes nothing.

    Args:
        connection: of a transaction.
        now: what the clock shows by now.
        lease_ms: for how long a lane is leased.
    """
    for of, until in ((lane.c.lease == "", now), (lane.c.lease != "", now + lease_ms)):
        connection.execute(sa.update(lane).where(of, lane.c.due > until).values(due=until))
    again = timer.c.every + now
    connection.execute(sa.update(timer).where(timer.c.fire_at > again).values(fire_at=again))
