"""Each goal on the simulated GitHub: done once, not done again, and not against a person."""

from typing import Any

import pytest


def rules(do: str, on: str = "[issues.opened, issues.edited]") -> str:
    return f"rules: [{{name: one, on: {on}, do: [{do}]}}]"


PULLS = "[pull_request.opened, pull_request.edited]"


@pytest.mark.parametrize(
    ("goal", "shown", "undo"),
    [
        ("close: not_planned", {"state": "closed", "state_reason": "not_planned"}, ("reopen", {})),
        ("lock: spam", {"locked": True}, ("unlock", {})),
        ('milestone: "2.0"', {"milestone": "2.0"}, ("milestone", {"title": None})),
        ('milestone: "2.0"', {"milestone": "2.0"}, ("milestone", {"title": "1.0"})),
    ],
    ids=["close", "lock", "milestone taken away", "milestone changed"],
)
async def test_it_is_done_once_and_a_person_has_the_last_word(
    story: Any, goal: str, shown: dict[str, Any], undo: tuple[str, dict[str, Any]]
) -> None:
    repo = {"name": "orchard/tools", "labels": ["bug"], "milestones": ["1.0", "2.0"]}
    await story.begin(rules(f"{{{goal}}}"), repositories=[repo])
    item = await story.opens()
    await story.works()
    seen = await story.item(item)
    assert {key: seen[key] for key in shown} == shown
    await story.act("ada", undo[0], item=item, **undo[1])
    undone = await story.item(item)
    assert {key: undone[key] for key in shown} != shown
    await story.act("ben", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.item(item))["state"] == "open"
    assert {key: (await story.item(item))[key] for key in shown} == {key: undone[key] for key in shown}
    assert len(await story.held_back(item)) == 1


async def test_a_draft_a_pin_and_reactions_are_done_once(story: Any) -> None:
    do = "{draft: true}, {react: [eyes, '+1']}"
    await story.begin(
        f"""rules:
  - {{name: pulls, on: {PULLS}, do: [{do}]}}
  - {{name: issues, on: issues.opened, do: [{{pin: true}}, {{react: heart}}]}}
"""
    )
    pull, issue = await story.proposes(), await story.opens()
    await story.works()
    await story.act("ben", "edit", item=pull, title="Mend it well")
    await story.works()
    seen = await story.item(pull)
    assert seen["draft"] is True
    assert [(one["user"], one["content"]) for one in seen["reactions"]] == [
        ("fingerpost[bot]", "EYES"),
        ("fingerpost[bot]", "THUMBS_UP"),
    ]
    assert await story.ledger(issue) == [("pin", "pinned", "done"), ("react", "heart", "done")]
    assert [one for one in await story.did() if "in vain" in one] == []


async def test_a_rule_with_while_takes_back_only_what_is_its_own(story: Any) -> None:
    await story.begin("rules: [{name: one, while: true, when: {title: breaks}, do: [{label: [bug, urgent]}]}]")
    item = await story.opens()
    await story.works()
    await story.act("ada", "label", item=item, labels="docs")
    await story.act("ada", "unlabel", item=item, labels="urgent")
    await story.act("ada", "label", item=item, labels="urgent")
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug", "docs", "urgent"]
    await story.act("newcomer", "edit", item=item, title="All is well")
    await story.works()
    assert (await story.seen(item))["labels"] == ["docs", "urgent"]
    await story.act("newcomer", "edit", item=item, title="It breaks again")
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug", "docs", "urgent"]


async def test_what_must_reach_people_is_posted_anew_and_stands_once(story: Any) -> None:
    say = '{comment: {text: "Now: {title}.", notify: true}}'
    await story.begin(f"rules: [{{name: one, do: [{say}]}}]")
    item = await story.opens()
    await story.works()
    first = [comment["id"] for comment in (await story.item(item))["comments"]]
    await story.act("newcomer", "edit", item=item, title="All is well")
    await story.works()
    second = [comment["id"] for comment in (await story.item(item))["comments"]]
    assert (await story.seen(item))["comments"] == ["Now: All is well."]
    assert (len(first), len(second), first == second) == (1, 1, False)
    await story.act("newcomer", "edit", item=item, title="It breaks again")
    await story.works()
    assert (await story.seen(item))["comments"] == ["Now: It breaks again."]


BOARDS = [
    {
        "login": "orchard",
        "owners": ["ada"],
        "members": ["ben", "cem"],
        "projects": [
            {
                "title": "Work",
                "fields": [
                    {"name": "Status", "options": ["Triage", "Doing"]},
                    {"name": "Size", "options": ["S", "L"]},
                ],
            },
            {"title": "Roadmap", "fields": [{"name": "Status", "options": ["Triage"]}]},
        ],
    }
]


async def test_cards_get_their_fields_and_stand_on_other_projects(story: Any) -> None:
    await story.begin(
        """
board: {project: 1, stages: {Triage: {}, Doing: {}}}
rules: [{name: one, on: [issues.opened, issues.edited], do: [{stage: Triage}, {board_field: {Size: l}}, {add_to: 2}]}]
""",
        organizations=BOARDS,
    )
    item = await story.opens()
    await story.works()
    cards = (await story.item(item))["cards"]
    assert sorted(str(card["values"]) for card in cards) == ["{'Status': 'Triage', 'Size': 'L'}", "{}"]
    await story.act("ben", "edit", item=item, title="It breaks more")
    did = await story.did()
    await story.works()
    assert (await story.item(item))["cards"] == cards
    assert await story.did() == did


async def test_a_card_that_a_field_brought_stays_away_once_a_person_took_it_off(story: Any) -> None:
    rules = "rules: [{name: one, on: [issues.opened, issues.edited], do: [{board_field: {Size: l}}]}]"
    await story.begin(f"board: {{project: 1, stages: {{Triage: {{}}}}}}\n{rules}", organizations=BOARDS)
    item = await story.opens()
    await story.works()
    assert [card["values"] for card in (await story.item(item))["cards"]] == [{"Size": "L"}]
    await story.act("ada", "remove_card", item=item)
    await story.tick(60)
    await story.act("ben", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.item(item))["cards"] == []
    assert await story.held_back(item) == ["a person took the card off the board"]
