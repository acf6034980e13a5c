"""The whole program: GitHub posts signed webhooks, the bot answers, stores, looks and acts."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from pydantic import SecretStr

from bot.assembly import bot_for
from webhooks.app import create_app

RULES = """
board: {project: 1, stages: {Triage: {}, Doing: {}}}
rules:
  - name: welcome
    on: issues.opened
    do: [{label: bug}, {comment: "Hello {author}."}, {assign: ben}, {stage: Triage}]
"""


@asynccontextmanager
async def serving(story: Any) -> AsyncIterator[str]:
    """The program on a port of its own, with the store and the clock of the story."""
    settings = story.settings.model_copy(update={"database": SecretStr(story.store_url)})
    app = create_app(settings, bot_for(settings, story.clock), story.clock)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, ws="none"))
        task = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn tells it no other way
            await asyncio.sleep(0)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/webhooks/github"
        server.should_exit = True
        await task


async def test_signed_webhooks_over_http_become_effects_and_their_echoes_do_nothing(story: Any) -> None:
    await story.begin(RULES)
    await story.stop()
    async with serving(story) as address:
        await story.github.post("config", {"webhook_url": address})
        item = await story.opens()
        async with asyncio.timeout(20):
            while (await story.seen(item))["card"] != ["Triage"]:  # noqa: ASYNC110 - seen from outside
                await asyncio.sleep(0.02)
        await story.github.settle()
    await story.github.post("config", {"webhook_url": None})
    assert await story.seen(item) == {
        "labels": ["bug"],
        "assignees": ["ben"],
        "comments": ["Hello newcomer."],
        "card": ["Triage"],
    }
    assert sorted(await story.did()) == ["add_card", "assign", "comment", "label", "move_card"]
    sent = await story.github.get("deliveries")
    assert {delivery["status_code"] for delivery in sent["deliveries"]} == {202}
