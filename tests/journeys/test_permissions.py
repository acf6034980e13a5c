"""What the App may not do is kept for the day on which it may."""

from typing import Any

import pytest

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


WITHOUT_PROJECTS, WITH_PROJECTS = FULL, {**FULL, "organization_projects": "write"}


def boarded(labels: str) -> str:
    board = f"board: {{project: 1, labels: {labels}, stages: {{Triage: {{}}, Doing: {{}}}}}}"
    return f"{board}\nrules: [{{name: one, on: issues.opened, do: [{{stage: Triage}}]}}]"


async def allow(story: Any, permissions: dict[str, str]) -> None:
    await story.act("ada", "set_permissions", account="orchard", permissions=permissions)
    await story.works()


async def shown(story: Any, item: str) -> tuple[list[str], list[str]]:
    seen = await story.seen(item)
    return seen["labels"], seen["card"]


async def resumes(story: Any) -> None:
    """The permission is withdrawn and given back."""
    for permissions in (WITHOUT_PROJECTS, WITH_PROJECTS):
        await allow(story, permissions)


@pytest.mark.parametrize("labels", ["true", "false"])
async def test_a_card_that_is_missing_comes_once_when_the_board_can_be_seen_again(story: Any, labels: str) -> None:
    await story.begin(boarded(labels), installations=[{**ORCHARD, "permissions": WITH_PROJECTS}])
    await allow(story, WITHOUT_PROJECTS)
    item = await story.opens()
    await story.works()
    assert await shown(story, item) == (["stage/Triage"], [])
    await story.tick(60)  # until then what an answer lacks may be on its way
    await allow(story, WITH_PROJECTS)
    assert await shown(story, item) == (["stage/Triage"], ["Triage"])
    did = await story.did()
    await resumes(story)
    assert (await story.did(), did.count("add_card"), did.count("move_card")) == (did, 1, 1)


@pytest.mark.parametrize("labels", ["true", "false"])
async def test_a_card_that_a_person_took_off_stays_away_whatever_is_withdrawn(story: Any, labels: str) -> None:
    await story.begin(boarded(labels), installations=[{**ORCHARD, "permissions": WITH_PROJECTS}])
    before = await story.opens()
    await story.works()
    await allow(story, WITHOUT_PROJECTS)
    while_away = await story.opens()
    await story.works()
    await story.tick(60)  # until then what an answer lacks may be on its way
    await story.act("ada", "remove_card", item=before)  # of which the bot hears nothing
    await allow(story, WITH_PROJECTS)
    assert [(await shown(story, item))[1] for item in (before, while_away)] == [[], ["Triage"]]
    await story.act("ada", "remove_card", item=while_away)
    await resumes(story)
    assert [(await shown(story, item))[1] for item in (before, while_away)] == [[], []]


@pytest.mark.parametrize("labels", ["true", "false"])
async def test_what_people_did_with_the_label_meanwhile_is_where_the_card_goes(story: Any, labels: str) -> None:
    await story.begin(boarded(labels), installations=[{**ORCHARD, "permissions": WITHOUT_PROJECTS}])
    await story.act("ada", "create_label", repo="orchard/tools", name="stage/Doing", color="aabbcc")
    taken_off, moved, closed = [await story.opens() for _ in range(3)]
    await story.works()
    await story.act("ada", "unlabel", item=taken_off, labels="stage/Triage")
    await story.act("ada", "unlabel", item=moved, labels="stage/Triage")
    await story.act("ada", "label", item=moved, labels="stage/Doing")
    await story.act("ada", "close", item=closed)
    await allow(story, WITH_PROJECTS)
    await story.works_on(90)  # until GitHub is trusted where it shows less than the bot did
    assert [(await shown(story, item))[1] for item in (taken_off, moved, closed)] == [[], ["Doing"], []]
