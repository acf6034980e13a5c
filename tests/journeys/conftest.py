"""A small community for each story: a simulated GitHub over real HTTP, and the whole bot on a real store."""

import asyncio
import json
import random
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from bot import inbox, ledger
from bot.assembly import AssembledBot, bot_for
from bot.cli import app
from bot.clock import milliseconds
from bot.github.wire import Wire
from bot.inbox import Incoming
from bot.item import Routed
from bot.queue.patience import Patience
from bot.sandbox.testing import APP, Running, SandboxClient, private_pem, running_sandbox
from bot.settings import Settings, load
from bot.store import decisions, schema
from bot.store.executor import StoreExecutor, open_store
from bot.worker import Pace, Worker

SECRET = "a secret of the story"
REPO = "orchard/tools"
BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
COLUMNS = ["Triage", "Doing", "Review", "Done"]
RULES_PATH = ".github/pathways.yml"

COMMUNITY: dict[str, Any] = {
    "users": ["ada", "ben", "cem", "newcomer", "stranger"],
    "organizations": [
        {
            "login": "orchard",
            "owners": ["ada"],
            "members": ["ben", "cem"],
            "teams": [{"slug": "docs", "members": ["cem"]}],
            "projects": [{"title": "Work", "fields": [{"name": "Status", "options": COLUMNS}]}],
        }
    ],
    "repositories": [{"name": REPO, "labels": ["bug", "triage", "docs", "urgent"]}],
    "installations": [{"account": "orchard"}],
}


class StoryClock:
    """A clock that stands still until the story goes on."""

    def __init__(self) -> None:
        self.moment = BEGIN

    def now(self) -> datetime:
        return self.moment


