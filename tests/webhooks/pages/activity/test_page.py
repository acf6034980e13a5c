"""What the bot decided lately: in words, with the item, a page at a time, and only to those who may see it."""

from typing import Any

import pytest

from bot.settings import Settings, load
from tests.webhooks.settings import SIGN_IN

LABELLED = {"actions": [{"do": "label", "rule": "Sort", "labels": ["docs"]}], "events": ["issues.opened"]}


async def titles(site: Any, path: str) -> list[str]:
    rows = (await site.read(path)).every(cls="looks")
    return [row.one(cls="about").one("a").text for row in rows[0].every("li") if row.every(cls="about")] if rows else []


async def test_a_decision_is_told_in_words_with_a_link_to_its_item(site: Any) -> None:
    item = await site.item(1)
    await site.decided(item.lane, **LABELLED, held_back=[{"do": "assign", "rule": "Sort", "why": "ben: is away"}])
    (row,) = (await site.read("/activity")).one(cls="looks").children[1::2]
    assert (row.one("a").attributes["href"], row.one(cls="deed").text, row.one(cls="left").text) == (
        "/items/forest/paths/1",
        "not sent: +docs",
        "Held back: assign, because nobody who is meant can be asked just now rule “Sort”",
    )


async def test_a_look_that_did_nothing_says_so(site: Any) -> None:
    item = await site.item(1)
    await site.decided(item.lane, events=["issues.edited"])
    assert (await site.read("/activity")).one(cls="looks").one(cls="none").text == "Looked, and had nothing to do."


async def test_the_newest_stand_first_and_older_ones_on_the_pages_after(site: Any) -> None:
    lanes = [(await site.item(number)).lane for number in range(1, 71)]
    for lane in lanes:
        await site.decided(lane, **LABELLED)
    shown, path = [], "/activity"
    for size in (30, 30, 10):
        rows = await titles(site, path)
        assert len(rows) == size
        shown += rows
        path = next((a.attributes["href"] for a in (await site.read(path)).every("a") if a.text == "Older"), "")
    assert (shown, path) == ([f"Sign {number} fell over" for number in range(70, 0, -1)], "")


@pytest.mark.parametrize("before", ["0", "-1", "x", "9" * 30, "1;drop", "٣", "%00"])
async def test_a_page_that_is_no_number_is_the_first(site: Any, before: str) -> None:
    item = await site.item(1)
    await site.decided(item.lane, **LABELLED)
    assert await titles(site, f"/activity?before={before}") == ["Sign 1 fell over"]


async def test_without_any_decision_it_says_when_there_will_be_one(site: Any) -> None:
    assert (await site.read("/activity")).one(cls="empty").one("h2").text == "Nothing yet"
    assert (await site.read("/activity?before=7")).one(cls="empty").one("h2").text == "Nothing older"


async def test_of_one_repository_only_that_ones_are_told(site: Any) -> None:
    for number, repo in ((1, "forest/paths"), (2, "forest/maps")):
        item = await site.item(1, repo_id=number, repo=repo, title=repo)
        await site.decided(item.lane, **LABELLED)
    pages = [await titles(site, path) for path in ("/activity", "/activity/forest/maps", "/activity/Forest/MAPS")]
    assert pages == [["forest/maps", "forest/paths"], ["forest/maps"], ["forest/maps"]]


async def fill(site: Any) -> None:
    """A public repository, and a private one of which ben is a maintainer."""
    for number, repo in ((1, "forest/paths"), (2, "forest/secret")):
        item = await site.item(1, repo_id=number, repo=repo, title=repo, private=number == 2)
        await site.decided(item.lane, **LABELLED)


async def test_nothing_of_a_private_repository_is_told_to_strangers(site: Any) -> None:
    await fill(site)
    unknown, private = await site.get("/activity/no/body"), await site.get("/activity/forest/secret")
    assert await titles(site, "/activity") == ["forest/paths"]
    assert (private.status_code, private.text) == (404, unknown.text)


async def test_whoever_sits_at_the_machine_sees_everything(site: Any) -> None:
    await fill(site)
    site.come_home()
    assert await titles(site, "/activity") == ["forest/secret", "forest/paths"]
    assert await titles(site, "/activity/forest/secret") == ["forest/secret"]


class TestUnpublished:
    @pytest.fixture
    def settings(self) -> Settings:
        return load(SIGN_IN | {"FINGERPOST_PUBLIC": "none"}, env_file=None)

    @pytest.mark.parametrize(
        "path", ["/", "/activity", "/activity/forest/paths", "/items/forest/paths/1", "/items/a/b/1"]
    )
    async def test_strangers_are_asked_to_sign_in(self, site: Any, path: str) -> None:
        await fill(site)
        answer = await site.get(path)
        link = site.parse(answer.text).one("main").one("a")
        assert (answer.status_code, link.attributes["href"]) == (401, f"/sign-in?to={path}")
        assert "forest" not in answer.text.replace(path, "")

    async def test_people_see_the_repositories_to_which_they_may_write(self, site: Any) -> None:
        await fill(site)
        site.sign_in("ben", forest__secret="write", forest__paths="triage")
        assert await titles(site, "/activity") == ["forest/secret"]
        board = await site.read("/")
        assert [card.one("a").attributes["href"] for card in board.every(cls="card")] == ["/items/forest/secret/1"]
        statuses = [(await site.get(f"/items/forest/{repo}/1")).status_code for repo in ("secret", "paths")]
        assert statuses == [200, 404]
