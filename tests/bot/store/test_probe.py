"""A store that can be read but not written is not ready."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.store.executor import StoreExecutor, open_store
from bot.store.probe import Probe


async def test_a_store_that_can_be_written_lacks_nothing(store: StoreExecutor, made_url: str) -> None:
    probe = Probe(made_url, store)
    assert [await probe.missing(), await probe.missing()] == [None, None]


async def test_many_who_ask_cost_one_write(store: StoreExecutor, made_url: str) -> None:
    writes = []

    class Counting:
        async def write(self, work: Any) -> Any:
            writes.append(work)
            return await store.write(work)

    probe = Probe(made_url, Counting())  # type: ignore[arg-type]  # as far as it goes
    assert await asyncio.gather(*(probe.missing() for _ in range(50))) == [None] * 50
    assert len(writes) == 1


async def test_a_store_that_is_gone_is_named(store: StoreExecutor, made_url: str) -> None:
    await store.close()
    assert await Probe(made_url, store).missing() == "The store is closed"


async def test_a_file_that_may_not_grow_is_noticed_though_it_reads_well(tmp_path: Path, clock: Any) -> None:
    url = f"sqlite:///{tmp_path / 'fingerpost.db'}"
    store = await open_store(url, clock)
    await store.write(lambda connection: connection.exec_driver_sql("PRAGMA query_only=ON").close())
    reads = await store.read(lambda connection: connection.execute(sa.select(1)).scalar_one())
    missing = await Probe(url, store).missing()
    await store.close()
    assert (reads, missing) == (1, "The database is not available: its file cannot be written")


@pytest.mark.parametrize(("needed", "enough"), [(1, True), (1 << 60, False)])
async def test_a_disk_without_room_is_noticed_before_it_is_full(
    tmp_path: Path, clock: Any, *, needed: int, enough: bool
) -> None:
    url = f"sqlite:///{tmp_path / 'fingerpost.db'}"
    store = await open_store(url, clock)
    missing = await Probe(url, store, least_free=needed).missing()
    await store.close()
    assert (missing is None) is enough
    assert enough or str(missing).endswith(f"MiB left; {needed // 2**20} are needed")
