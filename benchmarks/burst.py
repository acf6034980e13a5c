"""What a burst and a sweep of one installation cost GitHub: requests for each delivery, against the simulated GitHub.

Each delivery asks for a label, a comment, an assignee or a reviewer, and a new card with its Status. The first tables
count requests, with no limit on what may be created; the last one lets time pass quickly, and shows that what GitHub
takes of new content in a minute is reached and never passed.
"""

import argparse
import itertools
import json
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import structlog
import uvloop
from rich.console import Console
from rich.table import Table

from bot import inbox
from bot.assembly import AssembledBot, bot_for
from bot.clock import SystemClock, milliseconds
from bot.inbox import Incoming
from bot.item import Routed
from bot.sandbox.testing import APP, Running, SandboxClient, private_pem, running_sandbox
from bot.sandbox.world.records import Installation
from bot.settings import load
from bot.store.executor import StoreExecutor, open_store
from bot.waking.again import LookAgain
from bot.waking.looks import as_delivery
from bot.worker import Worker

REPO = "orchard/tools"
HOOK = "known to both sides"
COLUMNS = ["Triage", "Doing", "Done"]
WELCOME = """
project: {purpose: We mend tools}
board: {project: 1, stages: {Triage: {}, Doing: {}, Done: {done: true}}}
rules:
  - {name: issues, on: issues.opened, do: [{label: bug}, {comment: Hello.}, {assign: ben}, {stage: Triage}]}
  - name: pulls
    on: pull_request.opened
    FILES
    do: [{label: bug}, {comment: Hello.}, {request_review: cem}, {stage: Triage}]
"""
STANDING = """
project: {purpose: We mend tools}
rules:
  - {name: stale, when: {idle: 30 days, not: {label: bug}}, do: [{label: stale}]}
"""


class Time:
    """A clock that stands still until it is set forward."""

    def __init__(self) -> None:
        self.moment = SystemClock().now()

    def now(self) -> datetime:
        """The present of all who take part."""
        return self.moment


@dataclass
class Scene:
    """A simulated GitHub with one installation, and the bot."""

    running: Running
    github: SandboxClient
    store: StoreExecutor
    bot: AssembledBot
    clock: Time
    told: int = 0

    async def people_open(self, how_many: int) -> None:
        """People open issues and pull requests, in turns."""
        for n in range(how_many):
            verb, more = ("open_pull_request", {"files": ["src/a.py"]}) if n % 2 else ("open_issue", {})
            await self.github.act("newcomer", verb, repo=REPO, title=f"Number {n}", **more)

    def heard(self, event: str = "") -> list[Incoming]:
        """What GitHub has told since the last time."""
        log = self.running.sandbox.log
        found = []
        for delivery in itertools.islice(log.by_id.values(), self.told, None):
            self.told += 1
            body = log.payload(delivery)
            place = self.bot.route(delivery.event, delivery.action, json.loads(body))
            if isinstance(place, Routed) and place.event.endswith(event):
                where = (place.event, place.lane, place.installation)
                found.append(Incoming(delivery.guid, *where, body, milliseconds(self.clock.now()), rank=place.rank))
        return found

    async def work(self, deliveries: list[Incoming]) -> float:
        """Handle these, and whatever is due; how many seconds that took."""
        for start in range(0, len(deliveries), 500):
            await self.store.write(partial(inbox.put, arrivals=deliveries[start : start + 500]))
        started = time.perf_counter()
        await Worker(self.store, self.clock, self.bot.handle).drain()
        return time.perf_counter() - started

    async def costs(self) -> dict[str, Any]:
        """What GitHub counted since the last time."""
        stats = await self.github.get("stats")
        await self.github.post("stats")
        return dict(stats)

    async def later(self, seconds: float) -> None:
        """Time passes for everybody."""
        self.clock.moment += timedelta(seconds=seconds)
        await self.github.post("clock", {"now": self.clock.moment.isoformat(), "running": False})


def community(rules: str, items: int = 0) -> dict[str, Any]:
    """A community with a rule file, and items that are there from the beginning."""
    there = [{"title": f"Number {n}", "author": "newcomer", "labels": ["bug"] if n % 20 else []} for n in range(items)]
    return {
        "users": ["ada", "ben", "cem", "newcomer"],
        "organizations": [
            {
                "login": "orchard",
                "owners": ["ada"],
                "members": ["ben", "cem"],
                "projects": [{"title": "Work", "fields": [{"name": "Status", "options": COLUMNS}]}],
            }
        ],
        "repositories": [
            {"name": REPO, "labels": ["bug", "stale"], "files": {".github/pathways.yml": rules}, "items": there}
        ],
        "installations": [{"account": "orchard"}],
    }


@asynccontextmanager
async def scene(rules: str, *, items: int = 0, creations: str = "0/0", latency_ms: float = 0) -> AsyncIterator[Scene]:
    """A fresh community, and the bot on a fresh store."""
    async with AsyncExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory())
        running = stack.enter_context(
            running_sandbox(community(rules, items), webhook_secret=HOOK, primary_limit=10**6)
        )
        github = await stack.enter_async_context(SandboxClient(running.url))
        given = {
            "GITHUB_APP_ID": APP.id,
            "GITHUB_PRIVATE_KEY": private_pem(),
            "GITHUB_WEBHOOK_SECRET": HOOK,
            "GITHUB_API_URL": running.url,
            "FINGERPOST_CREATIONS": creations,
        }
        clock = Time()
        store = await open_store(f"sqlite:///{Path(home) / 'fingerpost.db'}", clock)
        stack.push_async_callback(store.close)
        bot = await stack.enter_async_context(bot_for(load(given, env_file=None), clock)(store))
        made = Scene(running, github, store, bot, clock)
        await made.later(0)
        await github.post("config", {"latency_ms": latency_ms})
        yield made


