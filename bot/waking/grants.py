"""Looks again at nominations that passed, once the people file changed: the role may be in force now."""

from datetime import datetime

import sqlalchemy as sa

from bot.clock import milliseconds
from bot.inbox import Incoming
from bot.item import item_lane
from bot.store import items, voting
from bot.voting.granting import PENDING
from bot.waking.again import LookAgain
from bot.waking.looks import as_delivery
from bot.waking.nodes import ref_of


def looks_at_grants(connection: sa.Connection, repo_id: int, why: str, now: datetime) -> list[Incoming]:
    """One look for each item of a repository on which a nomination passed lately; the same reason is a repeat."""
    since = milliseconds(now - PENDING)
    found = []
    for lane in voting.passed(connection, item_lane(repo_id, 0).removesuffix("0"), since):
        record = items.find(connection, lane)
        if record is not None:
            item = ref_of(record)
            look = LookAgain(
                installation=item.installation,
                repo_id=item.repo_id,
                repo_node=item.repo_node,
                repo=item.repo,
                private=record.private,
                kind=item.kind,
                number=item.number,
                node=item.node,
                url=record.url,
                author=record.author,
            )
            found.append(as_delivery(look, why, milliseconds(now)))
    return found
