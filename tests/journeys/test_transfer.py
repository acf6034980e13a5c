"""An issue that belongs elsewhere: it is moved once, and what the bot did to it goes along."""

from typing import Any

import pytest

from tests.journeys.conftest import REPO, RULES_PATH, whole

SITE = "orchard/site"
MOVING = f"""rules:
  - {{name: Welcome, on: issues.opened, do: [{{label: bug}}, {{comment: "Hello, {{author}}."}}]}}
  - {{name: Elsewhere, when: {{title: website}}, do: [{{transfer: {SITE}}}]}}
"""
THERE = """rules:
  - {name: Welcome, on: issues.opened, do: [{comment: "Hello again."}]}
  - {name: Sorted, when: {label: bug}, do: [{label: sorted}]}
"""


def two(**there: Any) -> list[dict[str, Any]]:
    return [
        {"name": REPO, "labels": ["bug"], "files": {RULES_PATH: whole(MOVING)}},
        {"name": SITE, "labels": ["sorted"], "files": {RULES_PATH: whole(THERE)}, **there},
    ]


async def test_an_issue_is_moved_with_all_that_was_done_to_it(story: Any) -> None:
    await story.begin(repositories=two())
    item = await story.opens(title="The website is slow")
    await story.works()
    seen = await story.seen(f"{SITE}#1")
    assert seen["comments"] == ["Hello, newcomer."]
    assert "bug" in seen["labels"]
    assert await story.ledger(item) == []
    assert await story.ledger(f"{SITE}#1") == [
        ("label", "bug", "done"),
        ("transfer", "orchard/site", "done"),
        ("comment", "Welcome", "done"),
    ]


async def test_the_rules_of_the_other_repository_go_on_with_it(story: Any) -> None:
    await story.begin(repositories=two())
    await story.opens(title="The website is slow")
    await story.works()
    await story.act("ben", "comment", item=f"{SITE}#1", body="I look at it.")
    await story.works()
    seen = await story.seen(f"{SITE}#1")
    assert (seen["labels"], seen["comments"]) == (["bug", "sorted"], ["Hello, newcomer."])
    assert [one for one in await story.did() if "in vain" in one] == []


async def test_an_issue_that_somebody_moved_back_stays(story: Any) -> None:
    await story.begin(repositories=two())
    await story.opens(title="The website is slow")
    await story.works()
    await story.act("ada", "transfer", item=f"{SITE}#1", to=REPO)
    await story.works()
    assert (await story.item(f"{REPO}#2"))["title"] == "The website is slow"
    assert await story.held_back(f"{REPO}#2") == ["somebody moved it here from orchard/site"]


@pytest.mark.parametrize("first", ["opened", "transferred"])
async def test_what_a_person_moves_keeps_one_comment_whichever_repository_tells_first(story: Any, first: str) -> None:
    await story.begin(repositories=two())
    item = await story.opens(title="It breaks")
    await story.works()
    await story.act("ada", "transfer", item=item, to=SITE)
    told, story.heard = sorted(story.listen(), key=lambda one: not one.event.endswith(first)), []
    for one in told:
        await story.give([one])
        await story.works()
    await story.act("ben", "comment", item=f"{SITE}#1", body="I look at it.")
    await story.works()
    assert (await story.seen(f"{SITE}#1"))["comments"] == ["Hello again."]
    assert await story.ledger(item) == []


async def test_nothing_private_is_moved_to_the_public(story: Any) -> None:
    repositories = two()
    await story.begin(repositories=[{**repositories[0], "private": True}, repositories[1]])
    item = await story.opens(title="The website is slow")
    await story.works()
    assert (await story.item(item))["state"] == "open"
    assert await story.failures(item) == {
        SITE: "GitHub refused: Issues cannot be transferred from a private repository to a public one."
    }


async def test_where_the_app_is_not_installed_it_says_so(story: Any) -> None:
    rules = MOVING.replace(SITE, "orchard/nowhere")
    await story.begin(rules)
    item = await story.opens(title="The website is slow")
    await story.works()
    assert await story.failures(item) == {
        "orchard/nowhere": "the App sees no repository orchard/nowhere: is it installed there?"
    }


async def test_whoever_waits_for_an_issue_waits_where_it_is_now(story: Any) -> None:
    await story.begin(repositories=two())
    item = await story.opens()
    for login in ("ben", "cem"):
        await story.act(login, "comment", item=item, body="/assign")
    await story.works()
    await story.act("ada", "transfer", item=item, to=SITE)
    await story.works()
    await story.act("ben", "comment", item=f"{SITE}#1", body="/unassign")
    await story.works()
    assert "@cem, you waited for this" in str((await story.seen(f"{SITE}#1"))["comments"])
