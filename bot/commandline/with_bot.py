"""The whole bot for the length of one command: settings, database and GitHub opened, and closed again."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot import logs, settings
from bot.assembly import AssembledBot, bot_for
from bot.clock import Clock, SystemClock
from bot.settings import Settings
from bot.store.executor import open_store
from bot.store.servertime import clock_of

T = TypeVar("T")


def with_bot(work: Callable[[AssembledBot, Settings, Clock], Awaitable[T]]) -> T:
    """What a work with the whole bot results in.

    Raises:
        SettingsError: something is missing in the settings, or is not right.
        FingerpostError: the database cannot be used, or as the work raises it.
    """
    given = settings.load()
    url = given.database_url.get_secret_value()
    clock = clock_of(url, SystemClock())
    logs.set_up("console", colours=not given.no_color, secrets=given.secrets)
    open_bot = bot_for(given, clock)

    async def run() -> T:
        store = await open_store(url, clock)
        try:
            async with open_bot(store) as bot:
                return await work(bot, given, clock)
        finally:
            await store.close()

    return asyncio.run(run())
