"""Forgets what is older than the retention: payloads of finished deliveries, and records of decisions."""

import asyncio
from datetime import timedelta
from functools import partial

import structlog

from bot import backlog
from bot.clock import Clock, milliseconds
from bot.store import decisions
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor

_EVERY_S = 3600.0

_log = structlog.get_logger(__name__)


async def tidy(store: StoreExecutor, clock: Clock, retention: timedelta) -> int:
    """Forget all that is too old, in pieces small enough that nobody waits long.

    Returns:
        How many deliveries and decisions that was.
    """
    before = milliseconds(clock.now() - retention)
    forgotten = 0
    for purge in (backlog.purge, decisions.purge):
        while purged := await store.write(partial(purge, older_than=before)):
            forgotten += purged
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
