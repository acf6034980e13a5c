"""What GitHub could not hand over is made good: by what it keeps, and by what its timeline tells."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot import recover
from bot.clock import milliseconds
from tests.journeys.conftest import whole
from tests.journeys.test_rule_changes import FILE, checks

NOBODY = "http://127.0.0.1:9/nobody-listens-here"
EVERY = timedelta(minutes=3)
HELLO = """
rules:
  - {name: hello, on: issues.opened, do: [{label: triage}, {comment: "Hello."}]}
"""
ALL = """
rules:
  - {name: opened, on: [issues.opened, pull_request.opened, discussion.created], do: [{comment: "Hello."}]}
  - {name: urgent, on: [issues.labeled, pull_request.labeled], when: {label: urgent}, do: [{comment: "At once."}]}
  - {name: said, on: issue_comment.created, when: {actor: ben}, do: [{react: eyes}]}
  - {name: ready, on: pull_request.ready_for_review, do: [{label: triage}]}
  - {name: again, on: issues.reopened, do: [{assign: ben}]}
  - {name: closed, on: issues.closed, do: [{label: docs}]}
  - {name: standing, when: {title: crash}, do: [{label: bug}]}
"""


@pytest.fixture
async def deaf(story: Any) -> AsyncIterator[Any]:
    """A story in which GitHub posts to an address where nobody listens: it keeps each delivery as failed."""
    await story.github.post("config", {"webhook_url": NOBODY})
    yield story
    await story.github.post("config", {"webhook_url": None})


async def starts(story: Any) -> None:
    """The program has begun: a round of recovery is due."""
    now = milliseconds(story.clock.now())
    await story.store.write(partial(recover.begin, now=now, every=EVERY))
    await story.works()


async def lose(story: Any) -> list[Any]:
    """Everything that GitHub has sent is lost on the way; gives it, for those who find it later."""
    if (await story.github.get("config"))["webhook_url"]:
        await story.github.settle()
    lost, story.heard = story.listen(), []
    return list(lost)


async def rounds(story: Any, number: int = 1) -> None:
    """Time passes, and as many rounds of recovery."""
    for _ in range(number):
        await story.github.settle()
        await story.tick(EVERY.total_seconds())
        await story.works()


async def asked_again(story: Any) -> int:
    """How many redeliveries of an opened issue GitHub was asked for."""
    log = (await story.github.get("deliveries"))["deliveries"]
    return sum(each["redelivery"] and each["action"] == "opened" for each in log)


async def test_what_failed_is_asked_for_again_and_acts_once(deaf: Any) -> None:
    await deaf.begin(HELLO)
    await starts(deaf)
    item = await deaf.opens()
    await lose(deaf)
    assert (await deaf.seen(item))["comments"] == []
    await rounds(deaf, 3)
    assert (await deaf.seen(item))["comments"] == ["Hello."]
    assert await asked_again(deaf) == 1


async def test_what_was_heard_is_not_asked_for_though_github_thinks_that_it_failed(deaf: Any) -> None:
    await deaf.begin(HELLO)
    await starts(deaf)
    item = await deaf.opens()
    await deaf.works()
    await rounds(deaf)
    assert (await asked_again(deaf), (await deaf.seen(item))["comments"]) == (0, ["Hello."])


async def test_nothing_is_done_about_what_was_before_the_first_start(deaf: Any) -> None:
    await deaf.begin(HELLO)
    item = await deaf.opens()
    await lose(deaf)
    await deaf.tick(60)
    await starts(deaf)
    await rounds(deaf, 2)
    assert (await asked_again(deaf), (await deaf.seen(item))["comments"]) == (0, [])


async def test_what_fails_again_is_asked_for_less_and_less_often_and_not_for_ever(deaf: Any) -> None:
    await deaf.begin(HELLO)
    await starts(deaf)
    await deaf.opens()
    asked = []
    for _ in range(11):
        for _ in range(2):
            await lose(deaf)
            await deaf.tick(EVERY.total_seconds())
            await deaf.works(echoes=False)
        asked.append(await asked_again(deaf))
    assert asked == [1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4]
    await deaf.tick(timedelta(days=1).total_seconds())
    for _ in range(10):
        await lose(deaf)
        await deaf.tick(timedelta(hours=12).total_seconds())
        await deaf.works(echoes=False)
    assert await asked_again(deaf) == recover.MOST_TIMES


async def test_after_a_long_silence_events_are_made_again_from_what_github_tells(story: Any) -> None:
    await story.begin(ALL)
    issue, pull, old = await story.opens(), await story.proposes(), await story.opens()
    await story.act("ben", "draft", item=pull)
    await story.works()
    await starts(story)
    await story.tick(60)
    new = await story.opens(title="A crash")
    talk = await story.discusses()
    await story.act("ada", "label", item=issue, labels=["urgent"])
    await story.act("ben", "comment", item=issue, body="I see.")
    await story.act("ben", "ready", item=pull)
    await story.act("ada", "close", item=old)
    await story.act("ada", "reopen", item=old)
    await lose(story)
    await story.tick(3_600)
    await story.restart()
    await starts(story)
    seen = {name: await story.seen(name) for name in (issue, pull, old, new, talk)}
    assert [seen[name]["comments"] for name in (issue, new, talk)] == [["Hello. | At once."], ["Hello."], ["Hello."]]
    assert [seen[name]["labels"] for name in (pull, new, old)] == [["triage"], ["bug"], ["docs"]]
    assert seen[old]["assignees"] == ["ben"]
    assert [one["content"] for one in (await story.item(issue))["reactions"]] == ["EYES"]


@pytest.mark.parametrize("late", [True, False])
async def test_an_event_made_again_and_its_late_delivery_are_one(story: Any, *, late: bool) -> None:
    await story.begin("""
