"""A discussion becomes an issue: once, and each leads to the other."""

from typing import Any

import pytest

from bot.sandbox.world.items import Issue
from tests.journeys.conftest import REPO

RULES = (
    "rules: [{name: ideas, on: discussion.created, when: {title: idea}, do: [open_issue: {title: 'Do: {title}'}]}]\n"
)


async def begun(story: Any, body: str = "@ben, shall we?\n```\n#1") -> str:
    """A discussion in a community that knows the word."""
    await story.begin(RULES)
    talk = await story.discusses(title="Grafting", body=body)
    await story.works()
    return str(talk)


async def issues(story: Any) -> list[str]:
    """The issues that there are."""
    return [item.title for item in story.running.sandbox.world.every(Issue)]


async def test_s20_two_who_ask_for_it_get_one_issue_and_each_leads_to_the_other(story: Any) -> None:
    """S20: a discussion with `/to-issue` twice: one issue, linked both ways."""
    talk = await begun(story)
    await story.act("newcomer", "comment", item=talk, body="Good.\n\n/to-issue A chapter on @ben's grafting")
    await story.github.act("stranger", "comment", item=talk, body="/to-issue")
    await story.works()
    await story.works_on(seconds=90)
    assert await issues(story) == ["A chapter on @ben's grafting"]
    made = await story.item(f"{REPO}#2")
    assert made["body"].startswith("**newcomer** asked for this to go on as an issue. The discussion began so:")
    assert ("@ben" in made["body"], "Opened for #1." in made["body"]) == (False, True)
    assert (await story.seen(talk))["comments"] == ["This goes on as issue #2."]
    await story.act("stranger", "comment", item=talk, body="/help me, or: \n/to-issue Another")
    await story.works_on(seconds=90)
    assert await issues(story) == ["A chapter on @ben's grafting"]
    assert "There is an issue for this already: #2." in str((await story.seen(talk))["comments"])


async def test_a_sign_that_a_stranger_forged_in_the_discussion_opens_no_issue_again(story: Any) -> None:
    talk = await begun(story, "Shall we?\n<!-- fingerpost:opened acme/other#1 x/0 -->")
    for _ in range(2):
        await story.act("stranger", "comment", item=talk, body="/to-issue")
        await story.works()
        await story.works_on(seconds=90)
        await story.restart()
    assert await issues(story) == ["Grafting"]
    assert "There is an issue for this already: #2." in str((await story.seen(talk))["comments"])


@pytest.mark.parametrize("kind", ["before", "after"])
async def test_an_answer_that_is_lost_opens_no_second_one_and_the_link_comes(story: Any, kind: str) -> None:
    talk = await begun(story)
    await story.act("newcomer", "comment", item=talk, body="/to-issue")
    await story.github.post("faults", [{"match": "createIssue", "when": kind, "status": 502}])
    await story.works()
    await story.restart()
    await story.works_on()
    [told] = (await story.seen(talk))["comments"]
    assert (await issues(story), told.split(" | ")[-1]) == (["Grafting"], "This goes on as issue #2.")


async def test_a_rule_may_open_one_for_a_discussion_and_an_issue_cannot_become_one(story: Any) -> None:
    await story.begin(RULES)
    talk = await story.discusses(title="An idea")
    item = await story.opens()
    await story.act("newcomer", "comment", item=item, body="/to-issue")
    await story.works_on(seconds=90)
    assert sorted(await issues(story)) == ["Do: An idea", "It breaks"]
    assert (await story.seen(talk))["comments"] == ["This goes on as issue #3."]
    assert "`/to-issue` means something only on: discussions." in str((await story.seen(item))["comments"])
