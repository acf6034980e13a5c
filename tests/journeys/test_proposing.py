"""What people decided, or asked for in a form, becomes a pull request; and who must agree to it."""

from typing import Any

from bot.sandbox.world.items import PullRequest
from bot.sandbox.world.records import Blob, Commit, Repository, Team
from tests.journeys.conftest import REPO, Story
from tests.journeys.deciding import PEOPLE, RULES, begin, comments, days_pass, people, say

AMBASSADOR = "{about: Speaks for us, granted: by nomination, may: [nominate, vote]}"
TEAM = RULES.replace(AMBASSADOR, AMBASSADOR[:-1] + ", team: orchard/docs}")


def pulls(story: Story) -> list[PullRequest]:
    """All pull requests, oldest first."""
    return list(story.running.sandbox.world.every(PullRequest))


def name_of(pull: PullRequest) -> str:
    return f"{REPO}#{pull.number}"


def proposed(story: Story, pull: PullRequest, path: str = PEOPLE) -> str:
    """What a file says as a pull request wants it."""
    world = story.running.sandbox.world
    repo = world.one(Repository, pull.repo)
    tree = world.one(Commit, repo.commits[pull.head_sha]).tree
    return world.one(Blob, repo.blobs[tree[path]]).text


def team(story: Story) -> tuple[list[str], list[str]]:
    """Who is in the team, and who is invited."""
    world = story.running.sandbox.world
    [held] = world.every(Team)
    return tuple([world.records[person].login for person in group] for group in (held.members, held.invited))


async def passed(story: Story, rules: str = TEAM) -> str:
    """The newcomer is nominated, and it passes."""
    await begin(story, rules)
    issue = await story.opens("ada", "Nomination of the newcomer")
    await story.works()
    await say(story, issue, "ben: +1", "cem: +1", "ada: +1")
    await days_pass(story, 7.01)
    return issue


async def test_a_nomination_that_passes_adds_the_role_by_a_pull_request_and_invites_to_the_team(story: Any) -> None:
    """S7."""
    issue = await passed(story)
    told = (await comments(story, issue))[-1]
    assert "Not counted, because ada asked for this decision" in told
    [pull] = pulls(story)
    assert proposed(story, pull) == f"{people()}- github: newcomer\n  roles: [{{ambassador: 2026-03-09}}]\n"
    assert (pull.title, pull.body.splitlines()[0][:61]) == (
        "Add newcomer as ambassador",
        "@newcomer was nominated as ambassador, and it has passed: 2 f",
    )
    assert team(story) == (["cem"], [])
    await days_pass(story, 1)
    assert (len(pulls(story)), team(story)) == (1, (["cem"], []))
    await story.act("ada", "merge", item=name_of(pull))
    await story.works()
    assert team(story) == (["cem"], ["newcomer"])
    await days_pass(story, 40)
    assert (len(pulls(story)), team(story)) == (1, (["cem"], ["newcomer"]))
