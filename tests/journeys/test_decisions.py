"""People decide: nominations, consent and votes, as the Open Organization's rules have them."""

from typing import Any

import pytest

from tests.journeys.conftest import REPO, Story

DAY = 86_400.0
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
    do: [{{decide: {{decision: nomination, nominee: "{{title}}", role: ambassador}}}}]
  - name: Everyone gets time to speak
    on: pull_request.opened
    do: [{{decide: consent}}, {{check: {{name: governance, passes_when: decided}}}}]
  - {{name: Glad, on: decision.passed, do: [{{label: decided}}]}}
  - {{name: Sorry, on: decision.failed, do: [{{label: undecided}}]}}
""".replace('nominee: "{title}"', "nominee: newcomer")


async def begin(story: Story, rules: str = RULES) -> None:
    people = "".join(f"- github: {login}\n  roles: [ambassador]\n" for login in VOTERS)
    await story.begin(
        rules,
        users=[*VOTERS, "newcomer", "stranger"],
        repositories=[{"name": REPO, "labels": ["decided", "undecided"], "files": {PEOPLE: people}}],
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
    """Time passes, a day at a time."""
    for _ in range(int(days)):
        await story.tick(DAY)
        await story.works()
    await story.tick((days - int(days)) * DAY)
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
