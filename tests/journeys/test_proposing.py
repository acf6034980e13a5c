"""What people decided, or asked for in a form, becomes a pull request; and who must agree to it."""

from typing import Any

import pytest

from bot.sandbox.scenario import FULL_PERMISSIONS
from bot.sandbox.world.items import PullRequest
from bot.sandbox.world.records import Blob, CheckRun, Commit, Repository, Team, User
from tests.journeys.conftest import REPO, Story
from tests.journeys.deciding import PEOPLE, RULES, begin, comments, days_pass, people, say

AMBASSADOR = "{about: Speaks for us, granted: by nomination, may: [nominate, vote]}"
WAITING = "Waits for @newcomer: everybody approves their own entry"
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
    members, invited = ([each.login for each in world.many(User, group)] for group in (held.members, held.invited))
    return members, invited


async def passed(story: Story, rules: str = TEAM, **community: Any) -> str:
    """The newcomer is nominated, and it passes."""
    await begin(story, rules, **community)
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
    assert (reports(story), team(story)) == ([("in_progress", WAITING)], (["cem"], []))
    await story.act("newcomer", "review", item=name_of(pull), state="APPROVE")
    await days_pass(story, 1)
    assert (reports(story)[-1][0], len(pulls(story)), team(story)) == ("success", 1, (["cem"], []))
    await story.act("ada", "merge", item=name_of(pull))
    await story.works()
    assert team(story) == (["cem"], ["newcomer"])
    await days_pass(story, 40)
    assert (len(pulls(story)), team(story)) == (1, (["cem"], ["newcomer"]))


async def test_a_people_file_that_github_does_not_tell_at_once_is_changed_like_others(story: Any) -> None:
    await begin(story, TEAM)
    long = "# Everybody who is with us.\n" * 25_000 + people()
    await story.writes_rules(long, path=PEOPLE)
    await story.opens("ada", "Nomination of the newcomer")
    await story.works()
    await say(story, f"{REPO}#1", "ben: +1", "cem: +1", "ada: +1")
    await days_pass(story, 7.01)
    [pull] = pulls(story)
    assert proposed(story, pull) == f"{long}- github: newcomer\n  roles: [{{ambassador: 2026-03-09}}]\n"


GROUPS = "community/groups.yml"
WITH_GROUPS = RULES.replace(f"people: {PEOPLE}", f"people: {PEOPLE}, groups: {GROUPS}")


def reports(story: Story, name: str = "people") -> list[tuple[str, str]]:
    """The bot's own checks of a name, oldest first: how each ended, and its title."""
    runs = [run for run in story.running.sandbox.world.every(CheckRun) if (run.app, run.name) == ("fingerpost", name)]
    return [(run.conclusion or run.status, run.output["title"]) for run in runs]


def notes(story: Story, name: str) -> list[tuple[int, int, str]]:
    """Where the last check of a name remarks something, and what."""
    run = [run for run in story.running.sandbox.world.every(CheckRun) if run.name == name][-1]
    told = run.output.get("annotations") or []
    return [(each["location"]["startLine"], each["location"]["startColumn"], each["message"]) for each in told]


async def test_a_country_stays_a_text_and_one_that_is_none_is_told_at_its_place(story: Any) -> None:
    """S49."""
    await begin(story, WITH_GROUPS)
    norway = "- name: Oslo\n  country: NO\n- name: Leeds\n  country: UK\n"
    pull = await story.proposes("newcomer", files={GROUPS: norway})
    await story.works()
    assert reports(story, "groups") == [("failure", f"1 mistake in {GROUPS}")]
    assert notes(story, "groups") == [(4, 12, "country: `UK` is no country's code; did you mean GB?")]
    await story.act("newcomer", "push", item=pull, files={GROUPS: norway.replace("UK", "GB")})
    await story.works()
    assert reports(story, "groups")[1:] == [("success", "Every group can be read")]
    assert reports(story) == []


async def test_somebody_elses_entry_waits_until_that_person_approves(story: Any) -> None:
    """S50."""
    await begin(story)
    theirs = f"{people()}- github: newcomer\n  languages: [fr]\n"
    pull = await story.proposes("stranger", files={PEOPLE: theirs})
    await story.works()
    assert reports(story) == [("in_progress", WAITING)]
    await story.act("ben", "review", item=pull, state="APPROVE")
    await story.works()
    assert reports(story)[-1][0] == "in_progress"
    await story.act("newcomer", "review", item=pull, state="APPROVE")
    await story.works()
    assert reports(story) == [("success", "Everybody agrees whose entry is added or changed")]
    await story.act("stranger", "push", item=pull, files={PEOPLE: theirs.replace("fr", "de")})
    await story.works()
    assert reports(story)[-1][0] == "in_progress"


