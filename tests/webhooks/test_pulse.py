"""Only what was written is a sign of life."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.clock import SystemClock
from bot.store.errors import StoreUnavailable
from bot.store.executor import open_store
from webhooks.pulse import Pulse


def one(connection: sa.Connection) -> int:
    return int(connection.execute(sa.select(1)).scalar_one())


async def test_a_write_is_a_beat_and_all_else_passes_unfelt(tmp_path: Path) -> None:
    pulse = Pulse(await open_store(f"sqlite:///{tmp_path / 'test.db'}", SystemClock()))
    results = [await pulse.read(one), await pulse.write_together(lambda _, arguments: arguments, 2)]
    before = pulse.silence()
    results.append(await pulse.write(one))
    after = pulse.silence()
    await pulse.close()
    assert (results, before, after < before) == ([1, 2, 1], float("inf"), True)


async def test_a_write_that_fails_is_none(tmp_path: Path) -> None:
    pulse = Pulse(await open_store(f"sqlite:///{tmp_path / 'test.db'}", SystemClock()))
    await pulse.close()
    with pytest.raises(StoreUnavailable):
        await pulse.write(one)
    assert pulse.silence() == float("inf")
