"""A GitHub of one's own: an Enterprise Server below `/api`, and a tenant of ghe.com, whose API has its own name."""

import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.doctor.examining import examine
from bot.doctor.symptoms import healthy, symptoms
from tests.journeys.test_missed import NOBODY, asked_again, lose, rounds, starts
from tests.journeys.test_visitors import visited

RULES = 'rules: [{name: hello, on: issues.opened, do: [{label: bug}, {comment: "Hello {author}."}, {assign: ben}]}]\n'


@pytest.fixture
async def server(story: Any) -> AsyncIterator[tuple[Any, str]]:
    """A story on an Enterprise Server, and where people find its pages."""
    await story.github.post("config", {"enterprise": True})
    story.settings = story.settings.model_copy(update={"api_url": f"{story.running.url}/api/v3"})
    yield story, story.running.url
    await story.github.post("config", {"enterprise": False, "webhook_url": None})


@pytest.fixture
async def tenant(story: Any, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Any, str]]:
    """A story on ghe.com; every name that ends so leads to the sandbox."""
    port, found = story.running.url.rpartition(":")[2], socket.getaddrinfo

    def here(host: Any, *rest: Any, **more: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host)
        return found("127.0.0.1" if name.endswith(".ghe.test") else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", here)
    story.settings = story.settings.model_copy(update={"api_url": f"http://api.acme.ghe.test:{port}"})
    web, before = f"http://acme.ghe.test:{port}", story.running.sandbox.address
    story.running.sandbox.address = web
    yield story, web
    story.running.sandbox.address = before
    await story.github.post("config", {"webhook_url": None})


@pytest.fixture(params=["server", "tenant"])
def own(request: pytest.FixtureRequest) -> Any:
    """Each of the two."""
    return request.getfixturevalue(request.param)


async def test_a_delivery_is_heard_and_acted_on(own: tuple[Any, str]) -> None:
    story, _ = own
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    assert await story.seen(item) == {
        "labels": ["bug"],
        "assignees": ["ben"],
        "comments": ["Hello newcomer."],
        "card": [],
    }


async def test_what_was_missed_is_listed_and_asked_for_again(own: tuple[Any, str]) -> None:
    story, _ = own
    await story.begin(RULES)
    await story.github.post("config", {"webhook_url": NOBODY})
    await starts(story)
    item = await story.opens()
    await lose(story)
    assert (await story.seen(item))["labels"] == []
    await rounds(story, 3)
    assert ((await story.seen(item))["labels"], await asked_again(story)) == (["bug"], 1)


async def test_people_sign_in_there_and_find_the_way_back_to_their_items(own: tuple[Any, str]) -> None:
    story, web = own
    await story.begin(RULES)
    await story.opens()
    await story.works()
    async with visited(story) as browser:
        asked = await browser.client.get("/sign-in?to=/")
        page = await browser.sign_in("ada", "/items/orchard/tools/1")
    assert asked.headers["location"].startswith(f"{web}/login/oauth/authorize?")
    assert (page.status_code, f'href="{web}/orchard/tools/issues/1"' in page.text) == (200, True)


@pytest.mark.parametrize(("own", "folder"), [("server", "github-apps"), ("tenant", "apps")], indirect=["own"])
async def test_the_doctor_leads_to_the_pages_there(own: tuple[Any, str], folder: str) -> None:
    story, web = own
    await story.begin("rules: []")
    vitals = await examine(story.settings, story.bot.hub, None)
    assert (vitals.settings, vitals.install) == (
        f"{web}/organizations/orchard/settings/apps/fingerpost",
        f"{web}/{folder}/fingerpost/installations/new",
    )
    assert healthy([each for each in symptoms(vitals) if each.place != "webhook"])
