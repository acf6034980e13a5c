"""The ways to contribute: what an item is part of, what comes next, and what is counted for whom."""

from functools import partial
from typing import Any

from bot.sandbox.world.items import PullRequest
from bot.sandbox.world.records import Blob, Commit, Repository
from bot.store import contributions
from tests.journeys.conftest import BEGIN, REPO

RULES = """
project: {purpose: We share what we know}
pathways:
  writing: {about: Draft an article, files: "articles/**"}
  reviewing: {about: Review a draft, counts: pull_request_review.submitted}
  translating: {about: Translate a work, files: "translations/**"}
  triaging: {about: Sort ideas, counts: command.triage}
  coding: {about: Improve the website, files: "site/**"}
roles:
  editor: {granted: automatically, requires: {reviewing: 1}, may: [triage]}
rules:
  - name: Everyone learns what comes next
    on: pull_request.opened
    do:
      - label: "path/{pathway}"
      - comment: "Thank you, {author}! This is {pathway}. Next step: {next_step}."
"""


async def counts(story: Any, item: str, login: str) -> list[tuple[str, str]]:
    """What is kept of a person in the item's repository: the item, and the pathway."""
    repo_id = int((await story.lane(item)).partition("#")[0])
    kept = await story.store.read(partial(contributions.of, repositories=[repo_id], login=login))
    return [(one.cause, one.pathway) for one in kept]


async def test_of_two_pathways_that_fit_the_first_counts_and_the_other_is_mentioned(story: Any) -> None:
    """S5: a pull request touches `translations/fr/x.md` and `site/a.css`; it is counted once."""
    await story.begin(RULES)
    item = await story.proposes(files=["translations/fr/x.md", "site/a.css"])
    await story.works()
    seen = await story.seen(item)
    assert seen["labels"] == ["path/translating"]
    next_step = "Thank you, ben! This is translating. Next step: somebody reviews it."
    assert seen["comments"] == [f"{next_step} | This counts as **translating**; it also fits coding."]
    assert await counts(story, item, "ben") == []
    await story.act("ada", "merge", item=item)
    await story.works()
    await story.act("ada", "label", item=item, labels=["docs"])
    await story.works()
    assert await counts(story, item, "ben") == [(f"#{item.partition('#')[2]}", "translating")]


async def test_a_review_is_counted_once_and_nothing_is_said_of_it(story: Any) -> None:
    await story.begin(RULES)
    item = await story.proposes(files=["README.md"])
    await story.works()
    before = await story.seen(item)
    for login, state in (("cem", "comment"), ("cem", "approve"), ("ben", "comment")):
        await story.act(login, "review", item=item, state=state, body="I have read it.")
        await story.works()
    number = f"#{item.partition('#')[2]}"
    assert (await counts(story, item, "cem"), await counts(story, item, "ben")) == ([(number, "reviewing")], [])
    assert await story.seen(item) == before


