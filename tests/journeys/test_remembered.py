"""What the bot remembers of an item, for its pages: as people left it, without asking GitHub for it."""

from functools import partial
from typing import Any

import sqlalchemy as sa

from bot.store import items, schema

RULES = """
board: {project: 1, stages: {Triage: {}, Doing: {}, Done: {}}}
rules: [{name: one, on: issues.opened, do: [{stage: Triage}]}]
"""


async def remembered(story: Any, item: str) -> tuple[str, str | None, str]:
    record = await story.store.read(partial(items.find, lane=await story.lane(item)))
    return record.title, record.stage, record.state


async def test_a_card_that_a_person_moves_is_remembered_where_it_stands(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    assert await remembered(story, item) == ("It breaks", "Triage", "open")
    await story.cost()
    await story.act("ada", "move_card", item=item, option="Done")
    await story.works()
    assert await remembered(story, item) == ("It breaks", "Done", "open")
    assert await story.cost() == {}


async def test_what_no_rule_waits_for_is_remembered_all_the_same(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await story.cost()
    await story.act("ada", "edit", item=item, title="It broke")
    await story.act("ada", "close", item=item)
    await story.works()
    assert await remembered(story, item) == ("It broke", "Triage", "closed")
    assert await story.cost() == {}


async def test_an_echo_of_a_card_waits_for_the_look_that_moved_it(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works(echoes=False)
    record = await story.store.read(partial(items.find, lane=await story.lane(item)))
    await story.store.write(partial(items.forget, lane=record.lane))
    await story.cost()
    story.heard = [one for one in story.listen() if one.event == "projects_v2_item.created"]
    await story.works()
    assert await story.cost() == {}
    await story.store.write(partial(items.save, record=record))
    await story.tick()
    await story.works()
    assert (await story.notes())["projects_v2_item.created"] == ["done: no rule waits for this"]
    assert await story.cost() == {}


async def test_whoever_has_written_before_is_not_new_even_where_the_bot_has_forgotten_it(story: Any) -> None:
    await story.begin("rules: [{name: one, on: issues.opened, when: {author: {new: true}}, do: [{label: bug}]}]")
    first = await story.opens("newcomer", "The first")
    await story.works()
    await story.store.write(lambda c: c.execute(sa.delete(schema.person)))
    second = await story.opens("newcomer", "The second")
    await story.works()
    assert [(await story.seen(item))["labels"] for item in (first, second)] == [["bug"], []]
