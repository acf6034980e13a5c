"""Rules that several repositories share: who may build on whose, whose word counts, and what a change there does."""

from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.store import rulefiles

RULES = ".github/pathways.yml"
TOOLS, BASE, OWNERS = "orchard/tools", "orchard/rules", "orchard/.github"
LABEL = "rules: [{name: shared, on: issues.opened, do: [{label: %s}]}]"
OURS = "project: {purpose: We mend}\nextends: %s\n"


def base(label: str = "bug", accepts: str = "orchard/*", more: str = "") -> str:
    return f"project: {{purpose: Shared, accepts_from: {accepts}{more}}}\n{LABEL % label}\n"


def repository(name: str, rules: str | None = None, **more: Any) -> dict[str, Any]:
    files = {RULES: rules} if rules is not None else {"README.md": "Words"}
    return {"name": name, "labels": ["bug", "triage", "docs", "urgent"], "files": files, **more}


async def begin(story: Any, *repositories: dict[str, Any], **community: Any) -> None:
    await story.begin(None, repositories=list(repositories), **community)


async def opened(story: Any, repo: str = TOOLS) -> dict[str, Any]:
    """What a new issue looks like once the bot has seen it."""
    item = (await story.act("newcomer", "open_issue", repo=repo, title="It breaks"))["item"]
    await story.works()
    seen: dict[str, Any] = await story.seen(item)
    return seen


async def labels(story: Any, repo: str = TOOLS) -> list[str]:
    found: list[str] = (await opened(story, repo))["labels"]
    return found


async def push(story: Any, repo: str, text: str | None, path: str = RULES, **more: Any) -> None:
    await story.act("ada", "push_files", repo=repo, files={path: text}, **more)
    await story.works()


async def troubles(story: Any) -> list[tuple[str, str]]:
    """What is wrong, of which public repository."""
    found = await story.store.read(rulefiles.troubles)
    return [(file.repo, file.problem.splitlines()[0]) for file in found]


async def test_a_repository_acts_by_the_rules_of_another_and_by_its_new_ones_after_a_push_there(story: Any) -> None:
    await begin(story, repository(TOOLS, OURS % BASE), repository(BASE, base("bug")))
    before = await labels(story)
    await push(story, BASE, base("docs"))
    assert (before, await labels(story)) == (["bug"], ["docs"])


async def test_who_builds_on_whom_outlives_a_restart(story: Any) -> None:
    await begin(story, repository(TOOLS, OURS % BASE), repository(BASE, base("bug")))
    await labels(story)
    await story.restart()
    await push(story, BASE, "project: [")
    assert [repo for repo, _ in await troubles(story)] == [TOOLS, BASE]
    assert await labels(story) == ["bug"]
    await push(story, BASE, base("docs"))
    assert (await troubles(story), await labels(story)) == ([], ["docs"])


async def test_a_push_that_changes_no_rules_asks_nothing_of_anybody(story: Any) -> None:
    await begin(story, repository(TOOLS, OURS % BASE), repository(BASE, base("bug")))
    await labels(story)
    await story.cost()
    await push(story, BASE, "Words", path="README.md")
    assert await story.cost() == {}


async def test_where_a_base_accepts_nobody_any_more_the_last_valid_whole_stays_and_it_is_said(story: Any) -> None:
    await begin(story, repository(TOOLS, OURS % BASE), repository(BASE, base("bug")))
    await labels(story)
    with capture_logs() as lines:
        await push(story, BASE, base("docs", accepts="orchard/else"))
    assert await labels(story) == ["bug"]
    problem = f".github/pathways.yml:2:10: error[extends]: `{BASE}` does not accept {TOOLS}"
    assert await troubles(story) == [(TOOLS, problem)]
    (line,) = [line for line in lines if line["log_level"] == "warning"]
    assert (line["event"], line["item"]) == ("the rule file is broken", TOOLS)
    assert line["problems"] == [f".github/pathways.yml:2:10: `{BASE}` does not accept {TOOLS}"]


async def test_a_base_that_is_gone_leaves_the_last_valid_whole_and_one_that_never_was_no_rules(story: Any) -> None:
    await begin(story, repository(TOOLS, OURS % BASE), repository("orchard/ladders", OURS % "orchard/nowhere"))
    state = (await labels(story), await labels(story, "orchard/ladders"))
    missing = "cannot be had: there is no such repository for this App, or it does not accept"
    assert (state, sorted(repo for repo, problem in await troubles(story) if missing in problem)) == (
        ([], []),
        ["orchard/ladders", TOOLS],
    )


async def test_bases_of_bases_act_where_each_accepts_whoever_names_it(story: Any) -> None:
    middle = f"project: {{purpose: Middle, accepts_from: {TOOLS}}}\nextends: orchard/deep\n"
    await begin(
        story,
        repository(TOOLS, OURS % BASE),
        repository(BASE, middle),
        repository("orchard/deep", base("docs", accepts=BASE)),
    )
    assert await labels(story) == ["docs"]
    await push(story, "orchard/deep", base("urgent", accepts="orchard/else"))
    assert await labels(story) == ["docs"]
    assert (TOOLS, ".github/pathways.yml:2:10: error[extends]: `orchard/deep` does not accept orchard/tools") in (
        await troubles(story)
    )


