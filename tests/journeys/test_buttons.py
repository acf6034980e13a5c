"""What somebody asks by a button on a page is done as if they had written it in a comment, and is theirs."""

import asyncio
import re
from functools import partial
from html import unescape
from typing import Any

from bot.clock import milliseconds
from bot.store import asked, items
from bot.waking.again import Asked
from bot.waking.pressed import as_delivery
from tests.journeys.conftest import REPO
from tests.journeys.test_visitors import visited

RULES = 'rules: [{name: one, on: [issues.opened, issues.edited], do: [{label: [bug, docs]}, {comment: "Hello."}]}]'

PATIENCE = 400


async def presses(story: Any, login: str, wish: str) -> None:
    """Somebody presses the button beside what the bot did."""
    (item,) = await story.store.read(items.recent)
    pressed = as_delivery(item, Asked(by=login, command="undo", wish=wish), milliseconds(story.clock.now()))
    await story.give([pressed])
    await story.works()


async def test_one_thing_is_taken_back_for_good_and_it_is_known_who_asked(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await presses(story, "ada", "label docs")
    assert (await story.seen(item))["labels"] == ["bug"]
    assert set((await story.store.read(partial(asked.who, lane=await lane_of(story)))).values()) == {"ada"}
    assert (await story.decision(item))["events"] == ["page.undo"]
    await story.act("newcomer", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug"]
    assert (await story.item(item))["reactions"] == []


async def test_pressed_twice_at_once_it_is_done_once(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await presses(story, "ada", "label docs")
    await presses(story, "ada", "label docs")
    assert (await story.seen(item))["comments"] == ["Hello."]


async def test_whoever_may_not_is_told_so_and_nothing_is_done(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await presses(story, "stranger", "comment one")
    seen = await story.seen(item)
    assert (seen["labels"], len(seen["comments"])) == (["bug", "docs"], 1)
    assert "**stranger**: I did that for `one`." in seen["comments"][0].replace("\\", "")
    await presses(story, "ada", "comment one")
    assert "Hello" not in str((await story.seen(item))["comments"])


async def test_by_a_browser_it_is_pressed_on_the_items_page(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    number = item.rpartition("#")[2]
    async with visited(story) as browser:
        page = await browser.sign_in("ada", f"/items/{REPO}/{number}")
        forms = re.findall(r'<form class="undo".*?</form>', page.text)
        found = [dict(re.findall(r'name="(\w+)" value="([^"]*)"', unescape(form))) for form in forms]
        (fields,) = [form for form in found if form["target"] == "docs"]
        pressed = await browser.client.post(f"/items/{REPO}/{number}/undo", data=fields)
        assert (len(found), pressed.status_code) == (3, 303)
        for _ in range(PATIENCE):
            if (await story.seen(item))["labels"] == ["bug"]:
                break
            await asyncio.sleep(0.05)
    assert (await story.seen(item))["labels"] == ["bug"]


async def lane_of(story: Any) -> str:
    (item,) = await story.store.read(items.recent)
    return str(item.lane)
