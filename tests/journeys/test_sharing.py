"""Many items at once: they share their requests, and each ends as if it had been alone."""

from typing import Any

import pytest
import sqlalchemy as sa

from bot.queue.pacing import Limits
from bot.queue.rank import COMMAND, EVENT
from bot.store.schema import lane

BOARD = "board: {project: 1, stages: {Triage: {}, Doing: {}, Review: {}, Done: {done: true}}}"
WELCOME = f"""{BOARD}
rules:
  - name: welcome
    on: issues.opened
    do: [{{label: bug}}, {{comment: "Hello."}}, {{assign: ben}}, {{stage: Triage}}]
"""
ALL_DONE = {"labels": ["bug"], "assignees": ["ben"], "comments": ["Hello."], "card": ["Triage"]}
EFFECTS = ["add_card", "assign", "comment", "label", "move_card"]


async def told(story: Any, items: list[str]) -> None:
    """Everything was done to each, and nothing twice."""
    assert [await story.seen(item) for item in items] == [ALL_DONE] * len(items)
    done = [deed for deed in await story.did() if "in vain" not in deed]
    assert sorted(done) == sorted(EFFECTS * len(items))


async def warmed(story: Any, rules: str = WELCOME) -> None:
    """The bot knows rules, names and the board."""
    await story.begin(rules)
    await story.opens()
    await story.works()
    await story.cost()


async def test_twelve_issues_cost_a_few_requests(story: Any) -> None:
    await warmed(story)
    items = [await story.opens(title=f"Number {n}") for n in range(12)]
    await story.works(echoes=False)
    cost = await story.cost()
    assert (set(cost), cost["mutation"] <= len(items) / 2) == ({"mutation"}, True), cost
    await told(story, ["orchard/tools#1", *items])


async def test_what_was_deleted_under_way_concerns_no_other(story: Any) -> None:
    await warmed(story)
    items = [await story.opens(title=f"Number {n}") for n in range(4)]
    await story.hear()
    await story.act("ada", "delete_item", item=items[1])
    story.listen()
    story.heard = []
    await story.works_on(30)
    await told(story, ["orchard/tools#1", items[0], *items[2:]])
    assert await story.failures(items[1]) != {}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["status", "drop", "graphql_error"])
async def test_a_shared_write_without_an_answer_is_made_good_for_each_alone(story: Any, when: str, kind: str) -> None:
    await warmed(story)
    await story.github.post("faults", [{"match": "addLabels.*addLabels", "when": when, "kind": kind, "times": None}])
    items = [await story.opens(title=f"Number {n}") for n in range(4)]
    await story.works_on()
    await told(story, ["orchard/tools#1", *items])


async def test_a_read_that_is_too_much_for_github_is_asked_in_smaller_pieces(story: Any) -> None:
    await warmed(story, WELCOME.replace("issues.opened", "[issues.opened, issues.edited]"))
    items = [await story.opens(title=f"Number {n}") for n in range(4)]
    await story.works()
    await story.github.post("faults", [{"match": "node node node", "times": None}])
    for item in items:
        await story.act("ada", "edit", item=item, body="More")
    await story.works()
    assert [note for note in (await story.notes())["issues.edited"] if not note.startswith("done")] == []


async def test_a_minutes_content_is_reached_and_never_passed(story: Any) -> None:
    await story.begin(WELCOME)
    await story.github.post("config", {"content_per_minute": 80})
    items = [await story.opens(title=f"Number {n}") for n in range(90)]
    await story.tick(60)
    await story.works()
    seen = [await story.seen(item) for item in items]
    assert sum(len(one["comments"]) for one in seen) == 80
    assert [(one["labels"], one["card"]) for one in seen] == [(["bug"], ["Triage"])] * 90
    await story.works_on(75)
    await story.github.post("config", {"content_per_minute": 0})
    await told(story, items)
    stats = await story.github.get("stats")
    assert (stats["content_creations"]["total"], stats["content_creations"]["most_in_a_minute"]) == (90, 80)
    assert stats["by_status"].keys() == {"200", "201"}


async def test_what_was_created_before_a_restart_counts_after_it(story: Any) -> None:
    await story.begin(WELCOME)
    items = [await story.opens(title=f"Number {n}") for n in range(80)]
    await story.works()
    await story.restart()
    late = await story.opens(title="One more")
    await story.works()
    assert ((await story.seen(late))["labels"], (await story.seen(late))["comments"]) == (["bug"], [])
    assert "GitHub takes no more content before" in (await story.failures(late))["welcome"]
    await story.works_on(75)
    await told(story, [*items, late])


async def test_an_item_on_which_a_person_asks_for_something_has_the_first_turn(story: Any) -> None:
    await story.begin(WELCOME)
    first, second = [await story.opens(title=f"Number {n}") for n in range(2)]
    await story.act("ada", "comment", item=second, body="Thanks!\n\n/assign")
    await story.hear()
    ranks = sa.select(lane.c.lane, lane.c.rank).order_by(lane.c.rank)
    rows = await story.store.read(lambda connection: connection.execute(ranks).all())
    assert [tuple(row) for row in rows] == [(await story.lane(second), COMMAND), (await story.lane(first), EVENT)]


async def test_a_person_is_heard_where_the_item_still_waits_until_github_takes_more_content(story: Any) -> None:
    story.settings = story.settings.model_copy(update={"creations": Limits(a_minute=2)})
    await story.begin("rules: [{name: hello, on: issues.opened, do: [{comment: Hello.}]}]")
    items = [await story.opens() for _ in range(3)]
    await story.works()
    [late] = [item for item in items if not (await story.seen(item))["comments"]]
    await story.act("ben", "comment", item=late, body="/assign")
    await story.works()
    seen = await story.seen(late)
    assert (seen["assignees"], seen["comments"]) == (["ben"], [])
    await story.tick(61)
    await story.works()
    assert [(await story.seen(item))["comments"] for item in items] == [["Hello."]] * 3
