"""What nobody works on is free again, kindly: a warning first, and no clock runs while others have to act."""

from datetime import timedelta
from typing import Any

from tests.journeys.conftest import plain

RULES = """
rules:
  - name: Free what nobody works on
    on: schedule.daily
    when: {idle: 30 days, not: {any: [{assignees: none}, {label: keep}]}}
    do:
      - comment: {text: "{assignee|mention}, still on this? Say /keep, or it opens to everyone.", notify: true}
      - after: 7 days
        unless: activity
        do: [{unassign: all}]
"""
DAY = timedelta(days=1).total_seconds()
ASKED = "@newcomer, still on this? Say /keep, or it opens to everyone."


async def begin(story: Any) -> str:
    """An issue that somebody has taken."""
    await story.begin(RULES)
    item = await story.opens("ada")
    await story.works()
    await story.act("newcomer", "comment", item=item, body="/assign")
    await story.works()
    return str(item)


async def days(story: Any, number: int) -> None:
    """Days pass, and the bot does what is due then."""
    await story.tick(number * DAY)
    await story.works()


async def now(story: Any, item: str) -> tuple[list[str], list[str]]:
    """Who has the item, and what the bot says."""
    seen = await story.seen(item)
    return seen["assignees"], seen["comments"]


async def test_what_is_idle_is_asked_after_and_then_free_and_the_next_in_line_is_told(story: Any) -> None:
    item = await begin(story)
    await story.act("stranger", "comment", item=item, body="/assign")
    await days(story, 29)
    assert ASKED not in str(await now(story, item))
    await days(story, 2)
    assert (await now(story, item))[0] == ["newcomer"]
    assert ASKED in str(await now(story, item))
    await days(story, 8)
    assert (await now(story, item))[0] == []
    assert "@stranger, you waited for this, and it is free now." in str(await now(story, item))


async def test_still_on_it_begins_the_wait_anew(story: Any) -> None:
    """S28: idle for 30 days, then whoever has it writes "still on it": no release."""
    item = await begin(story)
    await days(story, 31)
    assert ASKED in str(await now(story, item))
    await story.act("newcomer", "comment", item=item, body="Still on it.")
    await days(story, 20)
    assert (await now(story, item))[0] == ["newcomer"]


async def test_who_is_warned_a_second_time_hears_of_it_although_the_words_are_the_same(story: Any) -> None:
    item = await begin(story)
    await days(story, 31)
    await story.act("newcomer", "comment", item=item, body="Still on it.")
    await days(story, 31)
    assert (await now(story, item))[0] == ["newcomer"]
    bodies = [plain(comment["body"]) for comment in (await story.item(item))["comments"]]
    assert bodies == ["/assign", "Still on it.", ASKED]
    await days(story, 2)
    assert [plain(comment["body"]) for comment in (await story.item(item))["comments"]] == bodies
    await days(story, 6)
    assert (await now(story, item))[0] == []


async def test_keep_begins_the_wait_anew(story: Any) -> None:
    item = await begin(story)
    await days(story, 29)
    await story.act("newcomer", "comment", item=item, body="/keep")
    await days(story, 20)
    assert await now(story, item) == (["newcomer"], [])


async def test_what_is_done_to_a_pull_request_that_closes_the_issue_is_done_for_the_issue(story: Any) -> None:
    item = await begin(story)
    pull = await story.proposes("newcomer", body="Closes #1", branches={"draft": True})
    await days(story, 20)
    await story.act("newcomer", "comment", item=pull, body="Half of it is there.")
    await days(story, 20)
    assert await now(story, item) == (["newcomer"], [])
    await days(story, 12)
    assert ASKED in str(await now(story, item))


async def test_no_clock_runs_while_a_reviewer_has_to_act(story: Any) -> None:
    item = await begin(story)
    pull = await story.proposes("newcomer", body="Closes #1")
    await days(story, 45)
    assert await now(story, item) == (["newcomer"], [])
    await story.act("ada", "review", item=pull, state="request_changes", body="Please add a test.")
    await days(story, 29)
    assert await now(story, item) == (["newcomer"], [])
    await days(story, 3)
    assert ASKED in str(await now(story, item))
