"""What is known of the decisions that people take on items."""

import sqlalchemy as sa
from pydantic import TypeAdapter

from bot.clock import milliseconds
from bot.store.community import vote
from bot.store.sql import plainly, upsert
from rules.votes import Vote

_VOTE = TypeAdapter(Vote)
_OF_ITEM = sa.select(vote.c.document).where(vote.c.lane == sa.bindparam("which")).order_by(vote.c.begun_at, vote.c.key)


def save(connection: sa.Connection, lane: str, one: Vote) -> None:
    """Keep a decision as it is now, in place of what was known of it."""
    document = plainly(_VOTE.dump_python(one, mode="json"))
    row = {"lane": lane, "key": one.key, "state": one.state, "begun_at": milliseconds(one.begun_at)}
    upsert(connection, vote, row | {"document": document})


def of_item(connection: sa.Connection, lane: str) -> tuple[Vote, ...]:
    """The decisions of an item, oldest first."""
    found = connection.execute(_OF_ITEM, {"which": lane}).scalars()
    return tuple(_VOTE.validate_python(document) for document in found)


def passed(connection: sa.Connection, lanes: str, since: int, most: int = 100) -> tuple[str, ...]:
    """The lanes, by what they begin with, in which a decision passed that began after a moment; the newest first."""
    wanted = sa.and_(vote.c.lane.startswith(lanes, autoescape=True), vote.c.state == "passed", vote.c.begun_at >= since)
    rows = connection.execute(sa.select(vote.c.lane).where(wanted).order_by(vote.c.begun_at.desc()).limit(most))
    return tuple(dict.fromkeys(rows.scalars()))


def ended(connection: sa.Connection, lanes: str, most: int = 500) -> tuple[tuple[str, Vote], ...]:
    """The decisions that ended in lanes, by what these begin with, each with its lane; the newest first."""
    wanted = sa.and_(vote.c.lane.startswith(lanes, autoescape=True), vote.c.state != "open")
    rows = connection.execute(
        sa.select(vote.c.lane, vote.c.document).where(wanted).order_by(vote.c.begun_at.desc()).limit(most)
    )
    return tuple((lane, _VOTE.validate_python(document)) for lane, document in rows)


def forget(connection: sa.Connection, lane: str) -> None:
    """Keep nothing of the decisions of an item: it is gone."""
    connection.execute(sa.delete(vote).where(vote.c.lane == lane))
