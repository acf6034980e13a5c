"""A rule goes on some time later: unless a person did something, never twice, and whatever happened to the bot."""

from typing import Any

DAY = 86_400
FREE = """
project: {purpose: We mend tools}
board: {stages: {Backlog: {}, Drafting: {}, Review: {}}}
rules:
  - name: Free an idea that nobody is working on
    on: schedule.daily
    when: {stage: Drafting, idle: 30 days, not: {label: keep}}
    do:
      - comment: "{assignee}, still on this? Say /keep, or it opens to everyone in 7 days."
      - after: 7 days
        unless: activity
        do: [{unassign: all}, {stage: Backlog}]
"""
ASK = """
rules:
  - name: ask
    on: issues.labeled
    when: {label: triage}
    do:
      - comment: Please tell more.
      - after: 7 days
        unless: activity
        do: [{close: not_planned}, {comment: Closed for now.}]
"""


async def test_what_waits_is_done_when_nobody_did_anything(story: Any) -> None:
    await story.begin(ASK)
    item = await story.opens()
    await story.act("ada", "label", item=item, labels=["triage"])
    await story.works()
    await story.tick(7 * DAY - 10)
    await story.works()
    assert (await story.item(item))["state"] == "open"
    await story.tick(20)
    await story.restart()
    await story.works()
    seen = await story.item(item)
    assert (seen["state"], (await story.seen(item))["comments"]) == ("closed", ["Please tell more. | Closed for now."])
