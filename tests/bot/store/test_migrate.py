"""The migrations build exactly the tables that the code speaks of."""

import asyncio
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.inbox import Desk
from bot.store import database, items
from bot.store.community import metadata
from bot.store.errors import StoreUnusable
from bot.store.executor import open_store
from bot.store.migrate import create, upgrade

STEPS = sorted((Path(__file__).parents[3] / "bot" / "store" / "migrations" / "versions").glob("m[0-9]*.py"))
LAST = STEPS[-1].stem[1:5]


# SQLAlchemy does not read such an index of a SQLite file; the plan of `named` is looked at in its own test.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index"),
    pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index"),
]


async def test_the_migrations_build_the_schema(by_steps: sa.Engine) -> None:
    with by_steps.connect() as connection:
        assert list(compare_metadata(MigrationContext.configure(connection), metadata)) == []


async def test_a_database_that_is_made_at_once_is_as_the_migrations_build_it(
    by_steps: sa.Engine, store_url: str
) -> None:
    with by_steps.begin() as connection:
        built = _tables(connection)
        for name in built:
            connection.execute(sa.text(f"DROP TABLE {name}"))
    with by_steps.begin() as connection:
        create(connection)
        made = _tables(connection)
    assert made == built
    assert {"inbox", "ledger", "alembic_version"} <= built.keys()
    assert ("AUTOINCREMENT" in str(built["inbox"])) == store_url.startswith("sqlite")


def _index(found: Any) -> str:
    """An index in words; the condition of a partial one is an object."""
    conditions = {name: str(value) for name, value in found.get("dialect_options", {}).items()}
    return repr((found["name"], found["column_names"], found["unique"], conditions))


def _tables(connection: sa.Connection) -> dict[str, Any]:
    """Everything that a database tells of its tables."""
    inspector = sa.inspect(connection)
    kept = sa.text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
    numbered = list(connection.execute(kept).scalars()) if connection.dialect.name == "sqlite" else []
    return {
        name: {
            "columns": [{**column, "type": str(column["type"])} for column in inspector.get_columns(name)],
            "key": inspector.get_pk_constraint(name),
            "unique": sorted(map(repr, inspector.get_unique_constraints(name))),
            "indexes": sorted(map(_index, inspector.get_indexes(name))),
            "numbered": "AUTOINCREMENT" if name in numbered else "",
        }
        for name in inspector.get_table_names()
    }


async def test_a_database_of_a_newer_version_is_refused_in_words(store_url: str, clock: Any) -> None:
    store = await open_store(store_url, clock)
    newer = sa.text("UPDATE alembic_version SET version_num = '9999'")
    await store.write(lambda connection: connection.execute(newer).rowcount)
    await store.close()
    with pytest.raises(StoreUnusable) as refused:
        await open_store(store_url, clock)
    assert str(refused.value) == (
        f"The database was made by a newer version of Fingerpost (it has step 9999, this one knows {LAST} as the last)."
        " Install that version or a newer one. A database does not go back: to run this one, restore a backup from "
        "before the upgrade, or name another database in DATABASE_URL."
    )


@pytest.fixture
def empty(store_url: str) -> Iterator[sa.Engine]:
    """A database in which there is nothing."""
    if store_url.startswith("sqlite"):
        database.make_file(database.parse(store_url))
    engine = database.writer(database.parse(store_url), 1)
    yield engine
    engine.dispose()


@pytest.fixture
def by_steps(empty: sa.Engine) -> sa.Engine:
    """A database that has come all the way."""
    with empty.begin() as connection:
        upgrade(connection)
    return empty


@pytest.fixture
def older(empty: sa.Engine) -> sa.Engine:
    """A database as the first version made it, with a delivery that waits."""
    with empty.begin() as connection:
        upgrade(connection, "0001")
        connection.execute(
            sa.text(
                "INSERT INTO inbox (delivery, event, lane, installation, body, state, received) "
                "VALUES ('d', 'issues.opened', '1#1', 7, NULL, 'ready', 1)"
            )
        )
        connection.execute(sa.text("INSERT INTO lane (lane, installation, due, lease) VALUES ('1#1', 7, 1, '')"))
    return empty


async def test_what_waits_in_an_older_database_waits_in_the_new_one(
    older: sa.Engine, store_url: str, clock: Any
) -> None:
    older.dispose()
    store = await open_store(store_url, clock)
    (claim,) = await store.write(lambda connection: Desk("new").claim(connection, clock.ms, 5, 60_000))
    await store.close()
    assert (claim.lane, [waiting.delivery for waiting in claim.deliveries]) == ("1#1", ["d"])


def test_items_of_an_older_database_stand_where_they_were_seen_last(empty: sa.Engine) -> None:
    columns = "lane, installation, repo_id, repo, repo_node, private, kind, number, node_id, title, url, author, state"
    row = "'1#1', 7, 1, 'a/b', 'R', false, 'issue', 1, 'I', 'It', '', 'ada', 'open'"
    with empty.begin() as connection:
        upgrade(connection, "0002")
        made = f"INSERT INTO item ({columns}, standing, seen_at) VALUES ({row}, '{{}}', 5)"  # noqa: S608 - all ours
        connection.execute(sa.text(made))
    with empty.begin() as connection:
        upgrade(connection)
        assert connection.execute(sa.text("SELECT lane, since, stage, open FROM stay")).all() == [("1#1", 5, "", True)]
        assert items.find(connection, "1#1").assignees == ()  # type: ignore[union-attr]  # it is there


@pytest.mark.postgres
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
async def test_an_older_process_that_could_not_go_on_is_waited_for(
    older: sa.Engine, store_url: str, clock: Any
) -> None:
    older.dispose()
    process = sa.create_engine(store_url, connect_args={"application_name": "fingerpost"})
    with process.connect() as connection:
        connection.execute(sa.select(1))
        with pytest.raises(StoreUnusable, match="and 1 of its connections are open"):
            await open_store(store_url, clock)
    process.dispose()
    store = await open_store(store_url, clock)
    found = await store.read(lambda connection: connection.execute(sa.text("SELECT * FROM alembic_version")).all())
    await store.close()
    assert found == [(LAST,)]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.stem)
def test_a_step_that_older_processes_live_with_only_adds(step: Path) -> None:
    source = step.read_text(encoding="utf-8")
    (beside,) = re.findall(r"^beside_older = (True|False)", source, re.MULTILINE)
    takes = re.findall(r"drop_\w+|alter_column|rename_\w+", source)
    assert beside == "False" or takes == []


@pytest.mark.parametrize("anew", [True, False])
async def test_a_database_of_today_needs_no_migration_program(anew: bool, tmp_path: Path, clock: Any) -> None:
    url = f"sqlite:///{tmp_path / 'fingerpost.db'}"
    if not anew:
        await (await open_store(url, clock)).close()
    program = (
        "import asyncio, sys; from bot.store.executor import open_store; from bot.clock import SystemClock\n"
        "async def run(): await (await open_store(sys.argv[1], SystemClock())).close()\n"
        "asyncio.run(run()); print('alembic' in sys.modules)"
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program, url), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert (process.returncode, said.strip()) == (0, b"False")


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
