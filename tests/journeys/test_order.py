"""Deliveries come late, twice and in any order: the end is the same."""

import asyncio
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

RULES = """
board:
  project: 1
  stages: {Triage: {}, Doing: {}, Review: {}, Done: {done: true}}
rules:
  - {name: hello, on: pull_request.opened, do: [{comment: "Hello {author}."}, {stage: Triage}]}
  - {name: docs, on: [pull_request.opened, pull_request.synchronize], when: {files: "docs/**"}, do: [{label: docs}]}
  - {name: urgent, when: {label: urgent}, do: [{assign: cem}, {comment: "We hurry."}]}
  - {name: ready, on: pull_request.ready_for_review, do: [{request_review: [cem]}, {stage: Review}]}
"""
END = {
    "labels": ["docs", "urgent"],
    "assignees": ["cem"],
    "comments": ["Hello ben. | We hurry."],
    "card": ["Review"],
    "requests": ["cem"],
}


async def told(story: Any, order: tuple[int, ...], *, together: bool, wait: float) -> Any:
    """Four things happen; the bot hears of them in this order."""
    await story.begin(RULES)
    item = await story.proposes(files=["docs/a.md"], branches={"draft": True})
    await story.act("ada", "label", item=item, labels="urgent")
    await story.act("ben", "ready", item=item)
    await story.act("ada", "edit", item=item, title="Mend it well")
    await story.tick(wait)
    heard, story.heard = [*story.listen()], []
    for place in order:
        await story.give([heard[place]])
        if not together:
            await story.works()
    await story.works()
    seen = await story.seen(item)
    before = await story.did()
    await story.give(heard)
    await story.works()
    assert await story.did() == before
    return seen


@pytest.mark.parametrize("together", [True, False])
async def test_every_order_of_four_deliveries_ends_the_same(tell_story: Callable[[], Any], *, together: bool) -> None:
    ends = []
    for order in itertools.permutations(range(4)):
        async with tell_story() as story:
            ends.append(await told(story, order, together=together, wait=1))
    assert ends == [END] * 24


async def test_deliveries_that_come_again_and_again_change_nothing(story: Any) -> None:
    assert await told(story, (0, 0, 1, 2, 1, 3, 0, 2, 2), together=False, wait=1) == END


ACTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "urgent": ("ada", "label", {"labels": "urgent"}),
    "calm": ("ada", "unlabel", {"labels": "urgent"}),
    "no docs": ("ada", "unlabel", {"labels": "docs"}),
    "docs": ("ada", "label", {"labels": "docs"}),
    "cem": ("ada", "assign", {"assignees": "cem"}),
    "not cem": ("ada", "unassign", {"assignees": "cem"}),
    "title": ("ben", "edit", {"title": "Mend it well"}),
    "push": ("ben", "push", {"files": ["docs/b.md"]}),
    "ready": ("ben", "ready", {}),
    "draft": ("ben", "draft", {}),
    "word": ("newcomer", "comment", {"body": "I see it too."}),
    "close": ("ada", "close", {}),
}


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=some.data())
def test_the_end_does_not_depend_on_order_or_repetition(tell_story: Callable[[], Any], data: some.DataObject) -> None:
    acts = data.draw(some.lists(some.sampled_from(sorted(ACTS)), max_size=5), label="acts")
    order = data.draw(some.randoms(use_true_random=False), label="order")
    asyncio.run(_same_end(tell_story, acts, order))


async def _same_end(tell_story: Callable[[], Any], acts: list[str], order: Any) -> None:
    async with tell_story() as story:
        first = await _end(story, acts, list)
    async with tell_story() as story:
        second = await _end(story, acts, lambda heard: order.sample([*heard, *heard], 2 * len(heard)))
    assert second == first


async def _end(story: Any, acts: list[str], ordered: Callable[[Any], Any]) -> Any:
    """What GitHub looks like after these acts, once the bot has heard of them all, long after they happened."""
    await story.begin(RULES)
    item = await story.proposes(files=["docs/a.md"], branches={"draft": True})
    for act in acts:
        login, verb, what = ACTS[act]
        await story.act(login, verb, item=item, **what)
    await story.tick(600)
    heard, story.heard = [*story.listen()], []
    for delivery in ordered(heard):
        await story.give([delivery])
        await story.works()
    did = await story.did()
    await story.give(heard)
    await story.works()
    assert await story.did() == did
    return await story.seen(item)
