"""A second comment of the bot's own that shows up late is deleted; nobody else's is."""

from typing import Any

import pytest

HELLO = "rules: [{name: Welcome, on: issues.opened, do: [{comment: Hello.}]}]"


async def both(story: Any, item: str) -> list[tuple[str, str]]:
    return [(one["author"], one["body"]) for one in (await story.item(item))["comments"]]


@pytest.mark.parametrize(("who", "left"), [("fingerpost[bot]", 1), ("stranger", 2)])
async def test_only_the_bots_own_double_is_deleted(story: Any, who: str, left: int) -> None:
    await story.begin(HELLO)
    item = await story.opens()
    await story.works()
    [(_, body)] = await both(story, item)
    await story.act(who, "comment", item=item, body=body)
    await story.works()
    assert [author for author, _ in await both(story, item)] == ["fingerpost[bot]", who][:left]


async def test_the_one_that_is_known_stays_whatever_is_heard_again(story: Any) -> None:
    await story.begin(HELLO)
    item = await story.opens()
    await story.works()
    [told] = await both(story, item)
    before = await story.cost()
    await story.act("ben", "comment", item=item, body="Nice.")
    await story.works()
    assert (await both(story, item))[0] == told
    assert before["mutation"] == 1
    assert "mutation" not in await story.cost()
