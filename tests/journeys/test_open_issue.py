"""Issues that rules open because of others: once, and never to tell of what is private."""

from typing import Any

import sqlalchemy as sa

from bot.store import schema
from tests.journeys.conftest import REPO, RULES_PATH, whole

ASKING = """rules:
  - name: Ask for docs
    when: {label: docs}
    do: [{open_issue: {title: "Describe {title}", body: "Thank you, {author}.", labels: [docs, new], assign: cem}}]
"""
SITE = "orchard/site"


async def test_an_issue_is_opened_once_with_all_that_it_should_have(story: Any) -> None:
    await story.begin(ASKING)
    item = await story.opens(labels=["docs"])
    await story.works()
    await story.act("ben", "comment", item=item, body="Good.")
    await story.works()
    made = await story.item(f"{REPO}#2")
    assert (made["title"], made["labels"], made["assignees"]) == ("Describe It breaks", ["docs", "new"], ["cem"])
    assert made["body"].splitlines()[:3] == ["Thank you, newcomer.", "", "Opened for #1."]
    assert await story.ledger(item) == [("open_issue", "ask for docs/0", "done")]
    assert (await story.github.get("state"))["items"].keys() == {f"{REPO}#1", f"{REPO}#2"}


async def test_it_is_found_again_where_nothing_is_remembered(story: Any) -> None:
    await story.begin(ASKING)
    item = await story.opens(labels=["docs"])
    await story.works()
    await story.store.write(lambda c: (c.execute(sa.delete(schema.ledger)), c.execute(sa.delete(schema.item))))
    await story.act("ben", "comment", item=item, body="Good.")
    await story.works()
    assert [one for one in await story.did() if one == "open"] == ["open"]


async def test_a_copied_sign_counts_for_nothing(story: Any) -> None:
    await story.begin(ASKING)
    item = await story.opens()
    await story.act(
        "stranger", "open_issue", repo=REPO, title="Fake",
        body="Opened for #1.\n<!-- fingerpost:opened orchard/tools#1 ask%20for%20docs/0 -->",
    )  # fmt: skip
    await story.act("ben", "label", item=item, labels=["docs"])
    await story.works()
    assert (await story.item(f"{REPO}#3"))["title"] == "Describe It breaks"


async def test_it_may_be_in_another_repository_but_never_tells_of_a_private_one(story: Any) -> None:
    rules = ASKING.replace("assign: cem", f"repo: {SITE}")
    tools = {"name": REPO, "labels": ["docs"], "files": {RULES_PATH: whole(rules)}}
    await story.begin(repositories=[tools, {"name": SITE, "labels": ["docs"]}])
    await story.opens(labels=["docs"])
    await story.works()
    made = await story.item(f"{SITE}#1")
    assert (made["title"], made["labels"]) == ("Describe It breaks", ["docs"])
    assert made["body"].splitlines()[2] == "Opened for orchard/tools#1."


async def test_nothing_private_is_told_elsewhere(story: Any) -> None:
    rules = ASKING.replace("assign: cem", f"repo: {SITE}")
    tools = {"name": REPO, "labels": ["docs"], "private": True, "files": {RULES_PATH: whole(rules)}}
    await story.begin(repositories=[tools, {"name": SITE}])
    item = await story.opens(labels=["docs"])
    await story.works()
    assert await story.held_back(item) == ["nothing of a private repository may appear in another one"]
    assert (await story.github.get("state"))["items"].keys() == {f"{REPO}#1"}
