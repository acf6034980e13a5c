"""Board events name no repository: they find their item, and wait there with everything else."""

import json
from dataclasses import replace
from typing import Any

RULES = """
board: {project: 1, stages: {Triage: {}, Doing: {}, Done: {}}}
rules: [{name: one, on: projects_v2_item.edited, when: {stage: Doing}, do: [{label: bug}, {comment: "At {stage}."}]}]
"""


async def test_a_card_that_a_person_moves_wakes_the_rules(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await story.act("ada", "add_card", item=item)
    await story.act("ada", "move_card", item=item, option="Doing")
    await story.works()
    seen = await story.seen(item)
    assert (seen["labels"], seen["comments"]) == (["bug"], ["At Doing."])


async def test_a_card_of_an_item_never_heard_of_is_found(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    pull = await story.proposes()
    for name in (item, pull):
        await story.act("ada", "add_card", item=name)
        await story.act("ada", "move_card", item=name, option="Doing")
    story.heard = [one for one in story.listen() if one.event.startswith("projects")]
    await story.works()
    assert [(await story.seen(name))["labels"] for name in (item, pull)] == [["bug"], ["bug"]]


async def test_a_card_of_an_item_that_is_gone_is_let_be(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.act("ada", "add_card", item=item)
    await story.act("ada", "delete_item", item=item)
    story.heard = [one for one in story.listen() if one.event == "projects_v2_item.created"]
    await story.works()
    assert await story.notes() == {"projects_v2_item.created": ["done: what was on the card is gone"]}


async def test_a_card_of_another_accounts_item_moves_nothing_there(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await story.act("ada", "add_card", item=item)
    await story.act("ada", "move_card", item=item, option="Doing")
    elsewhere = [{**json.loads(one.body), "organization": {"login": "elsewhere"}} for one in story.listen()]
    told = [replace(one, body=json.dumps(body).encode()) for one, body in zip(story.heard, elsewhere, strict=True)]
    story.heard = told
    await story.works()
    assert (await story.seen(item))["labels"] == []
    assert (await story.notes())["projects_v2_item.edited"] == ["done: what is on the card belongs to another account"]


async def test_a_board_that_nobody_sees_any_more_is_not_taken_for_a_card_taken_off(story: Any) -> None:
    events = "[issues.opened, issues.edited]"
    await story.begin(
        "board: {project: 1, stages: {Triage: {}, Doing: {}}}\n"
        f"rules: [{{name: one, on: {events}, do: [{{stage: Triage}}]}}]"
    )
    item = await story.opens()
    await story.works()
    permissions = {"metadata": "read", "contents": "read", "issues": "write"}
    await story.act("ada", "set_permissions", account="orchard", permissions=permissions)
    await story.act("ada", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.seen(item))["labels"] == ["stage/Triage"]


async def test_a_card_of_the_board_before_was_not_taken_off_the_board_of_today(story: Any) -> None:
    rules = (
        "board: {{project: {}, stages: {{Triage: {{}}, Doing: {{}}}}}}\n"
        "rules: [{{name: one, on: [issues.opened, issues.edited], do: [{{stage: Triage}}]}}]"
    )
    two = [{"title": title, "fields": [{"name": "Status", "options": ["Triage", "Doing"]}]} for title in ("A", "B")]
    owner = {"login": "orchard", "owners": ["ada"], "members": ["ben"], "projects": two}
    await story.begin(rules.format(1), organizations=[owner])
    item = await story.opens()
    await story.works()
    await story.writes_rules(rules.format(2))
    await story.act("ada", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.seen(item))["card"] == ["Triage", "Triage"]
