"""Rules hear that an item has come to a stage, whether a rule, a command or a person's hand brought it there."""

from typing import Any

import pytest

BOARD = """
board:
  project: 1
  stages: {Triage: {}, Doing: {}, Review: {}, Done: {done: true}}
roles: {}
"""
RULES = f"""{BOARD}
rules:
  - {{name: new, on: issues.opened, do: [{{stage: Triage}}]}}
  - {{name: triaged, on: stage.entered, when: {{stage: Triage}}, do: [{{label: triage}}]}}
  - {{name: reviewed, on: stage.entered, when: {{stage: Review}}, do: [{{assign: cem}}, {{label: docs}}]}}
"""


async def test_a_rule_goes_on_from_where_another_brought_it(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    seen = await story.seen(item)
    assert (seen["card"], seen["labels"]) == (["Triage"], ["triage"])


@pytest.mark.parametrize("hand", [True, False], ids=["by hand", "by a command"])
async def test_a_person_brings_it_there(story: Any, hand: bool) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await story.tick(60)
    if hand:
        await story.act("ada", "move_card", item=item, option="Review")
    else:
        await story.act("ada", "comment", item=item, body="/stage Review")
    await story.works()
    seen = await story.seen(item)
    assert (seen["card"], seen["assignees"], seen["labels"]) == (["Review"], ["cem"], ["docs", "triage"])


async def test_it_is_told_once_for_each_time(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    for option in ("Review", "Doing", "Review"):
        await story.tick(60)
        await story.act("ada", "move_card", item=item, option=option)
        await story.works()
        await story.act("ada", "unlabel", item=item, labels="docs")
        await story.works()
    assert (await story.seen(item))["labels"] == ["triage"]
    assert [verb for verb, target, _ in await story.ledger(item) if target == "docs"] == ["label"]