async def test_a_mistake_in_the_people_file_is_told_before_it_is_merged(story: Any) -> None:
    """S49, of people."""
    await begin(story)
    await story.proposes("newcomer", files={PEOPLE: f"{people()}- github: newcomer\n  country: Atlantis\n"})
    await story.works()
    assert reports(story) == [("failure", f"1 mistake in {PEOPLE}")]
    assert [(line, column) for line, column, _ in notes(story, "people")] == [(14, 12)]


JOIN = """name: Join us
description: Say who you are
body:
  - {type: input, id: languages, attributes: {label: Languages}}
  - {type: textarea, id: skills, attributes: {label: Skills}}
  - {type: input, id: country, attributes: {label: Country}}
  - {type: input, id: hours, attributes: {label: Hours a month}}
"""
JOINING = f"""project: {{purpose: We mend tools, people: {PEOPLE}}}
rules:
  - name: Whoever joins is proposed
    on: [issues.opened, issues.edited]
    when: {{form: join}}
    do:
      - propose:
          file: {PEOPLE}
          add:
            github: "{{author}}"
            languages: "{{field.Languages}}"
            topics: "{{field.Skills}}"
            country: "{{field.Country}}"
            capacity: "{{field.Hours a month}}"
          title: "{{author}} joins"
"""


def answers(languages: str, skills: str, country: str, hours: str = "_No response_") -> str:
    told = {"Languages": languages, "Skills": skills, "Country": country, "Hours a month": hours}
    return "\n\n".join(f"### {label}\n\n{text}" for label, text in told.items())


OPEN = (
    ("Anything",),
    ("Proofs", "editing"),
    ("Rues", "lang/fr", "editing"),
    ("Japanese street names", "lang/ja"),
    ("Read the *ja* chapter", "editing", "lang/ja"),
)


async def joins(story: Story, body: str, rules: str = JOINING, **community: Any) -> str:
    """The newcomer fills in the form."""
    files = {PEOPLE: people(), ".github/ISSUE_TEMPLATE/join.yml": JOIN}
    await story.begin(rules, repositories=[{"name": REPO, "files": files}], **community)
    return await fills_in(story, body)


async def fills_in(story: Story, body: str) -> str:
    issue = await story.opens(title="I join", body=body)
    await story.works()
    return issue


async def test_whoever_fills_in_the_form_gets_a_valid_entry_of_their_own(story: Any) -> None:
    """S3: the entry, and three open items that fit; what is for others is not among them."""
    repository = {"name": REPO, "labels": ["good first issue", "help wanted", "editing", "lang/ja", "lang/fr"]}
    files = {PEOPLE: people(), ".github/ISSUE_TEMPLATE/join.yml": JOIN}
    await story.begin(JOINING, repositories=[{**repository, "files": files}])
    for title, *labels in OPEN:
        await story.opens("ada", title, labels=["help wanted", *labels])
    issue = await fills_in(story, answers("ja", "- editing\n- write to me: nin@post.example", "Japan", "4"))
    [pull] = pulls(story)
    entry = '- github: newcomer\n  languages: [ja]\n  topics: [editing, "write to me:"]\n  country: JP\n  capacity: 4\n'
    assert (pull.title, proposed(story, pull)) == ("newcomer joins", people() + entry)
    [told] = await comments(story, issue)
    assert told.endswith(
        "**newcomer**, good to have you. These wait for somebody, and may suit you: "
        "| - #5 Read the \\*ja\\* chapter | - #4 Japanese street names | - #2 Proofs"
    )
    assert ("nin@post.example" in pull.body + told, "@newcomer, your text holds an e-mail address" in told) == (
        False,
        True,
    )
    assert reports(story) == [("in_progress", WAITING)]


