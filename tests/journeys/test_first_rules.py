"""A pull request that brings the first rules is checked, and nothing else is done where no rules are in force."""

from typing import Any

import pytest

from bot.modes import Modes
from tests.journeys.conftest import REPO, whole
from tests.journeys.test_rule_changes import FILE, checks

RULES = """\
project: {purpose: Look after the tools, people: people.yml}
rules:
  - {name: Breaks, on: issues.opened, when: {title: breaks}, do: [{label: bug}, {assign: {role: editor}}]}
"""
PEOPLE = {"people.yml": "- {github: ada, roles: [editor]}\n"}


async def begin(story: Any, **first: Any) -> None:
    """A community without rules, and two issues of it."""
    await story.begin(None, repositories=[{"name": REPO, "labels": ["bug"], **first}])
    for title in ("It breaks", "It sings"):
        await story.opens(title=title, body="/help")
    await story.works()


async def test_the_first_rules_are_judged_with_what_they_would_have_done(story: Any) -> None:
    await begin(story)
    await story.proposes(title="Rules", files={FILE: RULES, **PEOPLE})
    await story.works()
    [check] = await checks(story)
    assert (check["conclusion"], check["title"]) == (
        "success",
        "No mistakes; 1 of 3 items would have been acted on",
    )
    assert "- New rule `Breaks`: hears `issues.opened`" in check["summary"]
    assert "| `label bug` | 1 | [#1](" in check["summary"]
    assert "How often people would be called: `ada` 1." in check["summary"]
    assert check.get("annotations", []) == []


async def test_mistakes_in_the_first_rules_are_shown_at_their_places(story: Any) -> None:
    await begin(story)
    item = await story.proposes(title="Rules", files={FILE: RULES.replace("label: bug", "labell: bug")})
    await story.works()
    await story.act("ben", "push", item=item, files={FILE: RULES, **PEOPLE})
    await story.works()
    wrong, right = await checks(story)
    assert (wrong["conclusion"], wrong["title"]) == (
        "failure",
        "1 mistake: no rules are in force until they are mended",
    )
    assert [(note["path"], note["location"]["startLine"]) for note in wrong["annotations"]][:1] == [(FILE, 3)]
    assert right["conclusion"] == "success"


async def test_nothing_else_is_done_whatever_is_asked_by_it(story: Any) -> None:
    await begin(story)
    before = await story.did()
    item = await story.proposes(title="It breaks", body="/label bug\n\n/assign", files={FILE: RULES})
    await story.act("ben", "comment", item=item, body="/label bug")
    await story.works()
    assert [deed for deed in await story.did() if deed not in before] == ["check"]
    assert await story.seen(item) == {"labels": [], "assignees": [], "comments": [], "card": [], "requests": []}


async def test_other_pull_requests_cost_one_question_and_nothing_is_written(story: Any) -> None:
    await begin(story)
    await story.cost()
    await story.proposes(files=["docs/a.md"])
    await story.works()
    assert (await checks(story), await story.cost()) == ([], {"query": 1})
    assert (await story.notes())["pull_request.opened"] == ["done: the repository has no rules in force"]


async def test_for_another_branch_they_are_no_rules(story: Any) -> None:
    await begin(story)
    await story.writes_rules("Notes.", branch="next", path="notes.md")
    await story.proposes(title="Rules", branches={"base": "next"}, files={FILE: RULES})
    await story.works()
    assert await checks(story) == []


async def test_where_nothing_may_be_written_nothing_is(story: Any) -> None:
    story.settings = story.settings.model_copy(update={"mode": Modes("observe")})
    await begin(story)
    await story.proposes(title="Rules", files={FILE: RULES})
    await story.works()
    assert await checks(story) == []


async def test_rules_that_never_were_right_are_mended_by_a_pull_request(story: Any) -> None:
    await begin(story, files={FILE: "rules: ["})
    await story.proposes(title="Mend the rules", files={FILE: whole("rules: []\n")})
    await story.works()
    [check] = await checks(story)
    assert check["conclusion"] == "success"
    assert "- The present rule file cannot be read, so nothing can be compared with it" in check["summary"]


@pytest.mark.parametrize("when", ["before", "after"])
async def test_it_is_reported_once_whatever_fails(story: Any, when: str) -> None:
    await begin(story)
    await story.github.post("faults", [{"match": "createCheckRun", "when": when, "kind": "drop"}])
    await story.proposes(title="Rules", files={FILE: RULES, **PEOPLE})
    await story.works()
    await story.restart()
    await story.works_on()
    assert [check["conclusion"] for check in await checks(story)] == ["success"]


async def test_once_they_are_merged_they_act_and_the_next_change_is_compared_with_them(story: Any) -> None:
    await begin(story)
    item = await story.proposes(title="Rules", files={FILE: RULES, **PEOPLE})
    await story.works()
    await story.act("ada", "merge", item=item)
    await story.writes_rules(RULES)
    await story.works()
    issue = await story.opens(title="It breaks again")
    await story.proposes(title="Other rules", files={FILE: RULES.replace("label: bug", "label: defect")})
    await story.works()
    assert (await story.seen(issue))["labels"] == ["bug"]
    assert "### What differs" in (await checks(story))[-1]["summary"]
