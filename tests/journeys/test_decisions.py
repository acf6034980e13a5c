"""People decide: nominations, consent and votes, as the Open Organization's rules have them."""

from functools import partial
from typing import Any

import pytest

from bot.sandbox.world.items import Comment, Reaction
from bot.sandbox.world.records import CheckRun
from bot.store import voting
from rules.votes import Vote
from tests.journeys.conftest import REPO, RULES_PATH, Story

DAY = 86_400.0
SITE = "orchard/site"
PEOPLE = "community/people.yml"
VOTERS = ("ada", "ben", "cem", "dot", "eli", "fay")
RULES = f"""project: {{purpose: We mend tools, people: {PEOPLE}}}
roles:
  contributor: {{about: Anyone}}
  ambassador: {{about: Speaks for us, granted: by nomination, may: [nominate, vote]}}
decisions:
  nomination: {{voters: ambassador, excluding: [nominator, nominee], open_for: 7 days, passes_with: {{net_support: 2}}}}
  consent: {{voters: ambassador, open_for: 5 days, passes_with: {{support: 1, objections: 0}}, if_contested: vote}}
  vote: {{voters: ambassador, open_for: 14 days, passes_with: {{in_favour: 66%, quorum: 50%}}}}
rules:
  - name: A nomination is decided by ambassadors
    on: issues.opened
    when: {{title: Nomination}}
    do: [{{decide: {{decision: nomination, nominee: newcomer, role: ambassador}}}}]
  - name: Everyone gets time to speak
    on: pull_request.opened
    do: [{{decide: consent}}, {{check: {{name: governance, passes_when: decided}}}}]
  - {{name: Glad, on: decision.passed, do: [{{label: decided}}]}}
  - {{name: Sorry, on: decision.failed, do: [{{label: undecided}}]}}
"""


def people() -> str:
    return "".join(f"- github: {login}\n  roles: [ambassador]\n" for login in VOTERS)


async def begin(story: Story, rules: str = RULES) -> None:
    await story.begin(
        rules,
        users=[*VOTERS, "newcomer", "stranger"],
        repositories=[{"name": REPO, "labels": ["decided", "undecided"], "files": {PEOPLE: people()}}],
    )


async def nominated(story: Story) -> str:
    """Ada nominates the newcomer."""
    await begin(story)
    issue = await story.opens("ada", "Nomination of the newcomer")
    await story.works()
    return issue


async def say(story: Story, item: str, *words: str) -> None:
    """People comment: `ben: /support`."""
    for each in words:
        login, _, body = each.partition(": ")
        await story.act(login, "comment", item=item, body=body)
    await story.works()


async def days_pass(story: Story, days: float) -> None:
    """Time passes."""
    await story.tick(days * DAY)
    await story.works()


async def comments(story: Story, item: str) -> list[str]:
    """What the bot says, comment by comment."""
    told: list[str] = (await story.seen(item))["comments"]
    return told


@pytest.mark.parametrize(
    ("votes", "label"),
    [
        (["ben: +1", "cem: /support"], "decided"),
        (["ben: +1", "cem: /support", "dot: I support this", "eli: -1 too early"], "decided"),
        (["ben: +1", "cem: /support", "eli: /object too early"], "undecided"),
        (["ben: +1", "ada: +1"], "undecided"),
        (["ben: +1", "cem: On Monday, Ben wrote:\n> +1"], "undecided"),
        (["ben: +1", "newcomer: +1", "stranger: +1"], "undecided"),
        (["ben: +1", "cem: I can't give +1"], "undecided"),
        ([], "undecided"),
    ],
)
async def test_a_nomination_is_decided_by_the_rule_of_the_community(story: Any, votes: list[str], label: str) -> None:
    issue = await nominated(story)
    await say(story, issue, *votes)
    await days_pass(story, 6.9)
    assert (await story.seen(issue))["labels"] == []
    await days_pass(story, 0.2)
    assert (await story.seen(issue))["labels"] == [label]


async def test_everybody_sees_what_is_asked_how_each_voice_is_read_and_what_came_of_it(story: Any) -> None:
    issue = await nominated(story)
    [asked] = await comments(story, issue)
    assert asked.startswith(
        "### Decision: nomination | newcomer is nominated as ambassador. | @ben @cem @dot @eli @fay | Please say"
    )
    assert asked.endswith("**So far:** 0 for, 0 against, 0 abstained.")
    await say(story, issue, "ben: +1", "ada: +1", "cem: /support she knows the work")
    [shown] = await comments(story, issue)
    assert shown.split(" | ")[-4:] == [
        "**So far:** 2 for, 0 against, 0 abstained.",
        "- ben supports it: `+1`",
        "- cem supports it: `/support she knows the work`",
        "- ada asked for this decision, so this does not count: `+1`",
    ]
    await days_pass(story, 7.01)
    ended, news = await comments(story, issue)
    assert "**It has passed:** 2 for, 0 against, 0 abstained." in ended
    assert news.startswith(
        "newcomer is nominated as ambassador. | **It has passed:** 2 for, 0 against, 0 abstained. | - ben"
    )
    assert "newcomer is to become ambassador: welcome!" in news
    await days_pass(story, 30)
    assert await comments(story, issue) == [ended, news]