rules:
  - {name: hello, on: issues.opened, do: [{label: triage}]}
  - {name: urgent, on: issues.labeled, when: {label: urgent}, do: [{label: bug}]}
""")
    await starts(story)
    await story.tick(60)
    item = await story.opens()
    await story.act("ada", "label", item=item, labels=["urgent"])
    lost = await lose(story)
    if not late:
        await story.give(lost)
        await story.works()
        await lose(story)
    await story.tick(3_600)
    await starts(story)
    assert (await story.seen(item))["labels"] == ["bug", "triage", "urgent"]
    await story.act("ada", "unlabel", item=item, labels=["triage", "bug"])
    await story.works()
    await story.give(lost)
    await story.works()
    assert (await story.seen(item))["labels"] == ["urgent"]
    entries = await story.ledger(item)
    assert sorted(entries) == [("label", "bug", "done"), ("label", "triage", "done")]


async def test_what_was_dealt_with_is_not_made_again_where_it_would_come_to_something_else(story: Any) -> None:
    await story.begin("rules: [{name: over, on: issues.closed, do: [{unlabel: docs}]}]")
    await starts(story)
    await story.tick(60)
    heard, missed = await story.opens(), await story.opens()
    await story.act("ada", "close", item=heard)
    await story.works()
    await story.act("ada", "close", item=missed)
    await lose(story)
    for item in (heard, missed):
        await story.act("ada", "label", item=item, labels=["docs"])
    await story.tick(3_600)
    await starts(story)
    assert [(await story.seen(item))["labels"] for item in (heard, missed)] == [["docs"], []]


@pytest.mark.parametrize("pushed", [False, True])
async def test_first_rules_that_came_in_a_long_silence_are_checked_and_nothing_else_is_done(
    story: Any, *, pushed: bool
) -> None:
    await story.begin(None)
    rules = {FILE: "project: {purpose: p}\nrules: [{name: A, do: [{label: bug}]}]\n"}
    old = await story.proposes(title="Rules to come")
    await story.works()
    await starts(story)
    await story.tick(60)
    if pushed:
        await story.act("ben", "push", item=old, files=rules)
    else:
        await story.proposes(title="Rules", files=rules)
    others = [await story.proposes(body="/recheck"), await story.opens()]
    await lose(story)
    await story.tick(3_600)
    await story.restart()
    await starts(story)
    assert [check["conclusion"] for check in await checks(story)] == ["success"]
    assert (await story.did(), [(await story.seen(name))["labels"] for name in others]) == (["check"], [[], []])


@pytest.mark.parametrize("pushed", [False, True])
async def test_other_rules_that_were_proposed_in_a_long_silence_are_checked_once(story: Any, *, pushed: bool) -> None:
    await story.begin(HELLO)
    old = await story.proposes(title="Rules to come")
    await story.works()
    await starts(story)
    await story.tick(60)
    rules = {FILE: whole(HELLO.replace("triage", "docs"))}
    if pushed:
        await story.act("ben", "push", item=old, files=rules)
    else:
        await story.proposes(title="Rules", files=rules)
    await story.act("ben", "comment", item=await story.opens(), body="Hello")
    await lose(story)
    for _ in range(2):
        await story.tick(3_600)
        await story.restart()
        await starts(story)
    assert [check["conclusion"] for check in await checks(story)] == ["success"]


async def test_where_no_rules_are_a_silence_costs_one_question_for_each_pull_request(story: Any) -> None:
    await story.begin(None)
    await story.works()
    await starts(story)
    await story.tick(60)
    for _ in range(5):
        await story.proposes()
        await story.opens()
    await lose(story)
    await story.tick(3_600)
    await story.cost()
    await starts(story)
    listed, of_rules = 1, 1
    assert (await story.cost())["query"] <= listed + of_rules + 5


async def test_two_processes_make_one_round(deaf: Any) -> None:
    await deaf.begin(HELLO)
    await starts(deaf)
    await deaf.opens()
    await lose(deaf)
    now = milliseconds(deaf.clock.now())
    for _ in range(2):
        await deaf.store.write(partial(recover.begin, now=now, every=EVERY))
    await deaf.cost()
    await deaf.worker().drain()
    assert await deaf.cost() == {"rest": 3}


async def test_a_rate_limit_parks_the_round_and_nothing_else(deaf: Any) -> None:
    await deaf.begin(HELLO)
    await starts(deaf)
    lost = await deaf.opens()
    await lose(deaf)
    fault = {"match": "GET /app/hook", "kind": "limit", "limit": "primary"}
    await deaf.github.post("faults", [fault])
    await rounds(deaf)
    other = await deaf.opens()
    await deaf.works()
    assert [(await deaf.seen(name))["comments"] for name in (lost, other)] == [[], ["Hello."]]
    await deaf.tick(3_600)
    await rounds(deaf, 2)
    assert (await deaf.seen(lost))["comments"] == ["Hello."]


async def test_what_github_cannot_list_now_is_found_in_the_next_round(deaf: Any) -> None:
    await deaf.begin(HELLO)
    await starts(deaf)
    item = await deaf.opens()
    await lose(deaf)
    await deaf.github.post("faults", [{"match": "GET /app/hook", "status": 502, "times": 1}])
    await rounds(deaf)
    notes = (await deaf.notes())["recovery"]
    assert notes[-1] == "done: not done, and left for the next round: GitHub answered 502"
    await rounds(deaf, 2)
    assert (await deaf.seen(item))["comments"] == ["Hello."]


async def test_what_github_does_not_keep_is_looked_at_though_the_round_that_found_it_broke_off(deaf: Any) -> None:
    await deaf.begin(HELLO)
    await starts(deaf)
    items = [await deaf.opens() for _ in range(2)]
    await lose(deaf)
    refusals = [{"match": "POST /app/hook", "status": status, "times": 1} for status in (404, 502)]
    await deaf.github.post("faults", refusals)
    await rounds(deaf)
    notes = (await deaf.notes())["recovery"]
    assert notes[-1] == "done: not done, and left for the next round: GitHub answered 502"
    await rounds(deaf, 2)
    assert [(await deaf.seen(item))["comments"] for item in items] == [["Hello."], ["Hello."]]
    assert "gap" in await deaf.notes()
    await rounds(deaf, 2)
    assert len((await deaf.notes())["gap"]) == 1


async def test_what_was_sought_when_the_bot_ended_and_github_keeps_no_more_is_looked_at(deaf: Any) -> None:
    await deaf.begin(HELLO)
    await starts(deaf)
    item = await deaf.opens()
    await lose(deaf)
    await deaf.tick(EVERY.total_seconds())
    await deaf.works(echoes=False)
    assert await asked_again(deaf) == 1
    await lose(deaf)
    await deaf.tick(timedelta(days=5).total_seconds())
    deaf.running.sandbox.log.by_id.clear()
    deaf.told = 0
    await deaf.restart()
    await starts(deaf)
    assert (await deaf.seen(item))["comments"] == ["Hello."]
