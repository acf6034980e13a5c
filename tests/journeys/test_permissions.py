"""What the App may not do is kept for the day on which it may."""

from typing import Any

LABEL = "rules: [{name: one, on: issues.opened, do: [{label: bug}, {comment: 'Thank you.'}]}]"
FULL = {"issues": "write", "pull_requests": "write", "contents": "read", "metadata": "read", "checks": "write"}
SEEING = {**FULL, "issues": "read", "pull_requests": "read"}
ORCHARD = {"account": "orchard"}


async def dead(story: Any) -> list[str]:
    return [note for notes in (await story.notes()).values() for note in notes if note.startswith("dead")]


async def test_what_lacked_a_permission_is_done_once_it_is_given_back(story: Any) -> None:
    await story.begin(LABEL, installations=[{**ORCHARD, "permissions": SEEING}])
    item = await story.opens()
    await story.works()
    assert await dead(story) == ["dead: the App lacks a permission: Issues: write"]
    assert (await story.seen(item))["labels"] == []
    await story.act("ada", "set_permissions", account="orchard", permissions=FULL)
    await story.works()
    seen = await story.seen(item)
    assert (seen["labels"], seen["comments"]) == (["bug"], ["Thank you."])
    assert await dead(story) == []


async def test_only_what_failed_is_done_again(story: Any) -> None:
    rules = LABEL.replace("{label: bug}", "{stage: Triage}").replace(
        "rules:", "board: {project: 1, stages: {Triage: {}}}\nrules:"
    )
    await story.begin(rules, installations=[{**ORCHARD, "permissions": {**FULL, "organization_projects": "read"}}])
    item = await story.opens()
    await story.works()
    assert await dead(story) == ["dead: the App lacks a permission: organization Projects: write"]
    await story.act("ada", "set_permissions", account="orchard", permissions={**FULL, "organization_projects": "write"})
    await story.works()
    seen = await story.seen(item)
    assert (seen["card"], seen["comments"]) == (["Triage"], ["Thank you."])
    assert [one for one in await story.did() if "in vain" in one] == []


async def test_what_came_while_the_app_was_suspended_is_done_afterwards(story: Any) -> None:
    await story.begin(LABEL)
    item = await story.opens()
    story.listen()
    await story.act("ada", "suspend", account="orchard")
    await story.works()
    assert await dead(story) == ["dead: the App is suspended there"]
    await story.act("ada", "suspend", account="orchard", suspended=False)
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug"]
    assert await dead(story) == []