async def test_a_circle_is_said_and_what_is_right_beside_it_does_not_act(story: Any) -> None:
    await begin(
        story,
        repository(TOOLS, OURS % BASE),
        repository(BASE, f"project: {{purpose: p, accepts_from: orchard/*}}\nextends: {TOOLS}\n"),
    )
    assert await labels(story) == []
    problem = ".github/pathways.yml:2:10: error[extends]: `orchard/rules` extends itself by way of "
    assert [told for repo, told in await troubles(story) if repo == TOOLS] == [
        f"{problem}orchard/rules → orchard/tools → orchard/rules"
    ]


async def test_a_version_that_is_named_stays_until_its_branch_moves(story: Any) -> None:
    await begin(story, repository(TOOLS, OURS % f"{BASE}@stable"), repository(BASE, base("bug")))
    await push(story, BASE, base("urgent"), branch="stable")
    assert await labels(story) == ["urgent"]
    await push(story, BASE, base("docs"))
    assert await labels(story) == ["urgent"]
    await push(story, BASE, base("docs", accepts="orchard/else"))
    assert await labels(story) == ["urgent"]
    assert [repo for repo, _ in await troubles(story)] == [TOOLS]


async def test_a_version_that_is_not_there_is_said(story: Any) -> None:
    await begin(story, repository(TOOLS, OURS % f"{BASE}@v9"), repository(BASE, base("bug")))
    assert await labels(story) == []
    assert await troubles(story) == [
        (TOOLS, f".github/pathways.yml:2:10: error[extends]: `{BASE}@v9` has no .github/pathways.yml at v9")
    ]


async def test_a_rule_of_a_base_is_changed_switched_off_or_locked(story: Any) -> None:
    rules = """project: {purpose: Shared, accepts_from: orchard/*}
rules:
  - {name: one, on: issues.opened, do: [{label: bug}]}
  - {name: two, on: issues.opened, do: [{label: docs}]}
  - {name: three, locked: true, on: issues.opened, do: [{label: triage}]}
"""
    changed = OURS % BASE + "rules:\n  - {name: one, do: [{label: urgent}]}\n  - {name: two, off: true}\n"
    await begin(story, repository(TOOLS, changed), repository(BASE, rules))
    assert await labels(story) == ["triage", "urgent"]
    await push(story, TOOLS, OURS % BASE + "rules:\n  - {name: three, off: true}\n")
    assert await labels(story) == ["triage", "urgent"]
    assert await troubles(story) == [
        (TOOLS, f".github/pathways.yml:4:5: error[locked]: the rule “three” of `{BASE}` is locked")
    ]


async def test_a_private_base_serves_whom_it_accepts_and_tells_nobody_else_that_it_is_there(story: Any) -> None:
    hidden = repository(BASE, base("bug", accepts=TOOLS), private=True)
    await begin(
        story,
        repository(TOOLS, OURS % BASE),
        repository("orchard/ladders", OURS % BASE),
        repository("orchard/carts", OURS % "orchard/nothing"),
        hidden,
    )
    assert (await labels(story), await labels(story, "orchard/ladders"), await labels(story, "orchard/carts")) == (
        ["bug"],
        [],
        [],
    )
    said = {repo: problem.replace(repo, "REPO") for repo, problem in await troubles(story)}
    assert said["orchard/ladders"].replace(BASE, "B") == said["orchard/carts"].replace("orchard/nothing", "B")
    await push(
        story, BASE, "project: {purpose: p, accepts_from: orchard/tools}\nrules: [{name: secret plan, onn: x}]\n"
    )
    (told,) = [file for file in await story.store.read(rulefiles.troubles) if file.repo == TOOLS]
    assert ("`orchard/rules` brings 1 mistake" in told.problem, "secret plan" in told.problem) == (True, False)


async def test_what_a_private_base_builds_on_itself_is_not_named(story: Any) -> None:
    middle = f"project: {{purpose: p, accepts_from: {TOOLS}}}\nextends: orchard/vault\n"
    await begin(
        story,
        repository(TOOLS, OURS % BASE),
        repository(BASE, middle, private=True),
        repository("orchard/vault", base("bug", accepts="nobody/here"), private=True),
    )
    assert await labels(story) == []
    (told,) = [file for file in await story.store.read(rulefiles.troubles) if file.repo == TOOLS]
    assert ("`a private repository` cannot be had" in told.problem, "vault" in told.problem) == (True, False)


async def test_another_owner_s_private_base_is_read_with_the_app_s_installation_there(story: Any) -> None:
    await begin(
        story,
        repository(TOOLS, OURS % "meadow/rules"),
        repository("meadow/rules", base("docs", accepts=TOOLS), private=True),
        organizations=[{"login": name, "owners": ["ada"]} for name in ("orchard", "meadow")],
        installations=[{"account": "orchard"}, {"account": "meadow"}],
    )
    assert await labels(story) == ["docs"]