async def test_what_is_no_valid_value_is_left_out_and_told(story: Any) -> None:
    """S3, with bad input."""
    issue = await joins(story, answers("ja\n---\nroles: [ambassador]", "x" * 300, "Atlantis", "many"))
    [pull] = pulls(story)
    assert proposed(story, pull) == f"{people()}- github: newcomer\n  topics: [{'x' * 200}]\n"
    [told] = await comments(story, issue)
    assert ("Atlantis" in told, "languages" in told, "capacity" in told) == (True, True, True)


async def test_an_answer_that_changes_changes_the_open_pull_request_and_a_closed_one_stays_closed(story: Any) -> None:
    """S3, once more."""
    issue = await joins(story, answers("ja", "editing", "Japan"))
    await story.act("newcomer", "edit", item=issue, body=answers("ja, fr", "editing", "Japan"))
    await story.works()
    [pull] = pulls(story)
    assert "languages: [ja, fr]" in proposed(story, pull)
    await story.act("ada", "close", item=name_of(pull))
    await story.act("newcomer", "edit", item=issue, body=answers("de", "editing", "Japan"))
    await story.works()
    assert [(each.state, "languages: [ja, fr]" in proposed(story, each)) for each in pulls(story)] == [("closed", True)]


async def test_whoever_is_listed_already_is_told_so(story: Any) -> None:
    await joins(story, answers("ja", "editing", "Japan"))
    issue = await story.opens("ben", "I join too", body=answers("de", "mending", "Austria"))
    await story.works()
    [told] = await comments(story, issue)
    assert ("is listed already, on line 3" in told, len(pulls(story))) == (True, 1)


async def test_without_the_permission_the_lines_are_told_to_be_written_by_hand(story: Any) -> None:
    less = [{"account": "orchard", "permissions": {**FULL_PERMISSIONS, "contents": "read"}}]
    issue = await joins(story, answers("ja", "editing", "Japan"), installations=less)
    [told] = await comments(story, issue)
    assert ("- github: newcomer |   languages: [ja]" in told, pulls(story)) == (True, [])


async def test_without_the_permission_somebody_else_is_asked_to_add_them_to_the_team(story: Any) -> None:
    """S7, with less allowed."""
    less = [{"account": "orchard", "permissions": {**FULL_PERMISSIONS, "members": "read"}}]
    issue = await passed(story, TEAM, installations=less)
    [pull] = pulls(story)
    await story.act("ada", "merge", item=name_of(pull))
    await story.works()
    told = (await comments(story, issue))[-1]
    assert ("should add them to `orchard/docs`" in told, team(story)) == (True, (["cem"], []))


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("match", ["createRef", "createCommitOnBranch", "createPullRequest"])
@pytest.mark.parametrize("kind", ["status", "drop", "graphql_error"])
async def test_a_proposal_that_is_broken_off_is_brought_to_its_end_once(
    story: Any, when: str, match: str, kind: str
) -> None:
    files = {PEOPLE: people(), ".github/ISSUE_TEMPLATE/join.yml": JOIN}
    await story.begin(JOINING, repositories=[{"name": REPO, "files": files}])
    await story.github.post("faults", [{"match": match, "when": when, "kind": kind}])
    await story.opens(title="I join", body=answers("ja", "editing", "Japan"))
    await story.works_on()
    [pull] = pulls(story)
    assert (len(pull.commits), proposed(story, pull).count("newcomer"), pull.state) == (1, 1, "open")


async def test_an_invitation_that_is_broken_off_is_sent_all_the_same(story: Any) -> None:
    issue = await passed(story)
    [pull] = pulls(story)
    await story.github.post("faults", [{"match": "memberships", "when": "after"}])
    await story.act("ada", "merge", item=name_of(pull))
    await story.works_on()
    assert team(story) == (["cem"], ["newcomer"])
    assert ("invite", "done") in {(verb, state) for verb, _, state in await story.ledger(issue)}


async def test_two_nominations_at_once_have_a_pull_request_each(story: Any) -> None:
    await begin(story, TEAM)
    for who in ("newcomer", "stranger"):
        issue = await story.opens("ada", f"Let us thank {who}")
        await say(story, issue, f"ada: /nominate @{who} ambassador")
        await say(story, issue, "ben: +1", "cem: +1")
    await days_pass(story, 7.01)
    titles = sorted(pull.title for pull in pulls(story))
    assert titles == ["Add newcomer as ambassador", "Add stranger as ambassador"]
    assert [proposed(story, pull).count("2026-03-09") for pull in pulls(story)] == [1, 1]
