"""A community that decides, as the Open Organization's rules have it: its rules, its people, what they say."""

from functools import partial
from typing import Any

from bot.sandbox.world.items import Comment, Reaction
from bot.sandbox.world.records import CheckRun
from bot.store import voting
from rules.votes import Vote
from tests.journeys.conftest import REPO, Story

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


async def begin(story: Story, rules: str = RULES, **community: Any) -> None:
    await story.begin(
        rules,
        users=[*VOTERS, "newcomer", "stranger"],
        repositories=[{"name": REPO, "labels": ["decided", "undecided"], "files": {PEOPLE: people()}}],
        **community,
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