async def test_a_command_nominates_and_commands_vote(story: Any) -> None:
    await begin(story)
    issue = await story.opens("stranger", "Let us thank newcomer")
    await story.works()
    await say(story, issue, "stranger: /nominate @newcomer ambassador", "ada: /nominate @newcomer ambassador")
    asked = [each for each in await comments(story, issue) if "### Decision: nomination" in each]
    assert len(asked) == 1
    await say(story, issue, "ben: /support", "cem: @fingerpost support", "ada: /support")
    assert await signs(story, issue) == [["CONFUSED"], ["THUMBS_UP"], ["THUMBS_UP"], ["THUMBS_UP"], ["CONFUSED"]]
    await days_pass(story, 7.01)
    assert (await story.seen(issue))["labels"] == ["decided"]


async def test_an_objection_needs_its_reason_where_silence_is_consent(story: Any) -> None:
    await begin(story)
    pull = await story.proposes()
    await story.works()
    await say(story, pull, "ada: +1", "cem: /object")
    shown, told = await comments(story, pull)
    assert "cem objects without a reason: please add one to your comment, then it counts: `/object`" in shown
    assert told == "An objection needs its reason, so that others can answer it: `/object REASON`."
    await days_pass(story, 5.01)
    assert (await story.seen(pull))["labels"] == ["decided"]


async def test_what_is_contested_is_voted_on_anew(story: Any) -> None:
    await begin(story)
    pull = await story.proposes(title="Change the rules")
    await story.works()
    assert conclusions(story) == ["in_progress"]
    await say(story, pull, "ada: +1", "cem: /object not now")
    await days_pass(story, 5.01)
    ended, vote, news = await comments(story, pull)
    assert ("It is contested" in ended, "The decision “vote” begins now" in news) == (True, True)
    assert vote.startswith("### Decision: vote | Change the rules |")
    assert vote.endswith("**So far:** 0 for, 0 against, 0 abstained.")
    assert ((await story.seen(pull))["labels"], conclusions(story)) == ([], ["in_progress"])
    await say(story, pull, "ada: +1", "ben: +1", "cem: -1 not now", "dot: +1")
    await days_pass(story, 14.01)
    assert ((await story.seen(pull))["labels"], conclusions(story)) == (["decided"], ["success"])


async def test_a_commit_after_the_decision_was_not_decided_on(story: Any) -> None:
    await begin(story)
    pull = await story.proposes()
    await story.works()
    await story.act("ben", "push", item=pull, files=["src/b.py"])
    await say(story, pull, "ada: +1")
    await days_pass(story, 5.01)
    assert conclusions(story) == ["in_progress", "success"]
    await story.act("ben", "push", item=pull, files=["src/c.py"])
    await story.works()
    assert conclusions(story) == ["in_progress", "success", "failure"]


async def test_the_latest_word_counts_and_the_log_keeps_both(story: Any) -> None:
    issue = await nominated(story)
    said = await story.act("ben", "comment", item=issue, body="+1")
    taken_back = await story.act("dot", "comment", item=issue, body="+1")
    await say(story, issue, "cem: +1")
    await story.act("ben", "edit_comment", comment=said["id"], body="-1 she told me that she has no time")
    await story.act("dot", "delete_comment", comment=taken_back["id"])
    await story.works()
    [shown] = await comments(story, issue)
    assert "**So far:** 1 for, 1 against, 0 abstained." in shown
    [vote] = await votes(story, issue)
    assert [(turn.login, turn.before, turn.now) for turn in vote.log] == [
        ("ben", "", "support"),
        ("dot", "", "support"),
        ("cem", "", "support"),
        ("ben", "support", "object"),
        ("dot", "support", ""),
    ]


async def test_reactions_are_read_once_a_day_and_when_the_time_is_up(story: Any) -> None:
    issue = await nominated(story)
    [asked] = (await story.item(issue))["comments"]
    await story.act("ben", "react", comment=asked["id"], content="THUMBS_UP")
    await days_pass(story, 1.01)
    assert "**So far:** 1 for, 0 against, 0 abstained. | - ben supports it: `+1`" in (await comments(story, issue))[0]
    await story.act("cem", "react", comment=asked["id"], content="THUMBS_UP")
    await days_pass(story, 6.01)
    assert (await story.seen(issue))["labels"] == ["decided"]


async def test_the_rules_with_which_it_began_decide(story: Any) -> None:
    issue = await nominated(story)
    await say(story, issue, "ben: +1")
    await story.writes_rules(RULES.replace("net_support: 2", "net_support: 1"))
    await story.works()
    await days_pass(story, 7.01)
    assert (await story.seen(issue))["labels"] == ["undecided"]
    again = await story.opens("ada", "Nomination, once more")
    await say(story, again, "ben: +1")
    await days_pass(story, 7.01)
    assert (await story.seen(again))["labels"] == ["decided"]


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


async def signs(story: Story, item: str) -> list[list[str]]:
    """The bot's reactions to what people said, comment by comment."""
    world = story.running.sandbox.world
    return [
        [reaction.content for reaction in world.many(Reaction, world.one(Comment, comment["id"]).reactions)]
        for comment in (await story.item(item))["comments"]
        if comment["author"] != "fingerpost[bot]"
    ]


def conclusions(story: Story) -> list[str]:
    """The bot's own checks, oldest first."""
    runs = [run for run in story.running.sandbox.world.every(CheckRun) if run.app == "fingerpost"]
    return [run.conclusion or run.status for run in runs]


async def votes(story: Story, item: str) -> tuple[Vote, ...]:
    """What the bot remembers of the decisions of an item."""
    return await story.store.read(partial(voting.of_item, lane=await story.lane(item)))
