"""A real store for each test, and a clock that is set by hand."""

import logging
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import structlog

from bot import logs
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
async def store(made_url: str, clock: HandClock) -> AsyncIterator[StoreExecutor]:
    opened = await open_store(made_url, clock)
    yield opened
    await opened.close()


@pytest.fixture
def log_put_back() -> Iterator[None]:
    """What is done to the log is undone in the end."""
    root, before = logging.getLogger(), structlog.get_config()
    yield
    structlog.configure(**before)
    for handler in [each for each in root.handlers if isinstance(each, logs._Handler)]:
        root.removeHandler(handler)
    root.setLevel(logging.WARNING)
    for name in logs._NOISY:
        logging.getLogger(name).setLevel(logging.NOTSET)