class Story:
    """What people do, what the bot hears and does, and what GitHub looks like then.

    Attributes:
        heard: the deliveries that GitHub sent and the bot was not given yet.
    """

    def __init__(self, running: Running, github: SandboxClient, store_url: str, settings: Settings) -> None:
        self.running, self.github, self.store_url, self.settings = running, github, store_url, settings
        self.clock = StoryClock()
        self.heard: list[Incoming] = []
        self.told = 0
        self.bot: AssembledBot
        self.store: StoreExecutor
        self._stack = AsyncExitStack()

    # What people do

    async def begin(self, rules: str | None = None, **community: Any) -> None:
        """The community begins, with a rule file on its default branch."""
        scenario = json.loads(json.dumps({**COMMUNITY, **community}))
        if rules is not None:
            files = scenario["repositories"][0].setdefault("files", {})
            files[RULES_PATH] = whole(rules)
        await self.tick(0)  # the community begins today, not when the story before it ended
        await self.github.post("seed", scenario)
        await self.tick(0)
        await self.start()

    async def act(self, login: str, verb: str, **what: Any) -> Any:
        """A person does something, a second after what happened before."""
        await self.tick()
        return await self.github.act(login, verb, **what)

    async def opens(self, login: str = "newcomer", title: str = "It breaks", **what: Any) -> str:
        """A person opens an issue; gives its name."""
        return str((await self.act(login, "open_issue", repo=REPO, title=title, **what))["item"])

    async def proposes(self, login: str = "ben", title: str = "Mend it", **what: Any) -> str:
        """A person opens a pull request; gives its name."""
        what = {"files": ["src/a.py"], **what}
        return str((await self.act(login, "open_pull_request", repo=REPO, title=title, **what))["item"])

    async def discusses(self, login: str = "newcomer", title: str = "What if", **what: Any) -> str:
        """A person begins a discussion; gives its name."""
        return str((await self.act(login, "open_discussion", repo=REPO, title=title, **what))["item"])

    async def writes_rules(self, rules: str | None, branch: str | None = None, path: str = RULES_PATH) -> None:
        """A maintainer pushes a file, the rules unless told otherwise."""
        text = rules if rules is None or path != RULES_PATH else whole(rules)
        await self.act("ada", "push_files", repo=REPO, files={path: text}, branch=branch)

    async def tick(self, seconds: float = 1) -> None:
        """Time passes, for everybody."""
        self.clock.moment += timedelta(seconds=seconds)
        await self.github.post("clock", {"now": self.clock.moment.isoformat(), "running": False})

    # What the bot does

    async def start(self) -> None:
        """The program starts."""
        self.store = await open_store(self.store_url, self.clock)
        self._stack.push_async_callback(self.store.close)
        self.bot = await self._stack.enter_async_context(bot_for(self.settings, self.clock)(self.store))

    async def stop(self) -> None:
        """The program ends; what is on disk stays."""
        await self._stack.aclose()

    async def restart(self) -> None:
        """The program ends and starts again."""
        await self.stop()
        await self.start()

    def listen(self) -> list[Incoming]:
        """Take what GitHub has sent since last time; gives what the bot was not given yet."""
        log = self.running.sandbox.log
        for delivery in list(log.by_id.values())[self.told :]:
            self.told += 1
            body = log.payload(delivery)
            place = self.bot.route(delivery.event, delivery.action, json.loads(body))
            if isinstance(place, Routed):
                now = milliseconds(self.clock.now())
                where = (place.event, place.lane, place.installation)
                self.heard.append(Incoming(delivery.guid, *where, body, now, rank=place.rank))
        return self.heard

    async def give(self, deliveries: Sequence[Incoming]) -> None:
        """These deliveries reach the bot, in this order."""
        for delivery in deliveries:
            await self.store.write(partial(inbox.put, arrivals=[delivery]))

    async def hear(self) -> None:
        """Everything that GitHub has sent reaches the bot."""
        given, self.heard = self.listen(), []
        await self.give(given)

    def worker(self) -> Worker:
        """A worker that takes failures without chance."""
        patience = Patience(rng=random.Random(1))  # noqa: S311 - the same pauses each time
        return Worker(self.store, self.clock, self.bot.handle, pace=Pace(poll_s=0.01), patience=patience)

    async def works(self, *, echoes: bool = True) -> None:
        """The bot does what is due; its own echoes reach it too."""
        await self.hear()
        while await self.worker().drain():
            if not echoes:
                return
            await self.hear()

    async def works_on(self, seconds: float = 300, step: float = 15) -> None:
        """The bot works, and time passes until nothing can be left waiting."""
        await self.works()
        for _ in range(int(seconds / step)):
            await self.tick(step)
            await self.works()

    # What is to be seen

    async def item(self, name: str) -> dict[str, Any]:
        """An item as GitHub has it."""
        return await self.github.item(name)

    async def seen(self, name: str) -> dict[str, Any]:
        """What the stories speak of: labels, assignees, requests, the bot's comments' sections, the card's column."""
        item = await self.item(name)
        told = {
            "labels": sorted(item["labels"]),
            "assignees": sorted(item["assignees"]),
            "comments": [
                plain(comment["body"]) for comment in item["comments"] if comment["author"] == "fingerpost[bot]"
            ],
            "card": [card["values"].get("Status", "") for card in item["cards"]],
        }
        return {**told, "requests": sorted(item["requests"])} if "requests" in item else told

    async def cost(self) -> dict[str, int]:
        """The requests since the last time that this was asked, by kind."""
        stats = await self.github.get("stats")
        await self.github.post("stats")
        return dict(stats["by_kind"])

    async def did(self) -> list[str]:
        """What the bot did, and did in vain."""
        audit = await self.github.get("audit")
        return [f"{one['did']}{' (in vain)' if one['noop'] else ''}" for one in audit if one["via"] == "graphql"]

    async def notes(self) -> dict[str, list[str]]:
        """What became of the deliveries, by event."""
        rows = await self.store.read(lambda c: c.execute(sa.select(schema.inbox).order_by(schema.inbox.c.seq)).all())
        found: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(row.event, []).append(f"{row.state}: {row.note}")
        return found

    async def decision(self, name: str) -> dict[str, Any]:
        """The last decision about an item."""
        lane = await self.lane(name)
        found = await self.store.read(partial(decisions.of_item, lane=lane))
        return found[0].document

    async def failures(self, name: str) -> dict[str, str]:
        """What was not done for an item in the last look, or not yet, by target, and why."""
        outcomes = (await self.decision(name))["outcomes"]
        return {outcome["target"]: outcome["why"] for outcome in outcomes if outcome["state"] != "done"}

    async def held_back(self, name: str) -> list[str]:
        """Why goals were left alone in the last look at an item."""
        return [held["why"] for held in (await self.decision(name))["held_back"]]

    async def lane(self, name: str) -> str:
        state = await self.github.get("state")
        repo, _, number = name.partition("#")
        return f"{state['repositories'][repo]['id']}#{number}"

    async def ledger(self, name: str) -> list[tuple[str, str, str]]:
        """Verb, target and state of every entry about an item."""
        records = await self.store.read(partial(ledger.history, item=await self.lane(name)))
        return [(record.entry.verb, record.entry.target, record.state) for record in records]


