"""The ladder of roles: where somebody stands, who steps down, who is asked how they are, who comes back."""

from datetime import datetime
from functools import partial
from typing import Any

from bot.sandbox.world.items import Issue, PullRequest
from bot.sandbox.world.records import Blob, Commit, Repository
from bot.store import contributions
from tests.journeys.conftest import REPO, Story
from tests.journeys.deciding import DAY, VOTERS, comments, days_pass, say

PEOPLE = "community/people.yml"
RULES = f"""
project: {{purpose: Lead a conversation about open principles, people: {PEOPLE}}}
roles:
  contributor: {{about: Did something here., granted: automatically, requires: {{contributions: 1}}, may: [suggest]}}
  editor: {{about: Edits drafts., granted: by consent, requires: {{role: contributor, reviewing: 3}}, may: [triage]}}
  ambassador:
    about: Speaks for the community.
    granted: by nomination
    requires: {{role: contributor, contributions: 5, months_active: 6}}
    may: [triage, nominate, vote]
    term: 1 year
    stays_if: {{any: {{reviewing: 1, writing: 2}}, within: 6 months}}
    otherwise: emeritus
  emeritus: {{about: Always welcome back., granted: automatically, requires: {{role: ambassador, months_in_role: 12}}}}
  maintainer: {{granted: by consent, requires: {{role: ambassador}}, may: [everything], seats: [print, meetings]}}
decisions:
  nomination: {{voters: ambassador, excluding: [nominator, nominee], open_for: 7 days, passes_with: {{net_support: 2}}}}
  consent: {{voters: ambassador, open_for: 5 days, passes_with: {{support: 1, objections: 0}}}}
pathways:
  reviewing: {{about: Review a draft, counts: pull_request_review.submitted}}
  writing: {{about: Draft an article, files: "articles/**"}}
rules:
  - {{name: Contributors are known, on: issues.opened, when: {{author: {{role: contributor}}}}, do: [{{label: docs}}]}}
"""
PROPOSED = "A pull request takes this out of your entry in the people file:"
FILE = """# Everyone adds, or approves, their own entry.
- github: ada
  roles: [ambassador, maintainer]
  seats: [print]
  languages: [en]
- github: ben  # since the beginning
  roles: [{ambassador: 2024-02-01}]
  seats: [meetings]
  languages: [en, ja]
- github: cem
  roles: [{ambassador: 2025-12-01}]
"""


async def begin(story: Story, people: str = FILE, rules: str = RULES) -> None:
    await story.begin(
        rules,
        users=[*VOTERS, "newcomer", "stranger"],
        repositories=[{"name": REPO, "labels": ["docs"], "files": {PEOPLE: people}}],
    )


async def answer(story: Story, item: str, words: str) -> list[str]:
    """What somebody is told who asks, line by line."""
    await say(story, item, words)
    return (await comments(story, item))[-1].split(" | ")


async def until(story: Story, when: str) -> None:
    """Time passes until a moment after six; the bot works."""
    moment = datetime.fromisoformat(f"{when}T06:00:05+00:00")
    await story.tick((moment - story.clock.moment).total_seconds())
    await story.works()


async def past_is_known(story: Story, item: str, login: str) -> bool:
    """Whether GitHub's history has been asked what somebody contributed."""
    repo_id = int((await story.lane(item)).partition("#")[0])
    return bool(await story.store.read(partial(contributions.told_for, repo_id=repo_id, login=login)))


def opened(story: Story) -> list[dict[str, str]]:
    """The issues that the bot opened, then its pull requests, oldest first."""
    world = story.running.sandbox.world
    items = [*world.every(Issue), *world.every(PullRequest)]
    own = [one for one in items if getattr(world.records[one.author], "login", "").startswith("fingerpost")]
    return [{"title": one.title, "body": one.body, "name": f"{REPO}#{one.number}"} for one in own]


def titles(story: Story) -> list[str]:
    return [one["title"] for one in opened(story)]


def proposed(story: Story) -> str:
    """What the people file says as the newest pull request wants it."""
    world = story.running.sandbox.world
    pull = [*world.every(PullRequest)][-1]
    repo = world.one(Repository, pull.repo)
    return world.one(Blob, repo.blobs[world.one(Commit, repo.commits[pull.head_sha]).tree[PEOPLE]]).text


async def test_a_newcomer_sees_the_way(story: Any) -> None:
    """S6: own counts, next role, what is missing, who may nominate; nothing about others."""
    await begin(story)
    item = await story.opens()
    await story.works()
    told = await answer(story, item, "newcomer: /path")
    assert told[:4] == [
        "**newcomer**, this is where you stand.",
        "No role yet: this is where everybody begins.",
        "Nothing is counted here yet.",
        "**Next: contributor.** Did something here\\.",
    ]
    assert told[4:] == ["- contributions of any kind: 0 of 1", "It comes by itself."]
    assert not [login for login in ("ben", "cem") if login in " ".join(told)]


