"""Schedules: at six where the community lives, once each time, late but once after an outage, and nowhere else."""

from datetime import datetime
from typing import Any

DAY = 86_400
DAILY = """
project: {purpose: We mend tools, timezone: Europe/Berlin}
rules:
  - {name: stale, on: schedule.daily, when: {idle: 3 days}, do: [{label: docs}]}
"""
MONTHLY = """
project: {purpose: We mend tools}
rules:
  - name: Monthly meeting
    on: schedule.monthly
    do: [{open_issue: {title: "Agenda {month}", body: "What do you bring?", labels: docs}}]
"""


async def until(story: Any, when: str) -> None:
    """Time passes until a moment."""
    await story.tick((datetime.fromisoformat(f"{when}+00:00") - story.clock.moment).total_seconds())


async def titles(story: Any) -> list[str]:
    state = await story.github.get("state")
    return sorted(item["title"] for item in state["items"].values())


async def test_a_scheduled_rule_acts_on_open_items_at_six_in_the_community_s_morning(story: Any) -> None:
    await story.begin(DAILY)
    item = await story.opens()  # on the 2nd, at nine
    await story.works()
    seen = []
    for moment in ("03T05:00:01", "04T05:00:01", "05T05:00:01", "06T04:59:58", "06T05:00:01"):
        await until(story, f"2026-03-{moment}")
        await story.works()
        seen.append((await story.seen(item))["labels"])
    assert seen == [[], [], [], [], ["docs"]]


async def test_after_an_outage_over_the_first_there_is_one_late_run_and_no_second(story: Any) -> None:
    await story.begin(MONTHLY)
    await story.opens(title="A wish")
    await story.works()
    await story.stop()
    await until(story, "2026-04-03T10:00:00")
    await story.start()
    await story.works()
    assert await titles(story) == ["A wish", "Agenda 2026-04"]
    [note] = (await story.notes())["schedule.monthly"]
    assert note.startswith("done: 2 days late")
    await story.restart()
    await story.works()
    assert await titles(story) == ["A wish", "Agenda 2026-04"]
    await until(story, "2026-05-01T06:00:01")
    await story.works()
    assert await titles(story) == ["A wish", "Agenda 2026-04", "Agenda 2026-05"]
