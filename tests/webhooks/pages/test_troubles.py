"""Rules that are not in force are said where people look, with the mistake; nothing of it is said of the private."""

from functools import partial
from typing import Any

from bot.store import rulefiles
from bot.store.rulefiles import RuleFile
from rules.bases import FILE, Base

PROBLEM = f"{FILE}:2:5: error[unknown-verb]: unknown verb `lable`\n  do: [{{lable: <b>}}]"
BROKEN = RuleFile(1, FILE, "a", "x: y", valid=False, seen_at=1, problem=PROBLEM, repo="forest/paths", private=False)


async def test_a_mistake_stands_on_the_boards_and_on_the_pages_of_its_repository_until_it_is_mended(site: Any) -> None:
    await site.item(1)
    await site.item(2, repo_id=2, repo="forest/trees")
    await site.store.write(partial(rulefiles.save, file=BROKEN))
    for address in ("/", "/items/forest/paths/1"):
        shown = (await site.read(address)).one(cls="trouble")
        assert (shown.one("h2").text, shown.one("pre").text) == (
            f"The newest {FILE} of forest/paths is not in force",
            " ".join(PROBLEM.split()),
        )
    assert (await site.read("/items/forest/trees/2")).every(cls="trouble") == []
    await site.rules("project: {purpose: p}\nrules: []\n")
    assert (await site.read("/items/forest/paths/1")).every(cls="trouble") == []


async def test_of_a_private_repository_nothing_is_said(site: Any) -> None:
    await site.store.write(partial(rulefiles.save, file=BROKEN))
    await site.store.write(partial(rulefiles.follow, repo_id=1, repo="forest/paths", private=True))
    assert (await site.read("/")).every(cls="trouble") == []


async def test_of_a_repository_that_was_seen_to_be_private_since_nothing_is_said(site: Any) -> None:
    await site.store.write(partial(rulefiles.save, file=BROKEN))
    await site.item(1, private=True)
    await site.item(2, repo_id=2, repo="forest/trees")
    assert (await site.read("/")).every(cls="trouble") == []
    site.come_home()
    assert len((await site.read("/")).every(cls="trouble")) == 1


async def test_the_stages_of_a_base_are_the_columns(site: Any, texts: Any) -> None:
    await site.item(1, stage="Review")
    text = "project: {purpose: p}\nextends: forest/rules\n"
    base = Base("project: {purpose: p}\nboard: {stages: {Triage: {}, Review: {}}}\nrules: []\n")
    file = RuleFile(1, FILE, "a", text, valid=True, seen_at=1, bases={"forest/rules": base})
    await site.store.write(partial(rulefiles.save, file=file))
    assert texts((await site.read("/")).every("h3"))[:2] == ["Triage 0 items", "Review 1 item"]


async def test_a_rule_of_a_base_is_shown_with_its_file(site: Any) -> None:
    item = await site.item(1)
    rule = {"name": "Hello", "id": "hello", "line": 7, "base": "welcome", "matched": True, "because": []}
    await site.decided(item.lane, rules=[rule], actions=[], held_back=[], conflicts=[], events=["issues.opened"])
    assert (await site.read("/items/forest/paths/1")).one(cls="line").text == "line 7 of welcome"