async def test_what_somebody_did_leads_on_and_counts_at_once(story: Any) -> None:
    """S6: a merged change makes a contributor, whom rules know from then on; what comes next is told."""
    await begin(story)
    pull = await story.proposes("newcomer", files=["articles/a.md"])
    await story.works()
    await story.act("ada", "merge", item=pull)
    await story.works()
    item = await story.opens("newcomer", "A second thing")
    await story.works()
    assert (await story.seen(item))["labels"] == ["docs"]
    told = await answer(story, item, "newcomer: /path")
    assert told[1:3] == [
        "Roles: contributor.",
        "Contributions counted here: 1, the first on 2026\\-03\\-02. Among them: writing 1.",
    ]
    assert told[3:7] == [
        "**Next: editor.** Edits drafts\\.",
        "- ✓ the role contributor",
        "- reviewing: 0 of 3",
        "People decide on it, by `consent`. To nominate: `/nominate newcomer editor`. ada, ben, cem may do that.",
    ]
    assert (told[7], "- contributions of any kind: 1 of 5" in told) == (
        "**Next: ambassador.** Speaks for the community\\.",
        True,
    )


async def test_of_others_only_those_are_told_who_may_nominate_them(story: Any) -> None:
    """S6 S13: nothing about others, but to who may nominate."""
    await begin(story)
    item = await story.opens()
    await story.works()
    refused = await answer(story, item, "stranger: /path @dot")
    assert await past_is_known(story, item, "dot") is False
    told = await answer(story, item, "ben: /path @dot")
    assert await past_is_known(story, item, "dot") is True
    assert (refused[0][:59], told[0]) == (
        "**stranger**: `/path` is for people who may `nominate`. Ask",
        "This is where dot stands.",
    )


async def test_the_only_one_with_a_seat_steps_down(story: Any) -> None:
    """S17: thanks, the hand-over list, the seat is a need, items are listed, and the people file is to follow."""
    await begin(story)
    wish = await story.opens(title="Print more")
    draft = await story.proposes("newcomer", files=["articles/a.md"])
    await story.act("ada", "assign", item=wish, assignees=["ben"])
    await story.act("ada", "request_review", item=draft, reviewers=["ben"])
    item = await story.opens("ben", "Time to go")
    await story.works()
    told = await answer(story, item, "ben: /step-down")
    number = [f"#{name.partition('#')[2]}" for name in (wish, draft)]
    assert told == [
        "Thank you, **ben**, for all that you did here as ambassador, meetings.",
        "You stay with us as emeritus.",
        "To be handed over:",
        "- the seat meetings: from now on it waits for somebody, as a need",
        f"- {number[0]} Print more: assigned to you",
        f"- {number[1]} Mend it: your review is asked for",
        "- ja: nobody else covers or speaks it",
        f"{PROPOSED} ambassador, meetings. Nothing changes before somebody merges it.",
        "`/return` brings you back whenever you like.",
    ]
    assert ("record", "need: meetings", "done") in await story.ledger(item)
    before = "[{ambassador: 2024-02-01}]\n  seats: [meetings]\n  languages: [en, ja]\n"
    after = "[{emeritus: 2026-03-02}]\n  seats: []\n  languages: [en, ja]\n"
    former = "  former: [{ambassador: 2024-02-01 to 2026-03-02}]\n"
    assert proposed(story) == FILE.replace(before, after + former)
    assert titles(story) == ["ben steps down: ambassador, meetings"]


async def test_who_steps_down_twice_has_one_pull_request_until_that_is_settled(story: Any) -> None:
    await begin(story)
    here, there = await story.opens("ben", "Time to go"), await story.opens("ada", "Another one")
    await say(story, here, "ben: /step-down meetings", "ben: /step-down meetings")
    await say(story, there, "ben: /step-down meetings")
    assert titles(story) == ["ben steps down: meetings"]
    await story.act("ada", "close", item=opened(story)[0]["name"])
    await say(story, there, "ben: /step-down")
    assert titles(story) == ["ben steps down: meetings", "ben steps down: ambassador, meetings"]
    pulls = story.running.sandbox.world.every(PullRequest)
    assert ([len(each.commits) for each in pulls], proposed(story).count("seats: []")) == ([1, 1], 1)


