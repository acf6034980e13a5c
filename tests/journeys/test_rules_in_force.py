"""Which rules count: those of the default branch, the last valid ones where the newest are broken."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot import rulebook
from bot.store import rulefiles
from bot.store.rulefiles import RuleFile

LABEL = "rules: [{name: one, on: issues.opened, do: [{label: bug}]}]"
OTHER = "rules: [{name: one, on: issues.opened, do: [{label: docs}]}]"
BROKEN = "rules: [{name: one, on: issues.opened, do: [{lable: docs}]}]"


async def labels(story: Any) -> list[str]:
    """The labels that an issue gets now."""
    item = await story.opens()
    await story.works()
    found: list[str] = (await story.seen(item))["labels"]
    return found


async def test_new_rules_count_once_they_are_pushed(story: Any) -> None:
    await story.begin(LABEL)
    before = await labels(story)
    await story.writes_rules(OTHER)
    assert (before, await labels(story)) == (["bug"], ["docs"])


async def test_without_a_rule_file_nothing_is_said_or_done(story: Any) -> None:
    await story.begin(None)
    with capture_logs() as lines:
        assert await labels(story) == []
    assert (await story.cost(), lines) == ({"rest": 1, "query": 1}, [])
    assert (await story.notes())["issues.opened"] == ["done: the repository has no rules in force"]


async def test_a_removed_rule_file_ends_the_rules(story: Any) -> None:
    await story.begin(LABEL)
    await labels(story)
    await story.writes_rules(None)
    assert await labels(story) == []


async def test_where_the_newest_rules_are_broken_the_last_valid_ones_stay_and_one_line_says_why(story: Any) -> None:
    await story.begin(LABEL)
    await labels(story)
    await story.writes_rules(BROKEN)
    with capture_logs() as lines:
        assert await labels(story) == ["bug"]
        await story.restart()
        assert await labels(story) == ["bug"]
    (line,) = [line for line in lines if line["log_level"] == "warning"]
    told = (line["event"], line["item"], line["repo"], line["help"])
    assert told == ("the rule file is broken", "orchard/tools", "orchard/tools", "the last valid rules stay in force")
    (problem,) = line["problems"]
    assert problem.startswith(".github/pathways.yml:2:46: ")
    await story.writes_rules(OTHER)
    assert await labels(story) == ["docs"]


async def test_a_mistake_is_told_when_it_is_pushed_and_told_as_mended_when_that_is(story: Any) -> None:
    await story.begin(LABEL)
    await labels(story)
    await story.cost()
    await story.writes_rules("Words for people", path="README.md")
    await story.works()
    assert await story.cost() == {}
    await story.writes_rules(BROKEN)
    with capture_logs() as lines:
        await story.works()
    (problem,) = next(line["problems"] for line in lines if line["log_level"] == "warning")
    (trouble,) = await story.store.read(rulefiles.troubles)
    assert problem.startswith(".github/pathways.yml:2:46: unknown verb `lable`")
    assert (trouble.repo, trouble.problem.splitlines()[0]) == (
        "orchard/tools",
        ".github/pathways.yml:2:46: error[unknown-verb]: unknown verb `lable`",
    )
    await story.writes_rules(OTHER)
    await story.works()
    assert await story.store.read(rulefiles.troubles) == []


async def test_a_mistake_in_the_people_file_is_told_when_it_is_pushed(story: Any) -> None:
    await story.begin(ROLES)
    await story.writes_rules(PEOPLE, path="community/people.yml")
    await labels(story)
    await story.writes_rules("- {name: cem}", path="community/people.yml")
    await story.works()
    (trouble,) = await story.store.read(rulefiles.troubles)
    assert (trouble.repo, trouble.path) == ("orchard/tools", "community/people.yml")
    await story.writes_rules(PEOPLE, path="community/people.yml")
    await story.works()
    assert await story.store.read(rulefiles.troubles) == []


async def test_rules_that_were_never_valid_do_nothing(story: Any) -> None:
    await story.begin(BROKEN)
    with capture_logs() as lines:
        assert await labels(story) == []
    assert [line["event"] for line in lines if line["log_level"] == "warning"] == ["the rule file is broken"]


async def test_a_rule_file_beyond_its_limit_is_refused_unread(story: Any) -> None:
    await story.begin(LABEL)
    await labels(story)
    await story.writes_rules(LABEL + "\n#" + "x" * 1_100_000)
    with capture_logs() as lines:
        assert await labels(story) == ["bug"]
    (line,) = [line for line in lines if line["log_level"] == "warning"]
    assert "bytes, the limit is 1,048,576" in line["problems"][0]


async def test_a_rule_file_that_graphql_cuts_off_is_read_whole(story: Any) -> None:
    await story.begin("project: {purpose: We mend}\n#" + "x" * 600_000 + "\n" + LABEL)
    assert await labels(story) == ["bug"]


async def test_the_rules_of_a_pull_requests_branch_do_not_count(story: Any) -> None:
    """S14: a pull request that changes the rules is judged by those of the default branch."""
    await story.begin("rules: [{name: one, on: pull_request.opened, do: [{label: bug}]}]")
    theirs = "project: {purpose: Mischief}\nrules: [{name: one, on: pull_request.opened, do: [{label: urgent}]}]"
    item = await story.proposes("stranger", files={".github/pathways.yml": theirs})
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug"]


async def test_a_push_to_another_branch_changes_nothing(story: Any) -> None:
    await story.begin(LABEL)
    await labels(story)
    await story.cost()
    await story.writes_rules(OTHER, branch="next")
    assert await labels(story) == ["bug"]
    assert await story.cost() == {"mutation": 1}


async def test_rules_are_read_again_in_case_a_push_was_missed(story: Any) -> None:
    await story.begin(LABEL)
    await labels(story)
    await story.writes_rules(OTHER)
    story.listen()
    story.heard = []
    await story.tick(1_000)
    assert await labels(story) == ["docs"]


PEOPLE = """
- {github: newcomer, roles: reviewer}
- {github: cem, roles: [reviewer, steward]}
- {github: ben, roles: reviewer}
"""
ROLES = """project: {purpose: We mend tools, people: community/people.yml}
rules: [{name: one, on: issues.opened, do: [{assign: {role: reviewer}}]}]"""


async def test_the_people_file_gives_roles_and_the_author_is_passed_over(story: Any) -> None:
    await story.begin(ROLES)
    await story.writes_rules(PEOPLE, path="community/people.yml")
    item = await story.opens()
    await story.works()
    assert (await story.seen(item))["assignees"] == ["ben"]


async def test_a_broken_people_file_leaves_the_last_valid_one_in_force(story: Any) -> None:
    await story.begin(ROLES)
    await story.writes_rules(PEOPLE, path="community/people.yml")
    await labels(story)
    await story.writes_rules("- {name: cem}", path="community/people.yml")
    with capture_logs() as lines:
        item = await story.opens()
        await story.works()
    assert (await story.seen(item))["assignees"] == ["cem"]
    (line,) = [line for line in lines if line["log_level"] == "warning"]
    assert (line["event"], line["repo"]) == ("the people file is broken", "orchard/tools")
    assert line["problem"].startswith("community/people.yml: line 1: ")


async def test_without_the_people_file_nobody_has_a_role(story: Any) -> None:
    await story.begin(ROLES)
    item = await story.opens()
    await story.works()
    assert (await story.seen(item))["assignees"] == []
    assert len(await story.held_back(item)) == 1


async def test_a_people_file_beyond_its_limit_is_refused_unread(story: Any) -> None:
    await story.begin(ROLES)
    await story.writes_rules("#" + "x" * 1_100_000, path="community/people.yml")
    with capture_logs() as lines:
        await labels(story)
    (line,) = [line for line in lines if line["log_level"] == "warning"]
    assert line["problem"].endswith("bytes, the limit is 1,048,576")


async def test_an_app_that_may_not_read_files_says_so(story: Any) -> None:
    permissions = {"metadata": "read", "issues": "write"}
    await story.begin(LABEL, installations=[{"account": "orchard", "permissions": permissions}])
    await labels(story)
    assert (await story.notes())["issues.opened"] == [
        "dead: the App may not read the files of orchard/tools: it lacks Contents: read"
    ]


async def test_a_passing_fault_is_not_taken_for_a_missing_rule_file(story: Any) -> None:
    await story.begin(LABEL)
    await labels(story)
    lost = {"match": "graphql query node", "kind": "graphql_error", "message": "Something went wrong"}
    await story.tick(1_000)
    await story.github.post("faults", [lost])
    item = await story.opens()
    await story.works_on(30)
    assert (await story.seen(item))["labels"] == ["bug"]


async def test_last_valid_rules_that_this_version_cannot_read_are_no_rules(story: Any) -> None:
    await story.begin(BROKEN)
    state = await story.github.get("state")
    repo = state["repositories"]["orchard/tools"]["id"]
    old = RuleFile(repo, ".github/pathways.yml", "0" * 40, "of: another time", valid=True, seen_at=1)
    await story.store.write(lambda connection: rulefiles.save(connection, old))
    assert await labels(story) == []


async def test_only_so_many_repositories_are_remembered(story: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rulebook, "MOST_KEPT", 1)
    files = {".github/pathways.yml": f"project: {{purpose: We mend}}\n{LABEL}"}
    names = ["orchard/tools", "orchard/ladders"]
    await story.begin(None, repositories=[{"name": name, "labels": ["bug"], "files": files} for name in names])
    for name in (*names, names[0]):
        item = (await story.act("ada", "open_issue", repo=name, title="It breaks"))["item"]
        await story.works()
        assert (await story.seen(item))["labels"] == ["bug"]
    assert len(story.bot.hub.rulebooks._kept) == 1
