"""A person has the last word: what they undid stays undone, whatever happens next."""

from typing import Any

import pytest

BOARD = """
board:
  project: 1
  stages: {Triage: {}, Doing: {}, Review: {}, Done: {done: true}}
"""


@pytest.mark.parametrize(
    ("goal", "undo", "left"),
    [
        ("label: bug", ("unlabel", {"labels": "bug"}), ("labels", [])),
        ("assign: cem", ("unassign", {"assignees": "cem"}), ("assignees", [])),
        ("request_review: [cem]", ("remove_request", {"reviewers": "cem"}), ("requests", [])),
        ("stage: Doing", ("remove_card", {}), ("card", [])),
        ("stage: Doing", ("move_card", {"option": "Triage"}), ("card", ["Triage"])),
        ("stage: Doing", ("move_card", {"option": None}), ("card", [""])),
    ],
    ids=["label", "assignee", "reviewer", "card taken off", "card moved back", "card without a column"],
)
async def test_what_a_person_undid_is_not_done_again(story: Any, goal: str, undo: Any, left: Any) -> None:
    events = "[pull_request.opened, pull_request.edited]"
    await story.begin(f"{BOARD}\nrules: [{{name: one, on: {events}, do: [{{{goal}}}]}}]")
    item = await story.proposes()
    await story.works()
    verb, what = undo
    place, value = left
    assert (await story.seen(item))[place] != value
    await story.act("ada", verb, item=item, **what)
    await story.works()
    await story.tick(60)  # a board's cards tell not when they changed: so long an answer may be out of date
    await story.act("ben", "edit", item=item, title="Mend it well")
    await story.works()
    assert (await story.seen(item))[place] == value
    assert len(await story.held_back(item)) == 1


async def test_a_comment_that_a_person_deleted_is_not_posted_again(story: Any) -> None:
    await story.begin('rules: [{name: one, on: [issues.opened, issues.edited], do: [{comment: "Hello."}]}]')
    item = await story.opens()
    await story.works()
    comment = (await story.item(item))["comments"][0]["id"]
    await story.act("ada", "delete_comment", comment=comment)
    for title in ("It breaks more", "It breaks most"):
        await story.act("newcomer", "edit", item=item, title=title)
        await story.works()
        assert (await story.seen(item))["comments"] == []
        assert await story.held_back(item) == ["a person deleted the bot's comment"]


async def test_a_comment_that_a_person_edited_is_said_again_as_the_rule_has_it(story: Any) -> None:
    await story.begin('rules: [{name: one, on: [issues.opened, issues.edited], do: [{comment: "Hello."}]}]')
    item = await story.opens()
    await story.works()
    comment = (await story.item(item))["comments"][0]["id"]
    await story.act("ada", "edit_comment", comment=comment, body="<!-- fingerpost -->\nBye.")
    await story.act("newcomer", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.seen(item))["comments"] == ["Hello."]


async def test_a_label_that_a_person_put_back_is_taken_off_no_more(story: Any) -> None:
    await story.begin("rules: [{name: one, on: [issues.opened, issues.edited], do: [{unlabel: bug}]}]")
    item = await story.opens("ada", labels=["bug"])
    await story.works()
    assert (await story.seen(item))["labels"] == []
    await story.act("ada", "label", item=item, labels="bug")
    await story.act("ada", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug"]


async def test_a_person_taken_off_who_is_put_back_may_be_assigned_again(story: Any) -> None:
    await story.begin("rules: [{name: one, on: [issues.opened, issues.edited], do: [{assign: ben}]}]")
    item = await story.opens()
    await story.works()
    for verb in ("unassign", "assign", "unassign"):
        await story.act("ada", verb, item=item, assignees="ben")
    await story.act("ada", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.seen(item))["assignees"] == []
    await story.act("ada", "assign", item=item, assignees="ben")
    await story.works()
    assert (await story.seen(item))["assignees"] == ["ben"]


async def test_a_label_that_a_person_took_off_a_discussion_stays_off(story: Any) -> None:
    await story.begin("rules: [{name: one, on: [discussion.created, discussion.edited], do: [{label: docs}]}]")
    item = await story.discusses()
    await story.works()
    await story.act("ada", "unlabel", item=item, labels="docs")
    await story.act("newcomer", "edit", item=item, title="What if not")
    await story.works()
    assert (await story.seen(item))["labels"] == []


async def test_a_reviewer_who_has_reviewed_is_not_asked_again(story: Any) -> None:
    await story.begin(
        "rules: [{name: one, on: [pull_request.opened, pull_request.edited], do: [{request_review: [cem]}]}]"
    )
    item = await story.proposes()
    await story.works()
    await story.act("cem", "review", item=item, state="approve")
    await story.act("ben", "edit", item=item, title="Mend it well")
    await story.works()
    assert (await story.seen(item))["requests"] == []
    assert await story.did() == ["request_review"]


async def test_a_card_that_went_on_is_not_moved_back(story: Any) -> None:
    await story.begin(f"{BOARD}\nrules: [{{name: one, on: [issues.opened, issues.edited], do: [{{stage: Triage}}]}}]")
    item = await story.opens()
    await story.works()
    await story.act("ada", "move_card", item=item, option="Review")
    await story.act("ada", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.seen(item))["card"] == ["Review"]


async def test_a_rule_that_moves_on_and_on_is_not_taken_for_a_person(story: Any) -> None:
    await story.begin(f"""{BOARD}
rules:
  - {{name: draft, on: pull_request.converted_to_draft, do: [{{stage: {{to: Doing, back: true}}}}]}}
  - {{name: ready, on: [pull_request.opened, pull_request.ready_for_review], do: [{{stage: Review}}]}}
""")
    item = await story.proposes()
    await story.works()
    for verb, column in (("draft", "Doing"), ("ready", "Review"), ("draft", "Doing"), ("ready", "Review")):
        await story.tick(3_700)  # so that nothing looks like flapping
        await story.act("ben", verb, item=item)
        await story.works()
        assert (await story.seen(item))["card"] == [column]
