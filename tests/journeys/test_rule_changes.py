"""A pull request that changes the rules is checked: mistakes at their places, what differs, what it would have done."""

from typing import Any

from tests.journeys.conftest import REPO

RULES = """\
limits: {mentions_per_person_per_week: 2}
roles: {editor: {granted: by nomination, may: [nominate, vote]}}
decisions: {nomination: {voters: {users: [ada, ben, cem]}, open_for: 7 days, passes_with: {net_support: 2}}}
rules:
  - {name: Breaks, on: issues.opened, when: {title: breaks}, do: [{label: bug}]}
"""
FILE = ".github/pathways.yml"


async def proposes(story: Any, was: str, now: str) -> str:
    """A pull request that changes the rules in force."""
    text = f"project: {{purpose: Look after the tools, people: people.yml}}\n{RULES}"
    assert was in text
    return str(await story.proposes(title="Other rules", files={FILE: text.replace(was, now)}))


async def checks(story: Any) -> list[dict[str, Any]]:
    """What the bot says of proposed rules, oldest first."""
    found = (await story.github.get("state"))["repositories"][REPO]["checks"]
    return [each | each["output"] for each in found if each["name"] == "pathways"]


async def begin(story: Any) -> None:
    """Rules, and three items of the past."""
    await story.begin(
        RULES,
        repositories=[{"name": REPO, "labels": ["bug"], "files": {"people.yml": "- {github: ada, roles: [editor]}\n"}}],
    )
    for title in ("It breaks", "It breaks again", "It sings"):
        await story.opens(title=title)
    await story.works()


async def test_a_change_is_judged_with_what_it_would_have_done(story: Any) -> None:
    await begin(story)
    await proposes(story, "label: bug", "label: defect")
    await story.works()
    [check] = await checks(story)
    assert (check["conclusion"], check["title"]) == ("success", "Nothing wrong; 2 of 4 items played come out otherwise")
    assert "`Breaks` does `[{label: defect}]`; before, `[{label: bug}]`" in check["summary"]
    assert "| `label defect` | 0 | 2 | 0 | 2 | #2 #1 |" in check["summary"]


async def test_a_mistake_is_shown_at_its_place_and_the_rules_in_force_stay(story: Any) -> None:
    await begin(story)
    await proposes(story, "title: breaks", "titel: breaks")
    await story.works()
    [check] = await checks(story)
    assert (check["conclusion"], check["title"]) == ("failure", "1 mistake: the rules in force stay as they are")
    [note] = [each for each in check["annotations"] if each["annotationLevel"] == "FAILURE"]
    assert (note["path"], note["location"]["startLine"], note["location"]["startColumn"]) == (FILE, 6, 46)
    assert "unknown key `titel`" in note["message"]
    again = await story.opens(title="It breaks once more")
    await story.works()
    assert (await story.seen(again))["labels"] == ["bug"]


async def test_what_exceeds_its_own_limits_fails(story: Any) -> None:
    await begin(story)
    await proposes(story, "when: {title: breaks}, do: [{label: bug}]", "do: [{assign: ben}]")
    await story.works()
    [check] = await checks(story)
    assert (check["conclusion"], check["title"]) == ("failure", "The rules would do more than their own limits allow")


async def test_what_is_pushed_later_is_judged_anew_and_what_is_the_same_is_not_said_twice(story: Any) -> None:
    await begin(story)
    item = await proposes(story, "title: breaks", "titel: breaks")
    await story.works()
    await story.act("ben", "push", item=item, files={FILE: f"project: {{purpose: p}}\n{RULES}"})
    await story.works()
    assert [check["conclusion"] for check in await checks(story)] == ["failure", "success"]


async def test_other_pull_requests_get_no_such_check(story: Any) -> None:
    await begin(story)
    await story.proposes(files=["docs/a.md"])
    await story.works()
    assert await checks(story) == []
