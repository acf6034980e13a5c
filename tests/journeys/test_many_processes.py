"""Several processes on one database: what one of them hears to be out of date, all of them ask for again."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot import recover
from bot.assembly import AssembledBot, bot_for
from bot.clock import milliseconds
from bot.queue.patience import Patience
from bot.store.executor import StoreExecutor, open_store
from bot.worker import Pace, Worker

REPO, OTHER_REPO = "orchard/tools", "orchard/books"
LABEL = "rules: [{name: one, on: issues.opened, do: [{label: bug}]}]"
OTHER = "rules: [{name: one, on: issues.opened, do: [{label: docs}]}]"
LABELS = ["bug", "triage", "docs", "urgent"]
FILE = ".github/pathways.yml"


class Process:
    """Another process on the database of a story."""

    def __init__(self, story: Any, store: StoreExecutor, bot: AssembledBot, number: int) -> None:
        self.story, self.store, self.bot = story, store, bot
        self._chance = random.Random(number)  # noqa: S311 - the same pauses each time

    def worker(self, lanes: int = 40) -> Worker:
        pace = Pace(lanes=lanes, poll_s=0.01)
        return Worker(self.store, self.story.clock, self.bot.handle, pace=pace, patience=Patience(rng=self._chance))

    async def works(self) -> None:
        """It does all that is due, echoes as well."""
        await self.story.hear()
        while await self.worker().drain():
            await self.story.hear()

    async def labels(self, repo: str = REPO) -> list[str]:
        """The labels that an issue gets which it is handed."""
        opened = await self.story.act("newcomer", "open_issue", repo=repo, title="It breaks")
        await self.works()
        return list((await self.story.seen(opened["item"]))["labels"])


class Processes:
    """Two of them, both of which have the rules in memory."""

    def __init__(self, story: Any, stack: AsyncExitStack) -> None:
        self.story, self._stack = story, stack

    async def begin(self, rules: str, **community: Any) -> tuple[Process, Process]:
        await self.story.begin(rules, **community)
        one = Process(self.story, self.story.store, self.story.bot, 1)
        store = await open_store(self.story.store_url, self.story.clock)
        self._stack.push_async_callback(store.close)
        opened = bot_for(self.story.settings, self.story.clock)(store)
        return one, Process(self.story, store, await self._stack.enter_async_context(opened), 2)


@pytest.fixture
async def processes(story: Any, made_url: str) -> AsyncIterator[Processes]:
    story.store_url = made_url
    async with AsyncExitStack() as stack:
        yield Processes(story, stack)


async def test_rules_that_one_process_hears_of_are_those_of_all(story: Any, processes: Processes) -> None:
    one, other = await processes.begin(LABEL)
    assert [await one.labels(), await other.labels()] == [["bug"], ["bug"]]
    for hears, acts, rules in ((one, other, OTHER), (other, one, LABEL)):
        await story.writes_rules(rules)
        await hears.works()
        assert await acts.labels() == (["docs"] if rules == OTHER else ["bug"])


async def test_whoever_hears_of_new_rules_reads_them_once_and_so_do_the_others(
    story: Any, processes: Processes
) -> None:
    one, other = await processes.begin(LABEL)
    costs = []
    for process in (one, other):
        await process.labels()
    await story.cost()
    await story.writes_rules(OTHER)
    for work in (one.works, one.labels, one.labels, other.labels, other.labels):
        await work()
        costs.append(await story.cost())
    read_at_once, known_already, reading = {"query": 1}, {"mutation": 1}, {"query": 2, "mutation": 1}
    names_too = {"query": 1, "mutation": 1}
    assert costs == [read_at_once, names_too, known_already, reading, known_already]


async def test_a_label_that_another_process_saw_renamed_is_not_put_on(story: Any, processes: Processes) -> None:
    one, other = await processes.begin(LABEL)
    assert await other.labels() == ["bug"]
    await story.act("ada", "edit_label", repo=REPO, label="bug", name="defect")
    await one.works()
    assert await other.labels() == ["bug"]


async def test_a_label_that_another_process_saw_deleted_is_made_again_at_once(story: Any, processes: Processes) -> None:
    one, other = await processes.begin(LABEL)
    assert await other.labels() == ["bug"]
    await story.act("ada", "delete_label", repo=REPO, label="bug")
    await one.works()
    assert await other.labels() == ["bug"]
    assert (await story.did())[-2:] == ["create_label", "label"]


async def test_a_role_that_was_withdrawn_counts_nowhere_any_more(story: Any, processes: Processes) -> None:
    tools = {"name": REPO, "labels": LABELS, "teams": {"docs": "maintain"}}
    one, other = await processes.begin(LABEL, repositories=[tools])
    item = await story.opens()
    await story.act("cem", "comment", item=item, body="/label urgent")
    await other.works()
    assert (await story.seen(item))["labels"] == ["bug", "urgent"]
    await story.github.act("ada", "set_team_member", team="orchard/docs", login="cem", member=False)
    await one.works()
    await story.act("cem", "comment", item=item, body="/label docs")
    await other.works()
    assert (await story.seen(item))["labels"] == ["bug", "urgent"]


async def test_after_the_app_is_given_more_all_ask_for_new_tokens_and_rules(story: Any, processes: Processes) -> None:
    one, other = await processes.begin(LABEL)
    assert [await one.labels(), await other.labels()] == [["bug"], ["bug"]]
    permissions = {"issues": "write", "pull_requests": "write", "contents": "read", "metadata": "read"}
    await story.act("ada", "set_permissions", account="orchard", permissions=permissions)
    await one.works()
    costs = []
    for process in (other, other, one):
        await story.cost()
        assert await process.labels() == ["bug"]
        costs.append(await story.cost())
    asks_anew = {"rest": 1, "query": 1, "mutation": 1}
    assert costs == [asks_anew, {"mutation": 1}, asks_anew]


async def test_a_new_name_that_one_process_learns_all_know(story: Any, processes: Processes) -> None:
    one, other = await processes.begin(LABEL)
    sandbox = story.running.sandbox
    old, names = sandbox.app, []
    try:
        for slug in (old.slug, "signpost", "signpost"):
            sandbox.app = replace(old, slug=slug)
            now = milliseconds(story.clock.now())
            await story.store.write(partial(recover.begin, now=now, every=timedelta(minutes=3)))
            await one.works()
            await other.labels()
            names.append(other.bot.hub.tokens.known_login)
            await story.tick(1)
        app = (await story.github.get("stats"))["by_label"]["GET /app"]
    finally:
        sandbox.app = old
    assert (names, app) == (["fingerpost[bot]", "signpost[bot]", "signpost[bot]"], 3 + 2)


async def test_what_two_processes_hear_at_once_both_know(story: Any, processes: Processes) -> None:
    places = [
        {"name": name, "labels": LABELS, "files": {FILE: f"project: {{purpose: p}}\n{LABEL}"}}
        for name in (REPO, OTHER_REPO)
    ]
    one, other = await processes.begin(LABEL, repositories=places)
    everywhere = [(process, repo) for process in (one, other) for repo in (REPO, OTHER_REPO)]
    assert [await process.labels(repo) for process, repo in everywhere] == [["bug"]] * 4
    for repo in (REPO, OTHER_REPO):
        await story.act("ada", "push_files", repo=repo, files={FILE: f"project: {{purpose: p}}\n{OTHER}"})
    await story.hear()
    handled = await asyncio.gather(one.worker(1).drain(), other.worker(1).drain())
    assert (sum(handled), [await process.labels(repo) for process, repo in everywhere]) == (2, [["docs"]] * 4)
