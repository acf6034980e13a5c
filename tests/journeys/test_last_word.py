"""What a person undid is not done again, verb by verb, as `docs/people.md` says; beside `test_undo.py`."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.actions import VERBS

BOARD = "board: {project: 1, stages: {Triage: {}, Doing: {}, Review: {}, Done: {done: true}}}"
PROJECTS = [
    {
        "title": "Work",
        "fields": [{"name": name, "options": ["Triage", "Doing", "Review", "Done"]} for name in ("Status", "Size")],
    },
    {"title": "Other", "fields": [{"name": "Status", "options": ["Triage", "Doing"]}]},
]
OWNER = {"login": "orchard", "owners": ["ada"], "members": ["ben", "cem"], "projects": PROJECTS}
PULLS = "[pull_request.opened, pull_request.edited]"


async def begun(story: Any, goal: str, on: str = PULLS) -> None:
    await story.begin(f"{BOARD}\nrules: [{{name: one, on: {on}, do: [{{{goal}}}]}}]", organizations=[OWNER])


async def state(story: Any, item: str) -> dict[str, Any]:
    """What of an item the goals below change."""
    seen = await story.item(item)
    told = {key: seen.get(key) for key in ("state", "draft", "assignees", "labels")}
    return {**told, "cards": [(card["archived"], card["values"]) for card in seen["cards"]]}


@pytest.mark.parametrize(
    ("goal", "before", "undo"),
    [
        ("unassign: cem", [("assign", {"assignees": "cem"})], ("assign", {"assignees": "cem"})),
        ("draft: true", [], ("ready", {})),
        ("board_field: {Size: Doing}", [], ("move_card", {"option": "Done", "field": "Size"})),
        ("board_field: {Size: Doing}", [], ("move_card", {"option": None, "field": "Size"})),
        ("board_field: {Size: Doing}", [], ("remove_card", {})),
        ("add_to: 2", [], ("remove_card", {"project": 2})),
        ("remove_from: 2", [("add_card", {"project": 2})], ("add_card", {"project": 2})),
        ("archive_on: 2", [("add_card", {"project": 2})], ("archive_card", {"project": 2, "archived": False})),
        ("stage: Doing", [], ("archive_card", {})),
    ],
)
async def test_it_is_done_once_and_what_a_person_undid_stays(story: Any, goal: str, before: Any, undo: Any) -> None:
    await begun(story, goal, "pull_request.edited")
    item = await story.proposes()
    for verb, what in before:
        await story.act("ada", verb, item=item, **what)
    at_first = await state(story, item)
    await story.act("ben", "edit", item=item, title="Mend it well")
    await story.works()
    done = await state(story, item)
    assert done != at_first
    await story.act("ada", undo[0], item=item, **undo[1])
    undone = await state(story, item)
    await story.works_on(90)
    await story.act("ben", "edit", item=item, title="Mend it better")
    await story.works()
    assert (undone != done, await state(story, item)) == (True, undone)


async def test_an_issue_that_a_person_closed_again_stays_closed(story: Any) -> None:
    await begun(story, "reopen: true", "[issues.closed, issues.edited]")
    item = await story.opens()
    await story.act("newcomer", "close", item=item)
    await story.works()
    assert (await story.item(item))["state"] == "open"
    await story.act("ada", "close", item=item)
    await story.works_on(90)
    await story.act("ada", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.item(item))["state"] == "closed"


async def test_an_issue_that_the_bot_opened_and_a_person_closed_is_not_opened_anew(story: Any) -> None:
    await begun(story, 'open_issue: {title: "Write the notes"}', "[issues.labeled, issues.edited]")
    item = await story.opens()
    await story.act("ada", "label", item=item, labels="bug")
    await story.works()
    await story.act("ada", "close", item="orchard/tools#2")
    await story.act("newcomer", "edit", item=item, title="It breaks more")
    await story.works()
    items = (await story.github.get("state"))["items"]
    assert {name: one["state"] for name, one in items.items()} == {
        "orchard/tools#1": "open",
        "orchard/tools#2": "closed",
    }


async def test_a_card_that_a_person_put_back_counts_again(story: Any) -> None:
    await begun(story, "stage: Doing")
    item = await story.proposes()
    await story.works()
    await story.act("ada", "remove_card", item=item)
    await story.works()
    await story.act("ada", "add_card", item=item)
    await story.act("ada", "move_card", item=item, option="Triage")
    await story.works()
    await story.writes_rules(f"{BOARD}\nrules: [{{name: one, on: {PULLS}, do: [{{stage: Review}}]}}]")
    await story.act("ben", "edit", item=item, title="Mend it well")
    await story.works_on(90)
    assert (await story.seen(item))["card"] == ["Review"]


async def test_somebody_whom_github_does_not_take_is_not_taken_for_undone_by_a_person(story: Any) -> None:
    await begun(story, "assign: stranger", "[issues.opened, issues.edited]")
    item = await story.opens()
    await story.works()
    assert ((await story.seen(item))["assignees"], len(await story.failures(item))) == ([], 1)
    joins = {"do": "set_collaborator", "as": "ada", "repo": "orchard/tools", "login": "stranger"}
    await story.github.post("act", joins)
    await story.tick(700)  # so that nothing that was kept about people is left
    await story.act("ada", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.seen(item))["assignees"] == ["stranger"]


def test_the_page_has_a_line_for_every_verb_and_for_no_other() -> None:
    page = (Path(__file__).parents[2] / "docs" / "people.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|", page.partition("\n## ")[0], re.MULTILINE)
    assert sorted(set(rows)) == sorted(VERBS)
