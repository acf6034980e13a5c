"""People decide: nominations, consent and votes, as the Open Organization's rules have them."""

from typing import Any

import pytest

from tests.journeys.deciding import (
    RULES,
    begin,
    comments,
    conclusions,
    days_pass,
    nominated,
    say,
    signs,
    votes,
)


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
    """S8, S12: 3 for and 1 against pass, 2 and 1 fail; "+1" in a quoted e-mail or in a sentence counts for nothing."""
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
        "- Not counted, because ada asked for this decision: `+1`",
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
    """S9: an objection without reason under `consent`: the bot asks for it; without one it is not counted."""
    await begin(story)
    pull = await story.proposes()
    await story.works()
    await say(story, pull, "ada: +1", "cem: /object")
    shown, told = await comments(story, pull)
    assert "Not counted yet, because cem objects without a reason; please add one to your comment: `/object`" in shown
    assert told == "An objection needs its reason, so that others can answer it: `/object REASON`."
    await days_pass(story, 5.01)
    assert (await story.seen(pull))["labels"] == ["decided"]


async def test_what_is_contested_is_voted_on_anew(story: Any) -> None:
    """S10: a contested `consent` becomes a `vote` on the same subject; what was said before is no vote."""
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
    """S11: a voter edits or deletes "+1": the tally follows the latest state, the log keeps both times."""
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
    """S15: new rules merge while people decide: the old ones decide that one."""
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


async def test_a_team_may_vote_asked_by_a_rule_or_by_a_person(story: Any) -> None:
    rules = RULES.replace("voters: ambassador, excluding", "voters: {team: orchard/docs}, excluding")
    await begin(story, rules.replace("net_support: 2", "net_support: 1"))
    first = await story.opens("ada", "Nomination of the newcomer")
    second = await story.opens("ada", "Let us thank somebody")
    await say(story, second, "ada: /nominate @newcomer ambassador")
    for issue in (first, second):
        assert "@orchard/docs" in "".join(await comments(story, issue))
        await say(story, issue, "ben: +1", "cem: +1")
    await days_pass(story, 7.01)
    found = [vote for issue in (first, second) for vote in await votes(story, issue)]
    assert [(vote.state, vote.roll, vote.counts) for vote in found] == [("passed", ("cem",), (1, 0, 0))] * 2
