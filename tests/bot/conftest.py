"""A real store for each test, and a clock that is set by hand."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import milliseconds
from bot.store.executor import StoreExecutor, open_store


class HandClock:
    """A clock that stands still until it is set forward."""

    def __init__(self) -> None:
        self._now = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    @property
    def ms(self) -> int:
        return milliseconds(self._now)

    def forward(self, ms: int) -> None:
        self._now += timedelta(milliseconds=ms)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def store(store_url: str, clock: HandClock) -> AsyncIterator[StoreExecutor]:
    opened = await open_store(store_url, clock)
    yield opened
    await opened.close()
