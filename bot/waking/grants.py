"""Looks again at what waits for a change of the community's files.

A nomination passed: the role may be in force now. The steps of a pathway are followed: a group may have all it needs.
"""

from datetime import datetime

import sqlalchemy as sa

from bot.clock import milliseconds
from bot.inbox import Incoming
from bot.item import item_lane
from bot.store import items, records, voting
from bot.voting.granting import PENDING
from bot.waking.looks import as_delivery, look_at
from rules.steps import FOLLOWED

MOST = 200
"""Of how many items at most the steps are looked at."""


def looks_at_waiting(connection: sa.Connection, repo_id: int, why: str, now: datetime) -> list[Incoming]:
    """One look for each such item of a repository; the same reason is a repeat."""
    since = milliseconds(now - PENDING)
    found = []
    passed = voting.passed(connection, item_lane(repo_id, 0).removesuffix("0"), since)
    stepping = [item_lane(repo_id, number) for number, _, _ in records.newest(connection, repo_id, FOLLOWED, MOST)]
    for lane in dict.fromkeys((*passed, *stepping)):
        record = items.find(connection, lane)
        if record is not None and (lane in passed or record.state == "open"):
            found.append(as_delivery(look_at(record), why, milliseconds(now)))
    return found
