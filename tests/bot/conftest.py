"""A real store for each test: a SQLite file and, where FINGERPOST_TEST_POSTGRES is set, a PostgreSQL database."""

import os
import uuid
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.clock import milliseconds
from bot.store.executor import StoreExecutor, open_store

POSTGRES = os.environ.get("FINGERPOST_TEST_POSTGRES")  # noqa: TID251 - tests are told where the server is


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


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'fingerpost.db'}"
        return
    name = f"fingerpost_test_{uuid.uuid4().hex[:12]}"
    server = sa.create_engine(str(POSTGRES), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    try:
        yield server.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


@pytest.fixture
async def store(store_url: str, clock: HandClock) -> AsyncIterator[StoreExecutor]:
    opened = await open_store(store_url, clock)
    yield opened
    await opened.close()