async def test_once_it_is_merged_the_empty_seat_shows(story: Any) -> None:
    """S17 S30: an empty seat is a need, on everybody's path."""
    await begin(story)
    item = await story.opens("ben", "Time to go")
    await story.works()
    assert "Seats that wait" not in " ".join(await answer(story, item, "newcomer: /path"))
    await say(story, item, "ben: /step-down meetings")
    [pull] = opened(story)
    await story.act("ada", "merge", item=pull["name"])
    await story.works()
    told = await answer(story, item, "newcomer: /path")
    assert (told[-1], titles(story)) == ("Seats that wait for somebody: meetings.", ["ben steps down: meetings"])


async def test_an_ambassador_who_does_little_is_asked_and_rest_is_only_proposed(story: Any) -> None:
    """S18: review day: one issue to her and the team; a month later still low: emeritus is proposed, not done."""
    await begin(story, FILE.replace("2025-12-01", "2026-02-15"))
    pull = await story.proposes("newcomer", files=["articles/a.md"])
    await story.act("ada", "review", item=pull, state="approve", body="Read.")
    await story.works()
    await until(story, "2026-04-01")
    [issue] = opened(story)
    assert (issue["title"], issue["body"].splitlines()[0]) == (
        "ambassador: how are you, ben?",
        "@ben, this is what was counted lately for the role ambassador:",
    )
    assert "@ada @cem Please talk with each other." in issue["body"]
    await story.restart()
    await until(story, "2026-04-02")
    assert len(opened(story)) == 1
    await until(story, "2026-05-01")
    assert titles(story) == ["ambassador: how are you, ben?", "ben rests as emeritus"]
    assert "[{emeritus: 2026-05-01}]" in proposed(story)
    item = await story.opens("newcomer", "Who speaks for us?")
    await story.works()
    assert (await answer(story, item, "ben: /path"))[1] == "Roles: ambassador. Seats: meetings."
    await until(story, "2026-06-01")
    assert len(opened(story)) == 2


async def test_where_people_close_the_matter_nothing_is_proposed(story: Any) -> None:
    """S18: people decide about people."""
    await begin(story, FILE.replace("2025-12-01", "2026-02-15").replace("- github: ada", "- github: ada\n  away: true"))
    await story.opens()
    await story.works()
    await until(story, "2026-04-01")
    [issue] = opened(story)
    await story.act("ada", "close", item=issue["name"])
    await until(story, "2026-05-01")
    assert titles(story) == ["ambassador: how are you, ben?"]


async def test_after_an_outage_over_the_day_of_review_people_are_asked_once_and_late(story: Any) -> None:
    """S18 S31: late, and once."""
    await begin(story, FILE.replace("2025-12-01", "2026-02-15").replace("- github: ada", "- github: ada\n  away: true"))
    await story.opens()
    await story.works()
    await story.stop()
    await story.tick(33 * DAY)
    await story.start()
    await story.works()
    assert titles(story) == ["ambassador: how are you, ben?"]
    await story.restart()
    await days_pass(story, 1)
    assert titles(story) == ["ambassador: how are you, ben?"]


async def test_the_end_of_a_term_is_said_once(story: Any) -> None:
    await begin(story, "- github: ben\n  roles: [{ambassador: 2025-03-10}]\n")
    await story.opens()
    await story.works()
    await until(story, "2026-03-09")
    assert titles(story) == []
    await until(story, "2026-03-10")
    await until(story, "2026-03-11")
    [issue] = opened(story)
    assert (issue["title"], "a term of it ended on 2026\\-03\\-10" in issue["body"]) == (
        "ambassador: the term of ben ends",
        True,
    )


RESTING = FILE.replace(
    "  roles: [{ambassador: 2024-02-01}]\n  seats: [meetings]\n",
    "  roles: [{emeritus: 2025-05-01}]\n  former: [{ambassador: 2019-01-01 to 2025-05-01}]\n",
)


async def test_whoever_rests_comes_back_by_consent_and_brings_their_history(story: Any) -> None:
    """S19: `/return` opens a consent; history restored."""
    await begin(story, RESTING)
    pull = await story.proposes("ben", files=["articles/a.md"])
    await story.act("ada", "merge", item=pull)
    item = await story.opens("ben", "I am back")
    await story.works()
    await say(story, item, "ben: /return")
    decision, told = await comments(story, item)
    assert "ben comes back as ambassador." in decision
    assert "`support`" not in decision
    assert told.split(" | ")[0] == (
        "Welcome back, **ben**! You had the role ambassador before. It was from 2019\\-01\\-01 until 2025\\-05\\-01. "
        "All that you did is still counted: 1."
    )
    await say(story, item, "ada: /support")
    await days_pass(story, 5.01)
    assert proposed(story) == RESTING.replace("[{emeritus: 2025-05-01}]", "[{ambassador: 2026-03-07}]")
    assert titles(story) == ["Add ben as ambassador"]
