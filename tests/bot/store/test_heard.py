"""What was heard of an item before; a damaged delivery hides no other one."""

from functools import partial

import sqlalchemy as sa

from bot.inbox import Desk, Inbox, Incoming, finish
from bot.queue.claim import Done
from bot.store.executor import StoreExecutor
from bot.store.heard import Heard, dealt_with
from bot.store.schema import inbox


async def test_what_is_damaged_tells_nothing_and_the_others_are_told(store: StoreExecutor) -> None:
    for name in ("a", "b"):
        await Inbox(store).put(Incoming(name, "issues.opened", "1#7", 1, name.encode(), 1_000))
    (claim,) = await store.write(partial(Desk("me").claim, now=2_000, wanted=1, lease_ms=60_000))
    outcomes = {waiting.seq: Done("looked") for waiting in claim.deliveries}
    assert await store.write(partial(finish, claim=claim, outcomes=outcomes, now=3_000))
    damage = sa.update(inbox).where(inbox.c.delivery == "a").values(body=b"\0damaged")
    await store.write(lambda connection: connection.execute(damage).rowcount)
    heard = [await store.read(partial(dealt_with, lane="1#7", since=since)) for since in (3_000, 3_001)]
    assert heard == [[Heard("b", "issues.opened", b"b")], []]
