"""The migrations build exactly the tables that the code speaks of."""

from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.store.errors import StoreUnusable
from bot.store.executor import StoreExecutor, open_store
from bot.store.schema import metadata


async def test_the_migrations_build_the_schema(store: StoreExecutor) -> None:
    def differences(connection: sa.Connection) -> list[Any]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    assert await store.read(differences) == []


async def test_a_database_of_a_newer_version_is_refused(store_url: str, clock: Any) -> None:
    store = await open_store(store_url, clock)
    newer = sa.text("UPDATE alembic_version SET version_num = '9999'")
    await store.write(lambda connection: connection.execute(newer).rowcount)
    await store.close()
    with pytest.raises(StoreUnusable, match="another version of Fingerpost"):
        await open_store(store_url, clock)


@pytest.mark.parametrize(
    ("question", "index"),
    [
        ("SELECT count(*) FROM inbox WHERE state = 'ready'", "inbox_ready"),
        ("SELECT count(*) FROM inbox WHERE state = 'dead'", "inbox_dead"),
        ("SELECT * FROM ledger WHERE item = 'x' AND state = 'intended'", "ledger_open"),
        ("SELECT * FROM ledger WHERE item = 'x' AND verb = 'label' AND target = 'bug'", "ledger_deeds"),
        ("SELECT * FROM lane WHERE installation = 1 AND due <= 5 ORDER BY due", "lane_turn"),
    ],
)
async def test_a_long_history_costs_nothing(tmp_path: Any, clock: Any, question: str, index: str) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'fingerpost.db'}", clock)
    details = await store.read(
        lambda connection: [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}")]
    )
    assert [index in detail for detail in details] == [True]
    await store.close()
