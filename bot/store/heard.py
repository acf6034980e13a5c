"""What was heard of an item and dealt with, as long as the payloads are kept."""

import zlib
from contextlib import suppress
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.schema import inbox

_DEALT_WITH = sa.select(inbox.c.delivery, inbox.c.event, inbox.c.body).where(
    inbox.c.finished >= sa.bindparam("since"),
    inbox.c.body.is_not(None),
    inbox.c.lane == sa.bindparam("which"),
    inbox.c.state == "done",
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A delivery that was dealt with."""

    delivery: str
    event: str
    body: bytes


def dealt_with(connection: sa.Connection, lane: str, since: int) -> list[Heard]:
    """The deliveries of a lane that were dealt with since a moment."""
    found = []
    for row in connection.execute(_DEALT_WITH, {"which": lane, "since": since}):
        with suppress(zlib.error):  # a damaged one tells nothing
            found.append(Heard(row.delivery, row.event, zlib.decompress(row.body)))
    return found
