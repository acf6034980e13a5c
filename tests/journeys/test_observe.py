"""Observing: everything is decided and written down, nothing is written to GitHub."""

from typing import Any

from bot.store import items

BOARD = "board: {project: 1, stages: {Triage: {}, Doing: {}}}"


async def stage_known(story: Any, item: str) -> str | None:
    """The stage that the pages show."""
    lane = await story.lane(item)
    record: items.ItemRecord = await story.store.read(lambda connection: items.find(connection, lane))
    return record.stage


async def test_a_rule_that_observes_writes_nothing_and_tells_its_plan(story: Any) -> None:
    await story.begin(
        f"{BOARD}\nrules: [{{name: one, on: issues.opened, mode: observe, do: [{{label: bug}}, {{stage: Triage}}]}}]"
    )
    item = await story.opens()
    await story.works()
    assert await story.did() == []
    decision = await story.decision(item)
    assert [action["do"] for action in decision["actions"]] == ["label", "stage"]
    assert decision["outcomes"] == []
    assert await stage_known(story, item) is None


async def test_a_bot_that_observes_writes_nothing(story: Any) -> None:
    story.settings = story.settings.model_copy(update={"mode": "observe"})
    await story.begin(f"{BOARD}\nrules: [{{name: one, on: issues.opened, do: [{{label: bug}}, {{stage: Triage}}]}}]")
    item = await story.opens()
    await story.works()
    assert (await story.did(), await stage_known(story, item)) == ([], None)


async def test_the_stage_that_is_shown_is_the_one_that_was_reached(story: Any) -> None:
    await story.begin(f"{BOARD}\nrules: [{{name: one, on: issues.opened, do: [{{stage: Triage}}]}}]")
    item = await story.opens()
    await story.works()
    assert await stage_known(story, item) == "Triage"


async def test_a_stage_that_could_not_be_reached_is_not_shown(story: Any) -> None:
    permissions = {"metadata": "read", "contents": "read", "issues": "write", "organization_projects": "read"}
    await story.begin(
        f"{BOARD}\nrules: [{{name: one, on: issues.opened, do: [{{stage: Triage}}]}}]",
        installations=[{"account": "orchard", "permissions": permissions}],
    )
    item = await story.opens()
    await story.works()
    assert await stage_known(story, item) is None
