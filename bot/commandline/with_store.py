"""The database for the length of one command."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from bot import logs, settings
from bot.clock import SystemClock, milliseconds
from bot.store import database
from bot.store.executor import StoreExecutor, open_store
from bot.store.servertime import clock_of

T = TypeVar("T")


def with_store(work: Callable[[StoreExecutor, int], Awaitable[T]], *, none: T) -> T:
    """What a work on the store, at its present moment, results in; `none` where nothing has ever been stored.

    Raises:
        SettingsError: something is missing in the settings, or is not right.
        FingerpostError: the database cannot be used.
    """
    given = settings.load()
    logs.set_up(given.log, colours=not given.no_color, secrets=given.secrets)
    url = given.database_url.get_secret_value()
    address = database.parse(url)
    if database.is_embedded(address) and not Path(str(address.database)).exists():
        return none

    async def run() -> T:
        clock = clock_of(url, SystemClock())
        store = await open_store(url, clock)
        try:
            return await work(store, milliseconds(clock.now()))
        finally:
            await store.close()

    return asyncio.run(run())