async def test_what_somebody_asks_of_the_bot_is_counted_where_it_was_done(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    for login in ("stranger", "cem"):
        await story.act(login, "comment", item=item, body="/triage bug")
        await story.works()
    assert await counts(story, item, "stranger") == []
    assert await counts(story, item, "cem") == [(f"#{item.partition('#')[2]}", "triaging")]


async def test_an_issue_counts_for_its_author_when_it_is_completed_and_not_when_it_is_dropped(story: Any) -> None:
    await story.begin(RULES)
    good, bad = await story.opens(title="An idea"), await story.opens(title="Another")
    await story.act("ada", "create_label", repo=REPO, name="path/writing")
    await story.act("ada", "label", item=good, labels=["path/writing"])
    await story.act("ada", "close", item=good, reason="completed")
    await story.act("ada", "close", item=bad, reason="not_planned")
    await story.works()
    assert await counts(story, good, "newcomer") == [(f"#{good.partition('#')[2]}", "writing")]


LADDER = """
project: {purpose: We share what we know, people: people.yml}
pathways:
  reviewing: {about: Review a draft, counts: pull_request_review.submitted}
  translating: {files: "translations/**"}
roles:
  helper: {granted: automatically, requires: {translating: 2}, may: [triage]}
  editor: {granted: by consent, requires: {reviewing: 3}, may: [stage]}
  ambassador: {granted: by consent, may: [nominate]}
decisions:
  consent: {voters: ambassador, open_for: 5 days, passes_with: {support: 1, objections: 0}}
rules: []
"""


async def test_an_idea_that_is_accepted_makes_a_contributor(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.act("ada", "create_label", repo=REPO, name="path/writing")
    await story.act("ada", "label", item=item, labels=["path/writing"])
    for login in ("stranger", "ada", "ada"):
        await story.act(login, "comment", item=item, body="/accept")
        await story.works()
        assert await counts(story, item, "newcomer") == ([("#1", "writing")] if login == "ada" else [])


async def test_what_ended_before_counts_when_it_ended_and_not_when_somebody_speaks_of_it(story: Any) -> None:
    await story.begin("project: {purpose: We share what we know}\nrules: []\n")
    item = await story.opens("stranger")
    await story.act("ada", "close", item=item, reason="completed")
    await story.works()
    await story.writes_rules(LADDER)
    await story.tick(86_400)
    await story.act("ada", "comment", item=item, body="Thank you once more.")
    await story.works()
    assert await counts(story, item, "stranger") == []
    await story.act("stranger", "comment", item=item, body="/path")
    await story.works()
    assert await counts(story, item, "stranger") == [("#1", "")]
    (told,) = (await story.seen(item))["comments"]
    assert f"the first on {BEGIN:%Y-%m-%d}" in told.replace("\\", "")


async def test_what_was_done_before_is_learnt_from_history_once(story: Any) -> None:
    await story.begin("project: {purpose: We share what we know}\nrules: []\n")
    item = ""
    for path in ("translations/fr/a.md", "translations/de/a.md", "site/a.css"):
        item = await story.proposes("stranger", files=[path])
        await story.act("cem", "review", item=item, state="approve")
        await story.act("ada", "merge", item=item)
    await story.works()
    assert (await counts(story, item, "stranger"), await counts(story, item, "cem")) == ([], [])
    await story.writes_rules(LADDER)
    await story.writes_rules("- {github: cem, roles: [ambassador]}\n", path="people.yml")
    idea = await story.opens()
    await story.works()
    await story.cost()
    await story.act("stranger", "comment", item=idea, body="/triage bug")
    await story.works()
    translated = [("#1", "translating"), ("#2", "translating"), ("#3", "")]
    assert (await counts(story, item, "stranger"), (await story.seen(idea))["labels"]) == (translated, ["bug"])
    first = await story.cost()
    await story.act("stranger", "comment", item=idea, body="/triage docs")
    await story.works()
    assert (await counts(story, item, "stranger"), (await story.seen(idea))["labels"]) == (translated, ["bug", "docs"])
    assert first["query"] - (await story.cost())["query"] == len(["stranger", "newcomer"])


async def test_who_may_nominate_sees_who_is_ready_and_nothing_is_said_of_it_in_public(story: Any) -> None:
    """S13: the third review, where the rule wants three."""
    await story.begin(LADDER)
    await story.writes_rules("- {github: ada, roles: [ambassador]}\n", path="people.yml")
    items = [await story.proposes(title=f"Draft {n}") for n in range(3)]
    for item in items:
        await story.act("cem", "review", item=item, state="approve")
        await story.works()
    assert [(await story.seen(item))["comments"] for item in items] == [[], [], []]
    idea = await story.opens()
    await story.act("stranger", "comment", item=idea, body="/path @cem")
    await story.works()
    (refused,) = (await story.seen(idea))["comments"]
    assert "reviewing" not in refused
    await story.act("ada", "comment", item=idea, body="/path @cem")
    await story.works()
    (told,) = (await story.seen(idea))["comments"]
    assert "reviewing 3" in told


CHOSEN = """
project: {purpose: We share what we know, people: people.yml}
pathways: {reviewing: {counts: pull_request_review.submitted}}
roles:
  editor: {granted: automatically, requires: {reviewing: 1}}
  guide: {granted: automatically, requires: {role: editor, reviewing: 2}}
rules:
  - {name: Editors, on: issues.opened, do: [{assign: {role: editor, count: 2, never: [author, away]}}]}
  - {name: Guides, on: issues.labeled, do: [{assign: {role: guide}}]}
"""


async def test_those_who_came_to_a_role_by_themselves_are_chosen_by_it_too(story: Any) -> None:
    await story.begin(CHOSEN)
    await story.writes_rules("- {github: ben, roles: [editor], away: true}\n- {github: ada}\n", path="people.yml")
    first = await story.opens("stranger")
    await story.works()
    assert (await story.seen(first))["assignees"] == []
    for who in ("cem", "cem", "ada"):
        pull = await story.proposes("newcomer", files=["site/a.css"])
        await story.act(who, "review", item=pull, state="approve")
    await story.works()
    item = await story.opens("ada")
    await story.works()
    assert (await story.seen(item))["assignees"] == ["cem"]
    await story.act("ada", "label", item=first, labels="bug")
    await story.works()
    assert (await story.seen(first))["assignees"] == ["cem"]
    assert "asked because: " in str((await story.decision(first))["actions"])


STEPS = """
project: {purpose: We meet, people: people.yml}
roles: {ambassador: {}}
pathways:
  organising: {form: new-group, steps: {Policy agreed: {form: {Rules: checked}}, Met once: {confirmed_by: ambassador}}}
rules:
  - {name: Register a group, on: issues.opened, when: {pathway: organising}, do: [{checklist: organising}]}
"""
NEW_GROUP = """
name: new-group
body:
  - {type: checkboxes, attributes: {label: Rules, options: [{label: I agree}]}}
"""


async def test_the_steps_of_a_pathway_are_followed_until_all_are_taken(story: Any) -> None:
    await story.begin(STEPS)
    await story.writes_rules("- {github: cem, roles: [ambassador]}\n", path="people.yml")
    await story.writes_rules(NEW_GROUP, path=".github/ISSUE_TEMPLATE/new-group.yml")
    item = await story.opens(body="### Rules\n\n- [ ] I agree")
    await story.works()
    way = "The way to **organising**"
    hint = "People in the role ambassador confirm the others: `/confirm STEP`."
    assert (await story.seen(item))["comments"] == [
        f"{way}: 0 of 2 steps are taken. | - \u2b1c Policy agreed | - \u2b1c Met once | {hint}"
    ]
    await story.act("newcomer", "edit", item=item, body="### Rules\n\n- [x] I agree")
    await story.works()
    await story.restart()
    await story.act("newcomer", "comment", item=item, body="/confirm Met once")
    await story.works()
    (told,) = (await story.seen(item))["comments"]
    assert f"{way}: 1 of 2 steps are taken." in told
    await story.act("cem", "comment", item=item, body="/confirm met once")
    await story.works()
    assert (await story.seen(item))["comments"] == [
        f"{way}: 2 of 2 steps are taken. | - \u2705 Policy agreed | - \u2705 Met once"
    ]


GROUPS = "community/groups.yml"
OFFICIAL = f"""
project: {{purpose: We meet, people: people.yml, groups: {GROUPS}}}
roles:
  ambassador: {{may: [everything]}}
  organizer: {{granted: automatically, requires: {{listed_in: groups}}, may: [stage]}}
pathways:
  organising:
    form: new-group
    steps:
      Contact page complete: {{group: {{organizers: 2, links: 1}}}}
      Met once: {{confirmed_by: ambassador}}
    completes: {{group_status: official}}
rules:
  - {{name: Register, on: issues.opened, when: {{pathway: organising}}, do: [{{checklist: organising}}]}}
  - {{name: Help, on: issues.labeled, do: [{{assign: {{group: "{{field.Name}}"}}}}]}}
  - {{name: Organizers, on: issues.labeled, when: {{actor: {{role: organizer}}}}, do: [{{label: urgent}}]}}
"""
NEW = "name: new-group\nbody: [{type: input, attributes: {label: Name}}, {type: input, attributes: {label: City}}]\n"
OSLO = "- name: Oslo\n  status: official\n"
VIENNA = "- name: Vienna\n  organizers: [cem]\n  links: {meetup: https://example.org}\n  status: new\n"


async def test_a_group_is_official_once_all_steps_are_taken_the_last_one_in_the_groups_file(story: Any) -> None:
    """R33: what the groups file says ticks by itself, nobody's word does; the status is proposed, once."""
    await story.begin(OFFICIAL)
    await story.writes_rules("- {github: ada, roles: [ambassador]}\n", path="people.yml")
    await story.writes_rules(NEW, path=".github/ISSUE_TEMPLATE/new-group.yml")
    await story.writes_rules(OSLO + VIENNA, path=GROUPS)
    item = await story.opens(body="### Name\n\nvienna\n\n### City\n\nWien")
    await story.works()
    await story.act("ada", "comment", item=item, body="/confirm Contact page complete\n\n/confirm Met once")
    await story.works()
    assert "1 of 2 steps are taken. | - \u2b1c Contact page complete" in (await story.seen(item))["comments"][0]
    await story.writes_rules(OSLO + VIENNA.replace("[cem]", "[cem"), path=GROUPS)
    await story.works()
    assert [pull.title for pull in proposals(story)] == []
    await story.writes_rules(OSLO + VIENNA.replace("[cem]", "[cem, ben]"), path=GROUPS)
    await story.works()
    await story.restart()
    await story.writes_rules(OSLO + VIENNA.replace("[cem]", "[cem, ben]") + "# more\n", path=GROUPS)
    await story.works()
    assert "2 of 2 steps are taken." in (await story.seen(item))["comments"][0]
    [pull] = proposals(story)
    world = story.running.sandbox.world
    repo = world.one(Repository, pull.repo)
    text = world.one(Blob, repo.blobs[world.one(Commit, repo.commits[pull.head_sha]).tree[GROUPS]]).text
    assert (pull.title, text) == (
        "Vienna is official",
        OSLO + VIENNA.replace("[cem]", "[cem, ben]").replace("status: new", "status: official"),
    )


async def test_the_organisers_of_a_group_are_asked_and_are_organisers_by_that_file(story: Any) -> None:
    await story.begin(OFFICIAL)
    await story.writes_rules(NEW, path=".github/ISSUE_TEMPLATE/new-group.yml")
    await story.writes_rules(OSLO + VIENNA, path=GROUPS)
    item = await story.opens(body="### Name\n\nVienna\n\n### City\n\nWien")
    await story.act("ben", "label", item=item, labels="bug")
    await story.works()
    assert [(await story.seen(item))[what] for what in ("assignees", "labels")] == [["cem"], ["bug"]]
    await story.act("cem", "label", item=item, labels="docs")
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug", "docs", "urgent"]


def proposals(story: Any) -> list[PullRequest]:
    """The pull requests that there are."""
    return list(story.running.sandbox.world.every(PullRequest))


BOARD = """
project: {purpose: We share what we know}
board: {project: 1, stages: {Doing: , Done: {done: true}, Review: {done: true, counts: false}}}
pathways: {coding: {files: "site/**"}}
rules: []
"""


async def test_who_moves_a_card_by_hand_to_where_work_is_done_has_it_counted(story: Any) -> None:
    await story.begin(BOARD)
    for column in ("Doing", "Review", "Done"):
        item = await story.proposes(title=f"Change for {column}", files=["site/a.css"])
        await story.act("ada", "add_card", item=item)
        await story.act("ada", "move_card", item=item, option=column)
        await story.works()
        assert await counts(story, item, "ben") == ([("#3", "coding")] if column == "Done" else [])
        assert (await story.seen(item))["comments"] == []


async def test_a_new_pathway_or_a_new_name_begins_with_what_was_done_before(story: Any) -> None:
    await story.begin(LADDER)
    item = await story.proposes("stranger", files=["site/a.css"])
    await story.act("cem", "review", item=item, state="approve")
    await story.act("ada", "merge", item=item)
    await story.works()
    await story.act("stranger", "comment", item=item, body="/path")
    await story.works()
    assert await counts(story, item, "stranger") == [("#1", "")]
    editing = 'editing: {counts: pull_request_review.submitted}\n  coding: {files: "site/**"}'
    before = "reviewing: {about: Review a draft, counts: pull_request_review.submitted}"
    await story.writes_rules(LADDER.replace(before, editing).replace("requires: {reviewing: 3}, ", ""))
    for login in ("stranger", "cem"):
        await story.act(login, "comment", item=item, body="/path")
        await story.works()
    assert await counts(story, item, "stranger") == [("#1", "coding")]
    assert await counts(story, item, "cem") == [("#1", "editing")]
