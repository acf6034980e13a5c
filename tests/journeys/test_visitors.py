"""Whoever may write to a repository sees its pages, for as long as GitHub says so: by a browser, over HTTP."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import uvicorn
from pydantic import SecretStr

from bot.assembly import bot_for
from bot.sandbox.testing import NO_CERTIFICATES
from tests.journeys.conftest import REPO
from webhooks.app import create_app

RULES = 'rules: [{name: welcome, on: issues.opened, do: [{comment: "Hello {author}."}]}]\n'
MINUTE = 60


class Browser:
    """One person's."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def sign_in(self, login: str, to: str = "/") -> httpx.Response:
        """Go to GitHub, agree there, and come back."""
        asked = await self.client.get(f"/sign-in?to={to}")
        agreed = await self.client.get(f"{asked.headers['location']}&login={login}")
        back = await self.client.get(agreed.headers["location"])
        return await self.client.get(back.headers["location"])

    async def sees(self, path: str) -> int:
        """How a page is answered."""
        return (await self.client.get(path)).status_code


@asynccontextmanager
async def visited(story: Any) -> AsyncIterator[Browser]:
    """The program as people sign in to it, with the store and the clock of the story."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        given = {"database": SecretStr(story.store_url), "url": url, "client_id": "Iv1.sandbox"}
        given |= {"client_secret": SecretStr("sandbox"), "session_secret": SecretStr("s" * 32)}
        settings = story.settings.model_copy(update=given)
        app = create_app(settings, bot_for(settings, story.clock), story.clock)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, ws="none"))
        task = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn tells it no other way
            await asyncio.sleep(0)
        async with httpx.AsyncClient(base_url=url, verify=NO_CERTIFICATES, timeout=30) as client:
            yield Browser(client)
        server.should_exit = True
        await task


async def test_people_see_what_github_lets_them_write_to(story: Any) -> None:
    await story.begin(RULES)
    await story.opens(title="A secret plan")
    await story.works()
    async with visited(story) as browser:
        before = await browser.sees("/health")
        page = await browser.sign_in("ada", "/health")
        assert (before, page.status_code, page.url.path) == (401, 200, "/health")
        await browser.sign_in("stranger")
        assert (await browser.sees("/health"), await browser.sees(f"/playground/{REPO}")) == (404, 404)


async def test_before_anything_was_heard_the_owners_of_an_account_see_that_nothing_came(story: Any) -> None:
    await story.begin(RULES)
    async with visited(story) as browser:
        page = await browser.sign_in("ada", "/health")
        assert (page.status_code, "GitHub has told nothing of <bdi>orchard</bdi> yet" in page.text) == (200, True)
        strangers = []
        for login in ("cem", "stranger"):
            await browser.sign_in(login)
            strangers.append(await browser.sees("/health"))
        assert strangers == [404, 404]


async def test_whoever_is_no_collaborator_any_more_sees_nothing_a_minute_later(story: Any) -> None:
    await story.begin(RULES)
    await story.opens()
    await story.works()
    async with visited(story) as browser:
        seen = []
        for role in ("push", None):
            await story.github.act("ada", "set_collaborator", repo=REPO, login="stranger", role=role)
            await story.tick(MINUTE)
            if role:
                await browser.sign_in("stranger")
            seen.append(await browser.sees("/health"))
        assert seen == [200, 404]


async def test_what_somebody_may_do_is_asked_once_a_minute(story: Any) -> None:
    await story.begin(RULES)
    await story.opens()
    await story.works()
    async with visited(story) as browser:
        await browser.sign_in("ada", "/health")
        for _ in range(5):
            await browser.sees("/health")
        asked = (await story.github.get("stats"))["by_label"]
        assert {label: number for label, number in asked.items() if label.endswith("/ada/permission")} == {
            f"GET /repos/{REPO}/collaborators/ada/permission": 1
        }


async def test_no_token_of_a_persons_is_kept_anywhere(story: Any) -> None:
    await story.begin(RULES)
    await story.opens()
    async with visited(story) as browser:
        await browser.sign_in("ada")
        cookies = " ".join(browser.client.cookies.values())
        assert (re.findall("gh[us]_", cookies), "ada" in cookies) == ([], False)
