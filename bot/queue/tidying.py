"""Forgets what nobody needs any more, so that nothing grows for ever.

Payloads, decisions and mentions go after the retention. The ids of deliveries stay longer, so that a repeat is known as
long as GitHub may send one: three days, seven on Enterprise Server, a month by older pages. What the bot did to an item
is what it takes for its own: that stays as long as the item is open, and a year longer.
"""

import asyncio
from datetime import timedelta
from functools import partial

import structlog

from bot import ledger
from bot.clock import Clock, milliseconds
from bot.queue import backlog
from bot.store import absences, decisions, forgetting, items, mentions, news, redeliveries, stays, takers
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor

_EVERY_S = 3600.0
IDS = timedelta(days=35)
DEEDS = timedelta(days=365)
NEWS = timedelta(hours=3)
"""Longer than anything is kept in memory."""

_log = structlog.get_logger(__name__)


async def tidy(store: StoreExecutor, clock: Clock, retention: timedelta) -> int:
    """Forget all that is too old, in pieces small enough that nobody waits long.

    Returns:
        How much that was.
    """
    now, ids, deeds = clock.now(), max(retention, IDS), max(retention, DEEDS)
    forgotten = 0
    for purge, age in (
        (backlog.purge, retention),
        (decisions.purge, retention),
        (mentions.purge, retention),
        (absences.purge, retention),
        (backlog.forget, ids),
        (redeliveries.purge, ids),
        (takers.purge, deeds),
        (stays.purge, deeds),
        (forgetting.purge, deeds),
        (news.purge, NEWS),
    ):
        while purged := await store.write(partial(purge, older_than=milliseconds(now - age))):
            forgotten += purged
    return forgotten + await _done_with(store, milliseconds(now - deeds))


async def _done_with(store: StoreExecutor, before: int) -> int:
    """Forget items that were closed long ago, and first what was done to them; found by a reader: it may take long."""
    forgotten = 0
    while old := await store.read(partial(ledger.done_with, older_than=before)):
        forgotten += await store.write(partial(ledger.forget, entries=old))
    while closed := await store.write(partial(items.forget_closed, older_than=before)):
        forgotten += closed
    return forgotten


async def keep_tidy(store: StoreExecutor, clock: Clock, retention: timedelta, every_s: float = _EVERY_S) -> None:
    """Tidy now and then until cancelled; a store that does not answer is left for the next time."""
    while True:
        try:
            if forgotten := await tidy(store, clock, retention):
                _log.info("tidied", forgotten=forgotten)
        except StoreUnavailable as error:
            _log.warning("not tidied", reason=str(error))
        await asyncio.sleep(every_s)
