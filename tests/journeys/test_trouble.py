"""What GitHub cannot take is said, and hides nothing else; what changes under the bot's feet is found out."""

from dataclasses import replace
from typing import Any

import pytest

from bot.setup.manifest import permissions_of

BOARD = """
board:
  project: 1
  stages: {Triage: {}, Doing: {}, Review: {}, Done: {done: true}}
"""
WELCOME = f"""{BOARD}
rules:
  - name: welcome
    on: issues.opened
    do: [{{label: bug}}, {{comment: "Hello."}}, {{assign: ben}}, {{stage: Triage}}]
"""
LABEL = "rules: [{name: one, on: [issues.opened, issues.edited], do: [{label: bug}, {comment: Hello.}]}]"
FULL = permissions_of(())


def allowed(**changes: str | None) -> list[dict[str, Any]]:
    """An installation whose permissions differ from the full set."""
    held = {name: level for name, level in {**FULL, **changes}.items() if level}
    return [{"account": "orchard", "permissions": held}]


async def test_a_user_owned_board_becomes_a_label_and_one_clear_message(story: Any) -> None:
    """S22: the board belongs to a user: a clear notice that Apps cannot see it; stages work as labels."""
    at = "https://github.com/users/ada/projects/1"
    await story.begin(WELCOME.replace("project: 1", f"project: {at}"))
    item = await story.opens()
    await story.works()
    seen = await story.seen(item)
    assert (seen["labels"], seen["card"]) == (["bug", "stage/Triage"], [])
    why = "an App cannot see a project that belongs to a user; move it to an organisation"
    assert await story.held_back(item) == [f"{why}; the label stage/Triage carries the stage instead"]


async def test_a_board_without_the_column_becomes_a_label(story: Any) -> None:
    await story.begin(
        WELCOME.replace("Triage: {}", "Triage: {}, Sorting: {}").replace("stage: Triage", "stage: Sorting")
    )
    item = await story.opens()
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug", "stage/Sorting"]
    assert await story.held_back(item) == [
        "the board has no column Sorting; the label stage/Sorting carries the stage instead"
    ]


async def test_a_board_that_the_app_may_only_read_is_named_and_the_rest_done(story: Any) -> None:
    await story.begin(WELCOME, installations=allowed(organization_projects="read"))
    item = await story.opens()
    await story.works()
    assert await story.seen(item) == {"labels": ["bug"], "assignees": ["ben"], "comments": ["Hello."], "card": []}
    assert await story.failures(item) == {"Triage": "the App lacks a permission: organization Projects: write"}


async def test_a_board_that_the_app_may_not_see_becomes_a_label_and_the_permission_is_named(story: Any) -> None:
    await story.begin(WELCOME, installations=allowed(organization_projects=None))
    item = await story.opens()
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug", "stage/Triage"]
    why = "the App cannot see project 1 of orchard: there is none, or the App lacks the permission"
    (held,) = await story.held_back(item)
    assert held == f"{why} organization Projects: write; the label stage/Triage carries the stage instead"


async def test_what_nobody_allows_is_told_for_each_part(story: Any) -> None:
    await story.begin(LABEL, installations=allowed(issues="read"))
    item = await story.opens("ada")
    await story.works()
    assert await story.failures(item) == {
        "bug": "the App lacks a permission: Issues: write",
        "one": "the App lacks a permission: Issues: write, and for pull requests Pull requests: write",
    }


async def test_a_person_who_cannot_be_assigned_is_told_and_the_others_are_assigned(story: Any) -> None:
    await story.begin("rules: [{name: one, on: issues.opened, do: [{assign: [stranger, ben, nobody-at-all]}]}]")
    item = await story.opens()
    await story.works_on(60)
    assert (await story.seen(item))["assignees"] == ["ben"]
    failures = await story.failures(item)
    assert failures.keys() == {"stranger", "nobody-at-all"}
    assert failures["nobody-at-all"] == "there is no GitHub user nobody-at-all"
    assert "stranger" in failures["stranger"]


async def test_an_unknown_reviewer_is_told_and_the_others_are_asked(story: Any) -> None:
    await story.begin("""
rules:
  - name: one
    on: pull_request.opened
    do: [{request_review: {users: [stranger, cem, nobody-at-all], team: orchard/docs}}]
""")
    item = await story.proposes()
    await story.works()
    assert (await story.seen(item))["requests"] == ["@orchard/docs", "cem"]
    failures = await story.failures(item)
    assert failures.keys() == {"stranger", "nobody-at-all"}
    assert failures["nobody-at-all"] == "GitHub knows no nobody-at-all, or does not show it to this App"
    assert failures["stranger"].startswith("GitHub refused: Reviews may only be requested from collaborators.")


async def test_an_item_that_is_deleted_before_the_look_is_let_be(story: Any) -> None:
    await story.begin("rules: [{name: one, on: pull_request.opened, when: {files: '**'}, do: [{label: bug}]}]")
    await story.proposes()
    await story.works()
    item = await story.opens()
    await story.act("ada", "delete_item", item=item)
    await story.works()
    assert (await story.notes())["issues.opened"] == ["done: the item is gone"]
    assert (await story.notes())["issues.deleted"] == ["done: the item is gone"]


