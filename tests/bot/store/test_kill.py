"""A real process, killed while it acknowledges: everything that it acknowledged is there."""

import os
import signal
import subprocess
import sys

import pytest
import sqlalchemy as sa

from bot.store.schema import inbox, lane

WRITER = """
import asyncio, os, sys
from bot.clock import SystemClock
from bot.inbox import Inbox, Incoming
from bot.store.executor import open_store

async def main():
    store = await open_store(sys.argv[1], SystemClock())
    door = Inbox(store)

    async def put(who):
        for n in range(10_000):
            delivery = f"{sys.argv[2]}-{who}-{n}"
            await door.put(Incoming(delivery, "issues", f"{who}#{n % 7}", 1, os.urandom(500), 1))
            os.write(1, f"{delivery}\\n".encode())

    await asyncio.gather(*(put(who) for who in range(16)))

asyncio.run(main())
"""


def kill_while_writing(url: str, name: str, after: int) -> set[str]:
    """Start a writer, kill it after it acknowledged some deliveries, and return all that it acknowledged."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, url, name], stdout=subprocess.PIPE)  # noqa: S603 - our own
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(after)]
    os.kill(process.pid, signal.SIGKILL)
    rest, _ = process.communicate()
    said = b"".join(lines) + rest
    return {line.decode() for line in said.splitlines(keepends=False) if line.startswith(name.encode())}


@pytest.mark.process
def test_every_acknowledged_delivery_survives_kill_9(store_url: str) -> None:
    acknowledged = kill_while_writing(store_url, "first", 50) | kill_while_writing(store_url, "second", 300)
    engine = sa.create_engine(store_url)
    with engine.connect() as connection:
        stored = set(connection.execute(sa.select(inbox.c.delivery)).scalars())
        lanes = set(connection.execute(sa.select(lane.c.lane)).scalars())
        needed = set(connection.execute(sa.select(inbox.c.lane)).scalars())
        if store_url.startswith("sqlite"):
            assert connection.execute(sa.text("PRAGMA integrity_check")).scalar_one() == "ok"
    engine.dispose()
    assert len(acknowledged) >= 350
    assert acknowledged - stored == set()
    assert lanes == needed
