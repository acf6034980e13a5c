"""A stage asks its owner after a while: once, in the bot's one comment, and never while somebody is at work."""

from typing import Any

DAY = 86_400
HOUR = 3_600
BOARD = """
project: {purpose: We mend tools, people: people.yml}
board:
  stages:
    Triage: {}
    Doing: {owner: assignee, nudge: 7 days}
    Review: {owner: editor, nudge: 2 business days}
rules: []
"""
ASKED = "@ben | This has waited at Doing for a while. Could you take the next step, or say what is in the way?"


async def begin(story: Any, stage: str, people: str = "[]", later: float = 0) -> str:
    """An issue of ben's that stands at a stage."""
    files = {"people.yml": people}
    await story.begin(BOARD, repositories=[{"name": "orchard/tools", "labels": [f"stage/{stage}"], "files": files}])
    await story.tick(later)
    item = await story.opens(assignees=["ben"])
    await story.act("ada", "label", item=item, labels=[f"stage/{stage}"])
    await story.works()
    return str(item)


async def comments(story: Any, item: str) -> list[str]:
    await story.works()
    return list((await story.seen(item))["comments"])


async def test_the_owner_is_asked_once_and_the_words_go_when_somebody_acts(story: Any) -> None:
    item = await begin(story, "Doing")
    await story.tick(7 * DAY - 60)
    assert await comments(story, item) == []
    await story.tick(120)
    assert await comments(story, item) == [ASKED]
    await story.tick(3 * DAY)
    assert await comments(story, item) == [ASKED]
    await story.act("ben", "comment", item=item, body="I am at it.")
    assert await comments(story, item) == []
    await story.tick(7 * DAY + 60)
    assert await comments(story, item) == [ASKED]


async def test_business_days_are_those_of_the_owner_s_own_time_zone(story: Any) -> None:
    people = "[{github: cem, roles: [editor], timezone: Pacific/Auckland}]"
    item = await begin(story, "Review", people, 4 * DAY + 11 * HOUR)  # Friday at 20:00, which is Saturday there
    await story.tick(3 * DAY + 15 * HOUR - 60)  # their Tuesday ends on Tuesday at 11:00
    assert await comments(story, item) == []
    await story.tick(120)
    assert await comments(story, item) == [ASKED.replace("@ben", "@cem").replace("Doing", "Review")]
