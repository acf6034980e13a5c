"""How a page stays fresh: asked again, it answers with only what changed, or that nothing did."""

from typing import Any

from bot.store import decisions
from bot.store.items import forget
from webhooks.pages.boards import reading

LABELLED = {"actions": [{"do": "label", "rule": "Sort", "labels": ["docs"]}], "events": ["issues.opened"]}


async def test_what_did_not_change_is_not_sent_again(site: Any) -> None:
    item = await site.item(1)
    await site.decided(item.lane, **LABELLED)
    for path in ("/", "/?part=live", "/items/forest/paths/1"):
        first = await site.get(path)
        again = await site.get(path, If_None_Match=first.headers["etag"])
        behind_a_proxy = await site.get(path, If_None_Match=f'"other", W/{first.headers["etag"]}')
        answers = [(answer.status_code, answer.content) for answer in (again, behind_a_proxy)]
        assert answers == [(304, b""), (304, b"")]
        assert (first.headers["cache-control"], again.headers["etag"]) == ("no-cache", first.headers["etag"])


async def test_what_changed_is_sent(site: Any) -> None:
    await site.item(1)
    etag = (await site.get("/?part=live")).headers["etag"]
    site.clock.forward(seconds=1)
    await site.item(2)
    answer = await site.get("/?part=live", If_None_Match=etag)
    assert (answer.status_code, "Sign 2 fell over" in answer.text) == (200, True)


async def test_a_new_decision_and_new_rules_show_at_once(site: Any) -> None:
    item = await site.item(1)
    before = await site.get("/")
    await site.decided(item.lane, **LABELLED)
    decided = await site.get("/")
    site.clock.forward(seconds=1)
    await site.rules("project: {purpose: Signs.}\nboard: {stages: {Review: {}}}\nrules: []\n")
    ruled = await site.get("/")
    assert ["+docs" in answer.text for answer in (before, decided)] == [False, True]
    assert ['data-column="Review"' in answer.text for answer in (decided, ruled)] == [False, True]


async def test_a_look_that_came_to_the_same_is_news_as_well(site: Any) -> None:
    versions = []
    for _ in range(3):
        await site.decided("1#0", events=["schedule.daily"], rules_version="v1")
        versions.append(await site.store.read(reading.version))
    assert (len(set(versions)), len(await site.store.read(decisions.recent))) == (3, 1)


async def test_what_was_deleted_is_gone_before_long(site: Any) -> None:
    await site.item(1)
    await site.get("/")
    await site.store.write(lambda connection: forget(connection, "1#1"))
    site.clock.forward(seconds=20)
    assert "Sign 1" not in (await site.get("/")).text


async def test_a_part_is_the_same_content_without_its_frame(site: Any) -> None:
    item = await site.item(1)
    await site.decided(item.lane, **LABELLED)
    for path in ("/", "/items/forest/paths/1"):
        whole, part = await site.read(path), await site.read(f"{path}?part=live")
        assert whole.one("main").text == part.text
        assert (part.every("html"), whole.one("main").attributes["data-live"]) == ([], f"{path}?part=live")


async def test_without_scripts_there_is_a_link_to_reload(site: Any) -> None:
    link = (await site.read("/")).one("noscript").one("a")
    assert (link.text, link.attributes["href"]) == ("Reload", "")


async def test_a_page_can_be_asked_for_by_its_head_alone(site: Any) -> None:
    answer = await site.client.head("/")
    assert (answer.status_code, answer.content) == (200, b"")
