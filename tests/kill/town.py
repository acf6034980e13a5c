"""A simulated GitHub in which people open issues, and the bot as real processes that can be killed."""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from bot.demo.errors import DemoError
from bot.demo.processes import HOST, Program, free_port
from bot.sandbox.testing import APP, Running, SandboxClient, private_pem, running_sandbox
from bot.store.schema import inbox

SECRET = "the secret of the town"
PLACES = [f"quarter{n}/paths" for n in range(4)]  # several, so that GitHub's limits for each are far
RULES = """
project: {purpose: We mend paths}
rules:
  - name: welcome
    on: issues.opened
    do: [{label: seen}, {comment: "Hello {author}."}, {assign: ben}]
  - name: go
    on: issues.labeled
    when: {label: go}
    do: [{label: going}]
"""
SCENARIO: dict[str, Any] = {
    "users": ["ada", "ben", "newcomer"],
    "organizations": [{"login": place.split("/")[0], "owners": ["ada"], "members": ["ben"]} for place in PLACES],
    "repositories": [
        {"name": place, "labels": ["seen", "go", "going"], "files": {".github/pathways.yml": RULES}} for place in PLACES
    ],
    "installations": [{"account": place.split("/")[0]} for place in PLACES],
}
LEASE_S = 5
_REST_S = 300.0


class Town:
    """All of it.

    Attributes:
        items: every issue that was opened, in order.
    """

    def __init__(self, running: Running, github: SandboxClient, url: str, seed: int) -> None:
        self.running, self.github, self.url = running, github, url
        self.programs: dict[str, Program] = {}
        self.ports: dict[str, int] = {}
        self.items: list[str] = []
        self.chance = random.Random(seed)  # noqa: S311 - the same blows each time

    async def people(self, issues: int) -> None:
        """Some issues are opened, and each is labelled a moment later."""
        for number in range(issues):
            act = {"repo": PLACES[number % len(PLACES)], "title": "The path is blocked"}
            item = (await self.github.act("newcomer", "open_issue", **act))["item"]
            self.items.append(item)
            await asyncio.sleep(self.chance.uniform(0, 0.1))
            await self.github.act("ada", "label", item=item, labels="go")

    async def mend(self) -> None:
        """Start again what is dead, and have GitHub deliver again what nobody took."""
        for program in self.programs.values():
            if not program.alive:
                await program.start()
        await self.redeliver()

    async def redeliver(self) -> int:
        """GitHub sends once more what failed; how many that were."""
        rows = (await self.github.get("deliveries"))["deliveries"]
        taken = {row["guid"] for row in rows if row["status_code"] == httpx.codes.ACCEPTED}
        under_way = {row["guid"] for row in rows if row["state"] != "done"}
        lost = {row["guid"]: row["id"] for row in rows if row["guid"] not in taken | under_way}
        if lost:
            await self.github.post("deliveries", {"redeliver": sorted(lost.values())})
        return len(lost)

    async def rest(self) -> None:
        """Wait until everything was delivered and dealt with."""
        async with asyncio.timeout(_REST_S):
            quiet = 0
            while quiet < 3:
                await asyncio.sleep(0.3)
                idle = (await self.github.get("idle"))["idle"]
                calm = idle and not await self.redeliver() and not await asyncio.to_thread(self._waiting)
                quiet = quiet + 1 if calm else 0

    async def is_ready(self, name: str) -> bool:
        """Whether a process says so."""
        async with httpx.AsyncClient(trust_env=False) as client:
            with suppress(httpx.HTTPError):
                return (await client.get(f"http://{HOST}:{self.ports[name]}/readyz")).is_success
        return False

    def _waiting(self) -> int:
        engine = sa.create_engine(self.url)
        try:
            with engine.connect() as connection:
                count = sa.select(sa.func.count()).where(inbox.c.state == "ready")
                return int(connection.execute(count).scalar_one())
        finally:
            engine.dispose()


@asynccontextmanager
async def town(
    url: str, home: Path, processes: Mapping[str, list[str]], seed: int, **settings: str
) -> AsyncIterator[Town]:
    """A town whose bot consists of some processes on one database; the one called `ears` hears.

    Args:
        url: of the database.
        home: for keys and logs.
        processes: each one's name and how `fingerpost` is called; `{port}` is its own.
        seed: decides the moments of the blows.
        settings: more of the bot's settings.
    """
    key = _key(home)
    async with AsyncExitStack() as stack:
        running = stack.enter_context(running_sandbox(SCENARIO, webhook_secret=SECRET, hook_concurrency=4))
        github = await stack.enter_async_context(SandboxClient(running.url))
        place = Town(running, github, url, seed)
        shared = {
            "GITHUB_APP_ID": str(APP.id),
            "GITHUB_PRIVATE_KEY_PATH": str(key),
            "GITHUB_WEBHOOK_SECRET": SECRET,
            "GITHUB_API_URL": running.url,
            "DATABASE_URL": url,
            "FINGERPOST_HOME": str(home),
            "FINGERPOST_HOST": HOST,
            "FINGERPOST_LOG": "json",
            "FINGERPOST_LEASE": f"{LEASE_S} seconds",
            **settings,
        }
        for name, called in processes.items():
            port = place.ports[name] = free_port()
            arguments = [word.format(port=port) for word in called]
            ready = f"http://{HOST}:{port}/readyz"
            own = {**shared, "FINGERPOST_PORT": str(port)}
            place.programs[name] = program = Program(name, arguments, home / f"{name}.log", ready, own)
            stack.push_async_callback(program.end)
            await program.start()
        await github.post("config", {"webhook_url": f"http://{HOST}:{place.ports['ears']}/webhooks/github"})
        try:
            yield place
        except (TimeoutError, DemoError) as error:
            raise AssertionError(f"{error!r}; the logs are in {home}") from error


def _key(home: Path) -> Path:
    home.mkdir(exist_ok=True)
    key = home / "key.pem"
    key.write_text(private_pem(), encoding="ascii")
    return key
