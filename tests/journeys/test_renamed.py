"""Columns and fields that are renamed on the board are followed by their ids; a deleted one is said to be deleted."""

from typing import Any

import pytest

RULES = """
board: {project: 1, stages: {Triage: {}, Doing: {}, Review: {}, Done: {}}}
rules:
  - {name: new, on: issues.opened, do: [{stage: Triage}]}
  - {name: go, on: issues.edited, when: {title: more}, do: [{stage: Review}]}
  - {name: end, on: issues.edited, when: {title: most, stage: Review}, do: [{stage: Done}, {label: docs}]}
"""
RENAMED = "the board calls the column Review “Looking at it” now: write that name in the rule file"
LONGER_THAN_KEPT = 601


async def begun(story: Any) -> str:
    """An item that stands in Triage."""
    await story.begin(RULES)
    item: str = await story.opens()
    await story.works()
    assert (await story.seen(item))["card"] == ["Triage"]
    return item


@pytest.mark.parametrize("later", [1, LONGER_THAN_KEPT], ids=["at once", "after a while"])
async def test_a_renamed_column_is_the_same_stage(story: Any, later: int) -> None:
    item = await begun(story)
    await story.act("ada", "rename_option", organization="orchard", option="Review", name="Looking at it")
    await story.tick(later)
    await story.act("ada", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.seen(item))["card"] == ["Looking at it"]
    assert await story.held_back(item) == ([RENAMED] if later > 1 else [])
    await story.act("ada", "edit", item=item, title="It breaks most")
    await story.works()
    seen = await story.seen(item)
    assert (seen["card"], seen["labels"]) == (["Done"], ["docs"])


async def test_a_name_is_remembered_over_a_restart(story: Any) -> None:
    item = await begun(story)
    await story.act("ada", "rename_option", organization="orchard", option="Review", name="Looking at it")
    await story.restart()
    await story.act("ada", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.seen(item))["card"] == ["Looking at it"]


@pytest.mark.parametrize("later", [1, LONGER_THAN_KEPT], ids=["at once", "after a while"])
async def test_a_renamed_field_is_the_same_field(story: Any, later: int) -> None:
    item = await begun(story)
    await story.act("ada", "rename_field", organization="orchard", name="Progress")
    await story.tick(later)
    await story.act("ada", "edit", item=item, title="It breaks more")
    await story.works()
    [card] = (await story.item(item))["cards"]
    assert card["values"]["Progress"] == "Review"
    why = "the board calls the field Status “Progress” now: write that name in the rule file"
    assert await story.held_back(item) == [why]


@pytest.mark.parametrize("later", [1, LONGER_THAN_KEPT], ids=["at once", "after a while"])
async def test_a_deleted_column_is_said_to_be_deleted_and_a_label_carries_the_stage(story: Any, later: int) -> None:
    item = await begun(story)
    await story.act("ada", "delete_option", organization="orchard", option="Review")
    await story.tick(later)
    await story.act("ada", "edit", item=item, title="It breaks more")
    await story.works_on(30)
    seen = await story.seen(item)
    assert (seen["card"], seen["labels"]) == (["Triage"], ["stage/Review"])
    assert await story.held_back(item) == [
        "the column Review was deleted from the board; the label stage/Review carries the stage instead"
    ]


async def test_a_column_that_bears_the_name_today_is_the_one_that_is_meant(story: Any) -> None:
    item = await begun(story)
    await story.act("ada", "rename_option", organization="orchard", option="Review", name="Looking at it")
    await story.act("ada", "add_option", organization="orchard", option="Review")
    await story.tick(LONGER_THAN_KEPT)
    await story.act("ada", "edit", item=item, title="It breaks more")
    await story.works()
    assert ((await story.seen(item))["card"], await story.held_back(item)) == (["Review"], [])


async def test_a_person_who_moves_a_card_to_a_renamed_column_is_understood(story: Any) -> None:
    await story.begin(RULES.replace("project: 1,", "project: 1, labels: true,"))
    item = await story.opens()
    await story.works()
    await story.act("ada", "rename_option", organization="orchard", option="Review", name="Looking at it")
    await story.act("ada", "move_card", item=item, option="Looking at it")
    await story.works()
    seen = await story.seen(item)
    assert (seen["card"], seen["labels"]) == (["Looking at it"], ["stage/Review"])
