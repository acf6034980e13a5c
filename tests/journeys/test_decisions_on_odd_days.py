"""Decisions on odd days: answers that are lost, items that go, a bot that was down; each ends once."""

from typing import Any

import pytest

from tests.journeys.conftest import REPO, RULES_PATH
from tests.journeys.deciding import (
    DAY,
    PEOPLE,
    RULES,
    SITE,
    VOTERS,
    begin,
    comments,
    days_pass,
    nominated,
    people,
    say,
    votes,
)


async def test_a_bot_that_was_down_counts_late_and_only_what_was_said_in_time(story: Any) -> None:
    issue = await nominated(story)
    await say(story, issue, "ben: +1")
    await story.stop()
    await story.tick(8 * DAY)
    await story.github.act("cem", "comment", item=issue, body="+1")
    await story.start()
    await story.works_on(120)
    ended, news = await comments(story, issue)
    assert "**It has not passed:** 1 for, 0 against, 0 abstained." in ended
    assert ("this was counted late" in news, news.count("cem")) == (True, 0)
    assert (await story.seen(issue))["labels"] == ["undecided"]


async def test_an_item_that_is_closed_at_the_end_is_not_decided_and_one_that_was_reopened_is(story: Any) -> None:
    issue = await nominated(story)
    await say(story, issue, "ben: +1", "cem: +1")
    await story.act("ada", "close", item=issue)
    await story.works()
    await days_pass(story, 1)
    await story.act("ada", "reopen", item=issue)
    await days_pass(story, 6.01)
    assert (await story.seen(issue))["labels"] == ["decided"]
    other = await story.opens("ada", "Nomination, once more")
    await say(story, other, "ben: +1", "cem: +1")
    await story.act("ada", "close", item=other)
    await days_pass(story, 7.01)
    assert (await story.seen(other))["labels"] == []
    assert "**Called off:** this was closed when the time was up" in (await comments(story, other))[-1]


async def test_a_deleted_comment_calls_it_off_and_a_deleted_item_is_forgotten(story: Any) -> None:
    issue = await nominated(story)
    [asked] = (await story.item(issue))["comments"]
    await story.tick(300)
    await story.act("eli", "delete_comment", comment=asked["id"])
    await story.works()
    assert "**Called off:** somebody deleted the comment of this decision." in (await comments(story, issue))[0]
    other = await story.opens("ada", "Nomination, once more")
    await story.works()
    await story.act("ada", "delete_item", item=other)
    await story.works()
    assert await votes(story, other) == ()
    await days_pass(story, 8)


async def test_it_goes_along_with_an_issue_that_moves(story: Any) -> None:
    files = {PEOPLE: people(), RULES_PATH: RULES}
    there = {"name": SITE, "labels": ["decided"], "files": files}
    await story.begin(users=[*VOTERS, "newcomer"], repositories=[{"name": REPO, "labels": [], "files": files}, there])
    issue = await story.opens("ada", "Nomination of the newcomer")
    await say(story, issue, "ben: +1")
    await story.act("ada", "transfer", item=issue, to=SITE)
    await story.works()
    assert ([vote.open for vote in await votes(story, f"{SITE}#1")], await votes(story, issue)) == ([True], ())
    await say(story, f"{SITE}#1", "cem: +1")
    await days_pass(story, 7.01)
    seen = await story.seen(f"{SITE}#1")
    assert (seen["labels"], len(seen["comments"])) == (["decided"], 2)


async def test_it_is_asked_once_whatever_is_sent_again(story: Any) -> None:
    issue = await nominated(story)
    given = list(story.running.sandbox.log.by_id.values())
    story.told -= len(given[-3:])
    await story.works_on(60)
    assert len(await comments(story, issue)) == 1


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["status", "drop", "graphql_error"])
async def test_an_answer_that_is_lost_opens_and_ends_it_once(story: Any, kind: str, when: str) -> None:
    await begin(story)
    await story.github.post("faults", [{"match": "addComment", "when": when, "kind": kind}])
    issue = await story.opens("ada", "Nomination of the newcomer")
    await story.works_on()
    assert ([vote.open for vote in await votes(story, issue)], len(await comments(story, issue))) == ([True], 1)
    await say(story, issue, "ben: +1", "cem: +1")
    await story.github.post("faults", [{"match": "updateIssueComment", "when": when, "kind": kind}])
    await story.tick(7 * DAY)
    await story.works_on()
    [ended, news] = await comments(story, issue)
    assert ("**It has passed:**" in ended, "**It has passed:**" in news) == (True, True)
    assert ((await story.seen(issue))["labels"], [vote.state for vote in await votes(story, issue)]) == (
        ["decided"],
        ["passed"],
    )


async def test_news_that_have_to_wait_come_once_they_may(story: Any) -> None:
    issue = await nominated(story)
    await say(story, issue, "ben: +1", "cem: +1")
    await story.github.post("faults", [{"match": "addComment", "kind": "limit", "limit": "secondary"}])
    await story.tick(7 * DAY)
    await story.works_on(120)
    await story.tick(3_600)
    await story.works_on(120)
    assert len(await comments(story, issue)) == 2
    assert (await story.seen(issue))["labels"] == ["decided"]


async def test_what_somebody_changes_in_its_comment_is_put_right(story: Any) -> None:
    issue = await nominated(story)
    [asked] = (await story.item(issue))["comments"]
    await story.act("eli", "edit_comment", comment=asked["id"], body=asked["body"].replace("ben", "eve"))
    await story.works()
    [shown] = (await story.item(issue))["comments"]
    assert shown["body"] == asked["body"]


async def test_a_vote_costs_a_look_and_a_change_of_its_comment_and_other_items_nothing(story: Any) -> None:
    issue = await nominated(story)
    other = await story.opens("stranger", "It breaks")
    await story.works()
    await say(story, issue, "cem: +1")
    await story.cost()
    await say(story, issue, "ben: +1")
    assert await story.cost() == {"query": 3, "mutation": 1}
    await say(story, other, "ben: +1")
    assert await story.cost() == {}


async def test_a_rule_that_is_only_watched_asks_nobody(story: Any) -> None:
    await begin(story, RULES.replace("on: issues.opened\n", "on: issues.opened\n    mode: observe\n"))
    issue = await story.opens("ada", "Nomination of the newcomer")
    await story.works()
    assert (await comments(story, issue), await votes(story, issue)) == ([], ())


async def test_a_paused_item_is_counted_when_it_goes_on(story: Any) -> None:
    issue = await nominated(story)
    await say(story, issue, "ben: +1", "cem: +1")
    await story.act("ada", "create_label", repo=REPO, name="fingerpost: pause")
    await story.act("ada", "label", item=issue, labels=["fingerpost: pause"])
    await days_pass(story, 8)
    assert [vote.open for vote in await votes(story, issue)] == [True]
    await story.act("ada", "unlabel", item=issue, labels=["fingerpost: pause"])
    await story.works()
    assert (await story.seen(issue))["labels"] == ["decided"]


async def test_a_discussion_may_be_decided_too(story: Any) -> None:
    await begin(story, RULES.replace("on: issues.opened", "on: discussion.created"))
    talk = await story.discusses("ada", "Nomination of the newcomer")
    await story.works()
    await say(story, talk, "ben: +1", "cem: +1")
    await days_pass(story, 7.01)
    assert (await story.seen(talk))["labels"] == ["decided"]
