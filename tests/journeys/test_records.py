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


CREDITING = """
rules:
  - name: Thanks
    on: pull_request.closed
    when: {state: merged}
    do: [{credit: [author, reviewers, translators]}]
"""


async def test_whoever_wrote_and_reviewed_has_credit_when_it_is_merged_and_nobody_is_told(story: Any) -> None:
    await story.begin(CREDITING)
    pull = await story.proposes("newcomer")
    await story.act("ada", "review", item=pull, state="approve", body="Good.")
    await story.works()
    assert await story.ledger(pull) == []
    await story.act("ada", "merge", item=pull)
    await story.works()
    await story.act("ben", "comment", item=pull, body="Nice.")
    await story.works()
    kept = await story.store.read(partial(records.of_item, lane=await story.lane(pull)))
    assert sorted(one.name for one in kept) == ["credit: content, newcomer", "credit: review, ada"]
    assert await story.did() == []
