"""What a person may not, what the App may not, and what is missing: each is said once, to whom it concerns."""

from typing import Any

from structlog.testing import capture_logs

from tests.journeys.conftest import REPO

RULES = """project: {purpose: We mend tools, people: people.yml}
roles: {mover: {may: stage}}
board: {project: 1, labels: true, stages: {Triage: {}, Done: {done: true}}}
rules: [{name: one, on: issues.opened, do: [{label: [fresh, triage]}]}]
"""
FULL = {"issues": "write", "pull_requests": "write", "contents": "read", "metadata": "read", "checks": "write"}


async def test_s69_what_is_not_allowed_is_refused_once_and_what_is_missing_is_made_or_told(story: Any) -> None:
    """S69: a member without `stage` writes `/stage Done`; a label is missing: refused once, who may; label created."""
    await story.begin(RULES)
    await story.writes_rules("- {github: cem, roles: [mover]}\n", path="people.yml")
    item = await story.opens()
    await story.works()
    assert (await story.seen(item))["labels"] == ["fresh", "triage"]
    for _ in range(2):
        await story.act("stranger", "comment", item=item, body="/stage Done")
        await story.works()
    told = "**stranger**: `/stage` is for people who may `stage`. Ask cem. The maintainers of this repository may too."
    seen = await story.seen(item)
    assert (seen["labels"], seen["comments"]) == (["fresh", "triage"], [told])
    await story.act("cem", "comment", item=item, body="/stage Done")
    await story.works()
    seen = await story.seen(item)
    assert (seen["labels"], seen["comments"]) == (["fresh", "stage/Done", "triage"], [])


async def test_s69_a_permission_that_the_app_lacks_is_told_once_with_the_place_where_it_is_given(story: Any) -> None:
    """S69: the App lacks a permission: admins are told once with the link."""
    few = {**FULL, "issues": "read"}
    await story.begin(RULES, installations=[{"account": "orchard", "permissions": few}])
    with capture_logs() as log:
        for title in ("One", "Two"):
            await story.opens(title=title)
            await story.works()
        await story.restart()
        await story.opens(title="Three")
        await story.works()
        [told] = [line for line in log if line["event"] == "permission missing"]
        assert (told["item"], told["why"]) == (f"{REPO}#1", "the App lacks a permission: Issues: write")
        assert "/settings/installations/" in told["help"]
        for level in ("write", "read"):
            await story.act("ada", "set_permissions", account="orchard", permissions={**FULL, "issues": level})
            await story.works()
        await story.opens(title="Four")
        await story.works()
    assert len([line for line in log if line["event"] == "permission missing"]) == 2
