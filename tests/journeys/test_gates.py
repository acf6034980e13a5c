"""A stage may need something first: rules and commands wait for it, a person's own hand does not."""

from typing import Any

RULES = """
board:
  project: 1
  stages: {Triage: {}, Doing: {}, Review: {needs: {label: docs}}, Done: {done: true}}
rules:
  - {name: reviewed, on: issues.edited, do: [{stage: Review}]}
"""
TOLD = "`Review` still needs the label docs. The card stays where it was put."


async def test_a_rule_moves_the_item_once_it_has_what_the_stage_needs(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.act("newcomer", "edit", item=item, title="It breaks more")
    await story.works()
    assert ((await story.seen(item))["card"], await story.held_back(item)) == ([], ["Review needs the label docs"])
    await story.act("ada", "label", item=item, labels="docs")
    await story.act("newcomer", "edit", item=item, title="It breaks most")
    await story.works()
    assert (await story.seen(item))["card"] == ["Review"]


async def test_a_card_that_a_person_moved_past_it_stays_and_what_is_missing_is_said_once(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await story.act("ada", "add_card", item=item)
    await story.works()
    await story.tick(60)
    await story.act("ada", "move_card", item=item, option="Review")
    await story.works()
    seen = await story.seen(item)
    assert (seen["card"], seen["comments"]) == (["Review"], [TOLD])
    await story.tick(60)
    await story.act("ada", "move_card", item=item, option="Done")
    await story.works()
    seen = await story.seen(item)
    assert (seen["card"], seen["comments"]) == (["Done"], [])
