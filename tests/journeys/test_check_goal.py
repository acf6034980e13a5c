"""A check of the community's own: one on each commit, which says what is missing."""

from typing import Any

import sqlalchemy as sa

from bot.sandbox.world.records import CheckRun
from bot.store import schema
from tests.journeys.conftest import REPO

READY = """rules:
  - {name: Ready, do: [{check: {name: ready, passes_when: {label: approved, not: {title: WIP}}}}]}
"""


def reports(story: Any) -> list[CheckRun]:
    """The bot's own check runs, oldest first."""
    return [run for run in story.running.sandbox.world.every(CheckRun) if run.app == "fingerpost"]


async def test_a_check_says_what_is_missing_and_passes_once_it_is_there(story: Any) -> None:
    await story.begin(READY, repositories=[{"name": REPO, "labels": ["approved"]}])
    pull = await story.proposes(title="WIP: mend it")
    await story.works()
    [told] = reports(story)
    assert (told.name, told.conclusion) == ("ready", "failure")
    assert told.output == {
        "title": "0 of 2 conditions hold",
        "summary": "- ❌ a label is approved: saw `nothing`\n"
        "- ❌ none of\n"
        "  - ✅ the title holds “WIP”: saw `WIP: mend it`",
    }
    await story.act("ada", "label", item=pull, labels=["approved"])
    await story.act("ben", "edit", item=pull, title="Mend it")
    await story.works()
    [told] = reports(story)
    assert (told.conclusion, told.output["title"]) == ("success", "2 of 2 conditions hold")


async def test_nothing_is_reported_twice_and_a_new_commit_gets_its_own(story: Any) -> None:
    await story.begin(READY)
    pull = await story.proposes(title="Mend it")
    await story.works()
    await story.act("cem", "comment", item=pull, body="Nice.")
    await story.works()
    assert [run.conclusion for run in reports(story)] == ["failure"]
    await story.act("ben", "push", item=pull, files=["src/b.py"])
    await story.works()
    first, second = reports(story)
    assert first.head_sha != second.head_sha
    assert [one for one in await story.did() if one.startswith("check")] == ["check", "check"]


async def test_what_the_app_may_not_report_waits_for_the_permission(story: Any) -> None:
    permissions = {"issues": "write", "pull_requests": "write", "contents": "read", "metadata": "read"}
    await story.begin(READY, installations=[{"account": "orchard", "permissions": permissions}])
    await story.proposes()
    await story.works()
    assert reports(story) == []
    notes = (await story.notes())["pull_request.opened"]
    assert notes == ["dead: the App lacks a permission: Checks: write"]


async def test_a_lost_ledger_makes_no_second_check(story: Any) -> None:
    await story.begin(READY)
    pull = await story.proposes()
    await story.works()
    await story.store.write(lambda c: (c.execute(sa.delete(schema.ledger)), c.execute(sa.delete(schema.item))))
    await story.act("cem", "comment", item=pull, body="Nice.")
    await story.works()
    assert [run.conclusion for run in reports(story)] == ["failure"]
