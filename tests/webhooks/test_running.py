"""What a bot that serves has in memory."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.sandbox.testing import private_pem

NOT_FOR_SERVING = [
    "alembic",
    "bot.backtest.replay",
    "bot.demo",
    "bot.doctor",
    "bot.sandbox",
    "charset_normalizer",
    "fastapi",
    "jinja2",
    "jsonschema",
    "markdown_it",
    "platformdirs",
    "psycopg",
    "pygments",
    "rich",
    "sqlalchemy.dialects.postgresql",
    "webhooks.pages",
    "webhooks.visitors",
]
"""What is imported when it is first used, for hearing and acting go without it."""


PROGRAM = """if True:
    import asyncio, sys
    from bot import cli

    def begins(**_):
        print(*sys.modules)
        raise SystemExit

    asyncio.Runner = begins
    cli.serve(no_worker=False, workers=None)
"""
"""Does what `fingerpost serve` does, up to where it begins to listen."""


@pytest.mark.process
def test_a_bot_that_serves_has_nothing_in_memory_that_it_may_never_need(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {
        "FINGERPOST_HOME": str(tmp_path),
        "FINGERPOST_PORT": str(port),
        "GITHUB_APP_ID": "1",
        "GITHUB_PRIVATE_KEY": private_pem(),
        "GITHUB_WEBHOOK_SECRET": "a-secret-that-is-long-enough",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    run = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, env=settings, capture_output=True, text=True, check=False
    )
    there = set(run.stdout.split())
    assert (run.returncode, run.stderr, "webhooks.app" in there) == (0, "", True)
    assert [name for name in NOT_FOR_SERVING if name in there] == []
