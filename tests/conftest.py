"""Leaves out the tests whose needs this machine lacks, says which of the others count, and makes databases for them."""

import gc
import os
import shutil
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import structlog
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
# How long a machine takes says nothing of what it found; the same code gets the same answer each time.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("suite")
# For `make fuzz`: elsewhere each time.
settings.register_profile("fuzz", settings.get_profile("suite"), max_examples=10_000, derandomize=False)

# Rich draws a traceback, which nobody looks at, for longer than most tests take.
PLAIN = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
structlog.configure(processors=[*structlog.get_config()["processors"][:-1], PLAIN])

LEFT_OUT = pytest.StashKey[Counter[str]]()
# The markers of tests whose lines do not count as tested, the longest tests first.
UNCOUNTED = ("kill", "uncounted", "hypothesis", "contract", "postgres")
# By this coverage tells a process that it is watched.
WATCHED = "COVERAGE_PROCESS_CONFIG"
HANG_UP = sa.text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
NOTHING_LEFT = sa.text(
    "DO $$ DECLARE one regclass; BEGIN FOR one IN SELECT oid FROM pg_class WHERE relkind = 'r' "
    "AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version' "
    "LOOP EXECUTE 'DELETE FROM ' || one; END LOOP; END $$"
)
COUNT_ANEW = sa.text("SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences")
STORES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def _missing() -> dict[str, str]:
    """Each marker whose need is not there, with the way to get it."""
    missing = {}
    if not (ROOT / ".contract" / "node_modules").is_dir():
        missing["contract"] = "`make contract-data` gets GitHub's published descriptions (needs npm)"
    if not os.environ.get("FINGERPOST_TEST_POSTGRES"):  # noqa: TID251 - the tests' own switch, not a setting of the bot
        missing["postgres"] = "set FINGERPOST_TEST_POSTGRES to the URL of a PostgreSQL server"
    if not os.environ.get("FINGERPOST_KILL_ROUNDS"):  # noqa: TID251 - as above
        missing["kill"] = "`make kill` runs them; in the suite, FINGERPOST_KILL_ROUNDS=3 does"
    if not (shutil.which("chromium") or shutil.which("google-chrome")):
        missing["browser"] = "install Chromium (`apt-get install chromium`)"
    return missing


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = Counter()
    missing = _missing()
    if missing and os.environ.get("FINGERPOST_REQUIRE_ALL") == "1":  # noqa: TID251 - as above
        raise pytest.UsageError(
            *(f"FINGERPOST_REQUIRE_ALL=1, but {name} tests cannot run: {how}" for name, how in missing.items())
        )


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    # Thousands of tests are made that stay: to look for rubbish among them, now and later, takes long and finds none.
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = _missing()
    lacking = {item: next((m for m in reversed(missing) if item.get_closest_marker(m)), None) for item in items}
    config.stash[LEFT_OUT] = Counter(need for need in lacking.values() if need)
    config.hook.pytest_deselected(items=[item for item in items if lacking[item]])
    # What is made once and kept is made where it counts: those that do not count come last, the longest first.
    items[:] = sorted((item for item in items if not lacking[item]), key=_place)


def pytest_runtest_setup() -> None:
    """Under mutation testing each test begins with nothing remembered: what one made, others would not reach."""
    if "MUTANT_UNDER_TEST" not in os.environ:  # noqa: TID251 - mutmut's
        return
    for name, module in list(sys.modules.items()):
        if name.startswith(("rules.", "bot.")):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()


def _place(item: pytest.Item) -> int:
    """Where among the others a test runs; 0 if the lines that it reaches count as tested.

    Those that an example or a blow happens to hit do not: what is tested must not hang on chance. To be watched would
    also slow their many runs down the most. What GitHub publishes and a second database lead to nothing that decides,
    and to be watched doubles the time that they take.
    """
    return next((place for place, mark in enumerate(UNCOUNTED, 1) if item.get_closest_marker(mark)), 0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    if not _place(item) or WATCHED not in os.environ:  # noqa: TID251 - coverage's
        return (yield)
    # Not by coverage's own pause: that ends it for good in threads which live longer than the test.
    watcher, of_threads = sys.gettrace(), threading.gettrace()
    told = os.environ.pop(WATCHED)  # noqa: TID251 - as above
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(watcher)
        threading.settrace(of_threads)
        os.environ[WATCHED] = told  # noqa: TID251 - as above


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:  # only pytest-xdist's workers have it
        left_out = session.config.stash[LEFT_OUT]
        output["left_out"] = dict(left_out)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    # Every worker collects everything, so the counts are the same and must not be added up.
    left_out = node.config.stash[LEFT_OUT]
    left_out |= Counter(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name, how in _missing().items():
        if count := config.stash[LEFT_OUT][name]:
            terminalreporter.write_line(f"{name} tests left out ({count}): {how}.")


@contextmanager
def _postgres_database() -> Iterator[sa.Engine]:
    """A database of this run's own on the PostgreSQL server that the tests are told of."""
    name = f"fingerpost_test_{uuid.uuid4().hex[:12]}"
    given = os.environ["FINGERPOST_TEST_POSTGRES"]  # noqa: TID251 - as above
    server = sa.create_engine(given, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield sa.create_engine(server.url.set(database=name), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with server.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


def _make(url: sa.URL) -> None:
    """Make the tables of today's schema."""
    from bot.store import database  # noqa: PLC0415 - what is imported before coverage watches counts as never run
    from bot.store.migrate import migrate  # noqa: PLC0415 - as above

    if url.drivername == "sqlite":
        database.make_file(url)
    engine = database.writer(url, 1)
    migrate(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_empty() -> Iterator[sa.Engine]:
    """The PostgreSQL database that is empty for each test anew."""
    with _postgres_database() as engine:
        yield engine


@pytest.fixture
def postgres_url(postgres_empty: sa.Engine) -> str:
    """An empty PostgreSQL database: the same for all, since to drop one the server writes all that it holds to disk."""
    with postgres_empty.connect() as connection:
        connection.execute(HANG_UP)
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    return postgres_empty.url.render_as_string(hide_password=False)


@pytest.fixture(params=STORES)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database: a SQLite file and, where there is a server, a PostgreSQL one."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'fingerpost.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(scope="session")
def sqlite_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with today's tables, to be copied."""
    url = sa.make_url(f"sqlite:///{tmp_path_factory.mktemp('made') / 'fingerpost.db'}")
    _make(url)
    return Path(str(url.database))


@pytest.fixture(scope="session")
def postgres_made() -> Iterator[sa.Engine]:
    """The PostgreSQL database whose tables stay."""
    with _postgres_database() as engine:
        _make(engine.url)
        yield engine


@pytest.fixture(params=STORES)
def made_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """As `store_url`, with today's tables, which take longer to make than most tests; nothing is in them."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(request.getfixturevalue('sqlite_made'), tmp_path)}"
    engine: sa.Engine = request.getfixturevalue("postgres_made")
    with engine.connect() as connection:
        connection.execute(HANG_UP)
        connection.execute(NOTHING_LEFT)
        connection.execute(COUNT_ANEW)
    return engine.url.render_as_string(hide_password=False)