def plain(body: str) -> str:
    """A comment without its markers."""
    return " | ".join(line for line in body.splitlines() if line and not line.startswith("<!--"))


def whole(rules: str) -> str:
    """A rule file of these rules; one that is whole already stays as it is."""
    if rules.lstrip().startswith(("project:", "%")):
        return rules
    return f"project: {{purpose: We mend tools}}\n{rules}"


@dataclass(frozen=True)
class Place:
    """Where stories are told: a simulated GitHub, the App's settings for it, an empty store to begin with."""

    running: Running
    settings: Settings
    empty: Path

    @asynccontextmanager
    async def story(self, home: Path) -> AsyncIterator[Story]:
        shutil.copy(self.empty, home / "fingerpost.db")
        wire = Wire(self.running.url, connections=10, connect_s=30, answer_s=30)  # a third of what httpx's own costs
        async with SandboxClient(self.running.url, wire) as client:
            own = self.settings.model_copy(update={"home": home})
            story = Story(self.running, client, f"sqlite:///{home / 'fingerpost.db'}", own)
            try:
                yield story
            finally:
                await story.stop()


@pytest.fixture(scope="session")
def place(sqlite_made: Path) -> Iterator[Place]:
    with running_sandbox(COMMUNITY, webhook_secret=SECRET) as running:
        given = {
            "GITHUB_APP_ID": APP.id,
            "GITHUB_PRIVATE_KEY": private_pem(),
            "GITHUB_WEBHOOK_SECRET": SECRET,
            "GITHUB_API_URL": running.url,
        }
        yield Place(running, load(given, env_file=None), sqlite_made)


@pytest.fixture
async def story(place: Place, tmp_path: Path) -> AsyncIterator[Story]:
    async with place.story(tmp_path) as told:
        yield told


@pytest.fixture
def command(story: Story, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Awaitable[Result]]:
    """The command line, with the story's settings and database."""
    for name in ("app_id", "key_text", "webhook_secret", "api_url"):
        given = getattr(story.settings, name)
        alias = str(type(story.settings).model_fields[name].validation_alias)
        monkeypatch.setenv(alias, given.get_secret_value() if hasattr(given, "get_secret_value") else str(given))
    monkeypatch.setenv("DATABASE_URL", story.store_url)
    monkeypatch.setenv("FINGERPOST_HOME", str(story.settings.home))

    async def run(*arguments: str, answer: str = "") -> Result:
        return await asyncio.to_thread(CliRunner().invoke, app, arguments, input=answer)

    return run


@pytest.fixture
def tell_story(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Any]:
    """Stories, for a test that tells many."""
    return lambda: place.story(tmp_path_factory.mktemp("story"))
