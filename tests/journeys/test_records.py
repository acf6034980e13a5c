"""What rules remember of items."""

from functools import partial
from typing import Any

from bot.store import records

RULES = "rules: [{name: Keep, when: {label: docs}, do: [{record: talk}]}]"


async def test_an_item_is_recorded_once_and_nothing_is_written_on_github(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens(labels=["docs"])
    await story.works()
    first = await story.store.read(partial(records.of_item, lane=await story.lane(item)))
    await story.tick(60)
    await story.act("ben", "comment", item=item, body="Nice.")
    await story.works()
    again = await story.store.read(partial(records.of_item, lane=await story.lane(item)))
    assert [(one.name, one.rule) for one in first] == [("talk", "Keep")]
    assert again == first
    assert await story.ledger(item) == [("record", "talk", "done")]
    assert await story.did() == []
