"""A trial for which somebody waits: beside all other work, and no longer than they do."""

import asyncio
import threading
from functools import partial
from typing import Any

from bot.backtest.history import History
from bot.backtest.trial import trial
from rules.book import Rulebook
from rules.facts import Facts


async def timed_trial(
    history: History, around: Facts, books: tuple[Rulebook, Rulebook], most: int, seconds: float
) -> dict[str, Any]:
    """As `trial` has it, with as many items as can be played in some seconds."""
    over = threading.Event()
    end = asyncio.get_running_loop().call_later(seconds, over.set)
    try:
        return await asyncio.to_thread(partial(trial, history, around, books, most, goes_on=lambda: not over.is_set()))
    finally:
        end.cancel()
        over.set()  # whoever does not wait any more needs no play
