"""What a bot that serves has in memory."""

import subprocess
import sys

import pytest

NOT_FOR_SERVING = [
    "alembic",
    "bot.demo",
    "bot.doctor",
    "bot.sandbox",
    "fastapi",
    "jinja2",
    "jsonschema",
    "psycopg",
    "webhooks.pages",
    "webhooks.visitors",
]
"""What is imported when it is first used, for hearing and acting go without it."""


@pytest.mark.process
def test_a_bot_that_serves_has_nothing_in_memory_that_it_may_never_need() -> None:
    code = "import sys, bot.cli, webhooks.running; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    there = set(run.stdout.split())
    assert "webhooks.app" in there
    assert [name for name in NOT_FOR_SERVING if name in there] == []
