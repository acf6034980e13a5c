"""Leaves out the tests whose needs this machine lacks, says how to get them, and makes databases for the others."""

import os
import sys
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
# How long a machine takes says nothing of what it found.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")
# For `make fuzz`.
settings.register_profile("fuzz", settings.get_profile("suite"), max_examples=10_000)

LEFT_OUT = pytest.StashKey[Counter[str]]()


def _missing() -> dict[str, str]:
    """Each marker whose need is not there, with the way to get it."""
    missing = {}
    if not (ROOT / ".contract" / "node_modules").is_dir():
        missing["contract"] = "`make contract-data` gets GitHub's published descriptions (needs npm)"
    if not os.environ.get("FINGERPOST_TEST_POSTGRES"):  # noqa: TID251 - the tests' own switch, not a setting of the bot
        missing["postgres"] = "set FINGERPOST_TEST_POSTGRES to the URL of a PostgreSQL server"
    if not os.environ.get("FINGERPOST_KILL_ROUNDS"):  # noqa: TID251 - as above
        missing["kill"] = "`make kill` runs them; in the suite, FINGERPOST_KILL_ROUNDS=3 does"
    return missing


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = Counter()
    missing = _missing()
    if missing and os.environ.get("FINGERPOST_REQUIRE_ALL") == "1":  # noqa: TID251 - as above
        raise pytest.UsageError(
            *(f"FINGERPOST_REQUIRE_ALL=1, but {name} tests cannot run: {how}" for name, how in missing.items())
        )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = _missing()
    lacking = {item: next((m for m in reversed(missing) if item.get_closest_marker(m)), None) for item in items}
    config.stash[LEFT_OUT] = Counter(need for need in lacking.values() if need)
    config.hook.pytest_deselected(items=[item for item in items if lacking[item]])
    items[:] = [item for item in items if not lacking[item]]


def pytest_runtest_setup() -> None:
    """Under mutation testing each test begins with nothing remembered: what one made, others would not reach."""
    if "MUTANT_UNDER_TEST" not in os.environ:  # noqa: TID251 - mutmut's
        return
    for name, module in list(sys.modules.items()):
        if name.startswith(("rules.", "bot.")):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()


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
def _database() -> Iterator[str]:
    """A new database on the PostgreSQL server that the tests are told of."""
    name = f"fingerpost_test_{uuid.uuid4().hex[:12]}"
    given = os.environ["FINGERPOST_TEST_POSTGRES"]  # noqa: TID251 - as above
    server = sa.create_engine(given, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    try:
        yield server.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL database."""
    with _database() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database: a SQLite file and, where there is a server, a PostgreSQL one."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'fingerpost.db'}"
        return
    with _database() as url:
        yield url