async def test_the_owners_file_acts_where_it_is_applied_and_nowhere_else(story: Any) -> None:
    theirs = base("docs", accepts="nobody/here", more=", applies_to: ['orchard/t*', '!orchard/torn']")
    names = (TOOLS, "orchard/torn", "orchard/ladders")
    await begin(story, *(repository(name) for name in names), repository(OWNERS, theirs))
    assert [await labels(story, name) for name in names] == [["docs"], [], []]
    await push(story, OWNERS, base("docs", accepts="nobody/here", more=", applies_to: orchard/ladders"))
    assert [await labels(story, name) for name in names] == [[], [], ["docs"]]


async def test_a_file_of_its_own_keeps_the_owners_out_unless_it_extends_it(story: Any) -> None:
    theirs = base("docs", accepts="nobody/here", more=", applies_to: orchard/*")
    own = f"project: {{purpose: Ours}}\n{LABEL % 'bug'}\n".replace("shared", "own")
    await begin(story, repository(TOOLS, own), repository("orchard/ladders", OURS % OWNERS), repository(OWNERS, theirs))
    assert (await labels(story), await labels(story, "orchard/ladders")) == (["bug"], ["docs"])
    await push(story, TOOLS, None)
    assert await labels(story) == ["docs"]


async def test_a_broken_file_of_the_owner_leaves_its_last_valid_rules_where_it_acted(story: Any) -> None:
    theirs = base("docs", more=", applies_to: orchard/tools")
    await begin(story, repository(TOOLS), repository("orchard/ladders"), repository(OWNERS, theirs))
    assert (await labels(story), await labels(story, "orchard/ladders")) == (["docs"], [])
    await push(story, OWNERS, "project: [")
    assert (await labels(story), await labels(story, "orchard/ladders")) == (["docs"], [])
    assert sorted(repo for repo, _ in await troubles(story)) == [OWNERS, TOOLS]


async def test_a_private_file_of_the_owner_acts_in_a_public_repository_only_where_it_says_so(story: Any) -> None:
    closed = repository(OWNERS, base("docs", accepts="nobody/here"), private=True)
    await begin(story, repository(TOOLS, OURS % OWNERS), closed)
    assert await labels(story) == []
    await push(story, OWNERS, base("docs", accepts="nobody/here", more=f", applies_to: {TOOLS}"))
    assert await labels(story) == ["docs"]


PEOPLE = "- {github: cem, roles: reviewer}\n"
ROLES = """project: {purpose: Shared, accepts_from: orchard/*, people: community/people.yml}
rules: [{name: one, on: issues.opened, do: [{assign: {role: reviewer}}]}]
"""


@pytest.mark.parametrize("ours", ["", "project: {purpose: We mend, people: ours.yml}\nextends: orchard/rules\n"])
async def test_the_people_are_those_of_the_base_unless_the_repository_names_its_own(story: Any, ours: str) -> None:
    held = repository(TOOLS, ours or OURS % BASE)
    held["files"]["ours.yml"] = "- {github: ben, roles: reviewer}\n"
    shared = repository(BASE, ROLES)
    shared["files"]["community/people.yml"] = PEOPLE
    await begin(story, held, shared)
    assert (await opened(story))["assignees"] == ["ben" if ours else "cem"]
    await push(story, BASE, "- {github: ada, roles: reviewer}\n", path="community/people.yml")
    assert (await opened(story))["assignees"] == ["ben" if ours else "ada"]


async def test_people_of_a_base_that_is_gone_stay_who_they_were(story: Any) -> None:
    shared = repository(BASE, ROLES)
    shared["files"]["community/people.yml"] = PEOPLE
    await begin(story, repository(TOOLS, OURS % BASE), shared)
    assert (await opened(story))["assignees"] == ["cem"]
    await push(story, BASE, "- {name: cem}\n", path="community/people.yml")
    assert (TOOLS, "orchard/rules:community/people.yml: line 1") in [
        (repo, problem[:42]) for repo, problem in await troubles(story)
    ]
    await push(story, BASE, ROLES.replace("orchard/*", "orchard/else"))
    assert (await opened(story))["assignees"] == ["cem"]


async def test_a_push_that_cannot_be_read_is_given_up_alone(story: Any) -> None:
    await begin(story, repository(TOOLS, OURS % BASE), repository(BASE, base("bug")))
    await labels(story)
    await story.act("ada", "push_files", repo=TOOLS, files={"README.md": "Words"})
    (good,) = [each for each in story.listen() if each.event == "push"]
    story.heard = []
    await story.give([replace(good, delivery="broken", body=b"[]"), replace(good, delivery="mended")])
    await story.works()
    assert [note.partition(":")[0] for note in (await story.notes())["push"]] == ["dead", "done"]
    assert await labels(story) == ["bug"]
