"""The navigation leads to every page that the visitor may see, says where one is, and to no other."""

from typing import Any

import pytest

from bot.settings import Settings, load
from tests.webhooks.settings import SIGN_IN
from webhooks.doors import DOORS
from webhooks.pages.navigation import PLACES


@pytest.fixture
def settings(public: str) -> Settings:
    return load({**SIGN_IN, "FINGERPOST_PUBLIC": public}, env_file=None)


@pytest.fixture
def public() -> str:
    return "board people"


async def links(site: Any, path: str) -> list[list[str]]:
    page = site.parse((await site.get(path)).text)
    return [[link.text for link in nav.every("a")] for nav in page.every("nav")]


def test_each_page_in_it_is_there() -> None:
    there = {door.path for door in DOORS if door.method == "get"}
    assert {place.address.replace("{repo}", "{owner}/{repo}") for place in PLACES} - there == set()


async def test_strangers_are_led_to_what_is_published(site: Any) -> None:
    await site.item(1)
    assert await links(site, "/") == [["Board"]]
    assert await links(site, "/items/forest/paths/1") == [["Board"], ["Board", "People"]]


async def test_people_who_have_signed_in_are_led_to_everything(site: Any) -> None:
    await site.item(1)
    site.sign_in("ben", forest__paths="write")
    everywhere = ["Board", "Activity", "Playground", "Health", "Set-up"]
    here = ["Board", "Activity", "People", "Rules", "Observed", "Playground"]
    assert await links(site, "/activity/forest/paths") == [everywhere, here]


async def test_the_page_that_one_is_on_is_marked(site: Any) -> None:
    await site.item(1)
    site.sign_in("ben", forest__paths="write")
    page = await site.read("/activity/forest/paths")
    marked = [link.attributes["href"] for link in page.every("a") if link.attributes.get("aria-current") == "page"]
    assert marked == ["/activity/forest/paths"]


@pytest.mark.parametrize("public", ["none"])
async def test_where_nothing_is_published_strangers_are_led_to_the_way_in(site: Any) -> None:
    page = site.parse((await site.get("/")).text)
    assert ([nav.every("a") for nav in page.every("nav")], page.one(cls="who").text) == ([[]], "Sign in")


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/board/forest/paths", ["/"]),
        ("/activity/forest/paths", ["/", "/board/forest/paths"]),
        ("/people/forest/paths", ["/", "/board/forest/paths"]),
        ("/rules/forest/paths", ["/", "/board/forest/paths"]),
        ("/playground/forest/paths", ["/", "/board/forest/paths"]),
        ("/observe/forest/paths", ["/", "/board/forest/paths", "/rules/forest/paths"]),
        ("/items/forest/paths/1", ["/", "/board/forest/paths"]),
    ],
)
async def test_above_each_page_of_a_repository_stands_the_way_back(site: Any, path: str, way: list[str]) -> None:
    await site.item(1)
    site.sign_in("ada", forest__paths="write")
    where = (await site.read(path)).one(cls="where")
    assert [link.attributes["href"] for link in where.every("a")] == way
    assert not where.text.endswith("/")
