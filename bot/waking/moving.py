"""Issues that moved to another repository: what the bot knows of them goes along, so that nothing is done twice.

People or the bot itself may have moved an issue. Whoever hears of it first takes everything along; for the others
nothing is left to do.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import sqlalchemy as sa

from bot import ledger as deeds
from bot import timers
from bot.clock import milliseconds
from bot.hearing.moved import Moved
from bot.hearing.nudges import Nudges
from bot.hub import Hub
from bot.queue.handled import Handled
from bot.store import items, own_credits, stays, takers, voting
from bot.store.community import asked, taker, unconfirmed, vote
from bot.store.schema import decision, ledger, mention, record, stay
from bot.waking import waiting

SOON_MS = 500
_DEED = ("cause", "rule", "position", "target", "verb")
_KEPT = (
    (ledger, _DEED),
    (record, ("name",)),
    (vote, ("key",)),
    (asked, ("cause", "command")),
    (taker, ("login",)),
    (unconfirmed, ("login", "type", "what")),
    (stay, ("since",)),
)
"""What goes along, and what tells its rows of one item apart."""


async def settle_in(hub: Hub, nudges: Nudges) -> Handled | None:
    """Take along what is known of an item that has just come; where its old place is still in hand, come again."""
    for event in nudges.events:
        if event.moved is None:
            continue
        open_ones = await hub.store.read(partial(deeds.unsettled, item=event.moved.old))
        now = milliseconds(hub.clock.now())
        if any(one.shown_at > now for one in open_ones):
            return Handled(nudges.again(now + SOON_MS, "what was being done before it moved is not written down yet"))
        await hub.store.write(partial(follow, moved=event.moved))
    return None


def leave(connection: sa.Connection, lane: str, moves: Sequence[Moved]) -> None:
    """An item is gone from its lane: to where it moved, or for good."""
    for moved in moves:
        follow(connection, moved)
    items.forget(connection, lane)
    voting.forget(connection, lane)
    takers.forget(connection, lane)
    own_credits.forget(connection, lane)
    stays.forget(connection, lane)
    timers.cancel_all(connection, lane)


def follow(connection: sa.Connection, moved: Moved) -> None:
    """Let all that is known of the item be known of it where it is now; a second time changes nothing."""
    if moved.old == moved.new.lane:
        return
    _item(connection, moved)
    waiting.follow(connection, moved)
    for table, key in _KEPT:
        _take_along(connection, table, key, moved)
    for told in (decision, mention):
        connection.execute(sa.update(told).where(told.c.lane == moved.old).values(lane=moved.new.lane))


def _item(connection: sa.Connection, moved: Moved) -> None:
    known, new = items.find(connection, moved.old), moved.new
    if known is None:
        return
    items.forget(connection, moved.old)
    # The comment and the card are looked for again: GitHub may know them by other ids there.
    there = replace(
        known, lane=new.lane, installation=new.installation, repo_id=new.repo_id, repo=new.repo,
        repo_node=new.repo_node, private=moved.private, number=new.number, node_id=new.node,
        comment_id=None, card_id=None, card_board=None, github_updated_at=None,
    )  # fmt: skip
    items.save_if_new(connection, there)


def _take_along(connection: sa.Connection, table: sa.Table, key: tuple[str, ...], moved: Moved) -> None:
    """What is known in both places stays as the new one has it."""
    column = table.c.item if table is ledger else table.c.lane
    other = table.alias()
    also = other.c.item if table is ledger else other.c.lane
    same = sa.and_(also == moved.new.lane, *(other.c[name] == table.c[name] for name in key))
    connection.execute(sa.delete(table).where(column == moved.old, sa.exists().where(same)))
    connection.execute(sa.update(table).where(column == moved.old).values({column.name: moved.new.lane}))