async def burst(table: Table, name: str, deliveries: int, latency_ms: float, files: str = "") -> None:
    """Add the line of one burst."""
    async with scene(WELCOME.replace("FILES", files), latency_ms=latency_ms) as here:
        await here.people_open(deliveries)
        heard = here.heard("opened")
        await here.costs()
        seconds = await here.work(heard)
        await here.later(120)  # a slow machine runs into GitHub's time-out: what had no clear end is looked at again
        await here.work([])
        costs = await here.costs()
        state = await here.github.get("state")
        done = sum(1 for item in state["items"].values() if complete(item))
    kinds, all_of_them = costs["by_kind"], costs["requests"]
    table.add_row(
        name,
        str(len(heard)),
        str(done),
        f"{kinds.get('query', 0)} + {kinds.get('mutation', 0)} + {kinds.get('token', 0) + kinds.get('rest', 0)}",
        f"{all_of_them / len(heard):.3f}",
        f"{len(heard) / seconds:.0f}",
    )


def complete(item: dict[str, Any]) -> bool:
    """Whether everything that was asked for was done to an item, once."""
    asked = item["assignees"] == ["ben"] or item.get("requests") == ["cem"]
    cards = [card["values"].get("Status") for card in item["cards"]]
    return item["labels"] == ["bug"] and len(item["comments"]) == 1 and asked and cards == ["Triage"]


async def sweep(table: Table, items: int, latency_ms: float) -> None:
    """Add the line of a sweep: every item is looked at, every twentieth gets a label."""
    async with scene(STANDING, items=items, latency_ms=latency_ms) as here:
        await here.later(40 * 24 * 3600)
        now, state = milliseconds(here.clock.now()), await here.github.get("state")
        home = state["repositories"][REPO]
        installation = next(iter(here.running.sandbox.world.every(Installation))).id
        looks = [
            as_delivery(
                LookAgain(
                    installation=installation,
                    repo_id=home["id"],
                    repo_node=home["node_id"],
                    repo=REPO,
                    private=False,
                    kind="issue",
                    number=int(name.rpartition("#")[2]),
                    node=item["node_id"],
                ),
                "benchmark",
                now,
            )
            for name, item in state["items"].items()
        ]
        here.heard()
        await here.costs()
        seconds = await here.work(looks)
        costs = await here.costs()
        state = await here.github.get("state")
        done = sum(item["labels"] in (["bug"], ["stale"]) for item in state["items"].values())
    kinds = costs["by_kind"]
    table.add_row(
        "sweep",
        str(items),
        str(done),
        f"{kinds.get('query', 0)} + {kinds.get('mutation', 0)} + {kinds.get('token', 0) + kinds.get('rest', 0)}",
        f"{costs['requests'] / items:.3f}",
        f"{items / seconds:.0f}",
    )


async def paced(table: Table, deliveries: int) -> None:
    """Add the line of a burst that creates more than GitHub takes at once."""
    async with scene(WELCOME.replace("FILES", ""), creations="80/500") as here:
        await here.github.post("config", {"content_per_minute": 80, "content_per_hour": 500})
        await here.people_open(deliveries)
        heard, passed = here.heard("opened"), 0
        await here.costs()
        await here.work(heard)
        while sum(map(len_comments, (await here.github.get("state"))["items"].values())) < deliveries:
            await here.later(1)
            passed += 1
            await here.work([])
        costs = await here.costs()
    contents = costs["content_creations"]
    table.add_row(
        str(deliveries),
        str(contents["total"]),
        str(contents["most_in_a_minute"]),
        f"{passed // 60} min {passed % 60} s",
        str(costs["by_status"].get("403", 0) + costs["by_status"].get("429", 0)),
        f"{costs['requests'] / deliveries:.3f}",
    )


def len_comments(item: dict[str, Any]) -> int:
    """How many comments an item has."""
    return len(item["comments"])


async def measure(options: argparse.Namespace) -> None:
    """Print all tables."""
    console = Console()
    costs = Table(
        "", "items", "complete", "read + write + REST", "requests each", "a second",
        title=f"One installation, nothing held back, {options.latency:g} ms latency",
    )  # fmt: skip
    await burst(costs, "burst, fresh payloads", options.deliveries, options.latency)
    await burst(costs, "burst, live facts", options.deliveries, options.latency, 'when: {files: "src/**"}')
    if options.sweep:
        await sweep(costs, options.sweep, options.latency)
    console.print(costs)
    limits = Table(
        "deliveries", "comments", "most in a minute", "took", "refused by GitHub", "requests each",
        title="80 pieces of content a minute and 500 an hour, time compressed",
    )  # fmt: skip
    for deliveries in options.paced:
        await paced(limits, deliveries)
    console.print(limits)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--deliveries", type=int, default=200)
    parser.add_argument("--sweep", type=int, default=10_000)
    parser.add_argument("--paced", type=int, nargs="*", default=[200, 600])
    parser.add_argument("--latency", type=float, default=50.0, metavar="MS")
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    uvloop.run(measure(options))


if __name__ == "__main__":
    main()