async def test_an_item_that_is_deleted_unheard_is_found_gone(story: Any) -> None:
    await story.begin("rules: [{name: one, on: issues.edited, do: [{label: bug}]}]")
    item = await story.opens()
    await story.act("newcomer", "edit", item=item, title="Gone soon")
    await story.act("ada", "delete_item", item=item)
    story.heard = [delivery for delivery in story.listen() if delivery.event == "issues.edited"]
    await story.tick(120)  # before that, GitHub may only be slow to show it
    await story.works()
    assert await story.notes() == {"issues.edited": ["done: orchard/tools#1 does not exist any more"]}


async def test_a_renamed_repository_goes_on_as_before(story: Any) -> None:
    await story.begin(LABEL)
    item = await story.opens()
    await story.works()
    await story.act("ada", "rename_repository", repo="orchard/tools", name="implements")
    await story.act("ada", "unlabel", item="orchard/implements#1", labels="bug")
    await story.works()
    await story.act("newcomer", "edit", item="orchard/implements#1", title="Still broken")
    again = (await story.act("newcomer", "open_issue", repo="orchard/implements", title="More"))["item"]
    await story.works()
    assert (await story.seen("orchard/implements#1"))["labels"] == []
    assert (await story.seen(again))["labels"] == ["bug"]
    assert item == "orchard/tools#1"


async def test_a_delivery_of_before_the_rename_still_counts(story: Any) -> None:
    await story.begin(LABEL)
    await story.opens()
    await story.act("ada", "rename_repository", repo="orchard/tools", name="implements")
    await story.works()
    assert (await story.seen("orchard/implements#1"))["labels"] == ["bug"]


async def test_where_the_app_was_removed_nothing_is_done_and_each_delivery_says_so(story: Any) -> None:
    await story.begin(LABEL)
    await story.opens()
    await story.works()
    item = await story.opens()
    await story.act("ada", "uninstall", account="orchard")
    await story.works()
    assert (await story.seen(item))["labels"] == []
    assert (await story.notes())["issues.opened"][-1] == "done: the App is not installed there any more"


async def test_where_the_app_is_suspended_nothing_is_done_and_each_delivery_says_so(story: Any) -> None:
    await story.begin(LABEL)
    await story.opens()
    await story.works()
    item = await story.opens()
    await story.act("ada", "suspend", account="orchard")
    await story.works()
    assert (await story.seen(item))["labels"] == []
    assert (await story.notes())["issues.opened"][-1] == "dead: the App is suspended there"


@pytest.mark.parametrize("told", [True, False], ids=["the bot was told", "the webhook was lost"])
async def test_a_label_that_was_deleted_and_made_anew_is_found_again(story: Any, *, told: bool) -> None:
    await story.begin(LABEL)
    await story.opens()
    await story.works()
    await story.act("ada", "delete_label", repo="orchard/tools", label="bug")
    await story.act("ada", "create_label", repo="orchard/tools", name="bug")
    if told:
        await story.works()
    story.listen()
    story.heard = []
    item = await story.opens()
    await story.works_on(30)
    assert await story.seen(item) == {"labels": ["bug"], "assignees": [], "comments": ["Hello."], "card": []}


async def test_a_renamed_label_is_made_anew_under_the_name_of_the_rules(story: Any) -> None:
    await story.begin(LABEL)
    await story.opens()
    await story.works()
    await story.act("ada", "edit_label", repo="orchard/tools", label="bug", name="defect")
    await story.works()
    item = await story.opens()
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug"]


async def test_a_card_taken_off_and_options_made_anew_are_found_again(story: Any) -> None:
    await story.begin(WELCOME)
    await story.opens()
    await story.works()
    world = story.running.sandbox.world
    for field in [one for one in world.records.values() if getattr(one, "options", ())]:
        world.update(field, options=tuple({**each, "id": f"new{n}"} for n, each in enumerate(field.options)))
    world.save()
    item = await story.opens()
    await story.works_on(30)
    assert (await story.seen(item))["card"] == ["Triage"]


async def test_a_payload_that_cannot_be_read_is_given_up_alone(story: Any) -> None:
    await story.begin(LABEL)
    item = await story.opens()
    (opened,) = [one for one in story.listen() if one.event == "issues.opened"]
    story.heard = []
    broken = [replace(opened, delivery=f"broken-{n}", body=body) for n, body in enumerate((b"{}", b"[1"))]
    await story.give([broken[0], opened, broken[1]])
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug"]
    states = [note.partition(":")[0] for note in (await story.notes())["issues.opened"]]
    assert states == ["dead", "done", "dead"]


async def test_a_lane_of_broken_payloads_is_given_up(story: Any) -> None:
    await story.begin(LABEL)
    await story.opens()
    opened = story.listen()[0]
    story.heard = []
    await story.give([replace(opened, body=b"{}")])
    await story.works()
    assert (await story.notes())["issues.opened"] == ["dead: the payload names no installation"]


async def test_what_one_rule_adds_and_a_later_event_takes_off_again_ends_as_in_life(story: Any) -> None:
    await story.begin("""
rules:
  - {name: in, on: issues.opened, do: [{label: triage}]}
  - {name: out, on: issues.edited, when: {title: wish}, do: [{unlabel: triage}]}
""")
    item = await story.opens("ada", title="A wish")
    await story.act("ada", "edit", item=item, body="More of it")
    await story.works()
    assert (await story.seen(item))["labels"] == []
