"""`board.linked`: an issue's card follows the pull request that will close it."""

from typing import Any

STAGES = "stages: {Triage: {}, Doing: {}, Review: {}, Done: {done: true}}"
RULES = f"""
board: {{project: 1, linked: true, {STAGES}}}
rules:
  - {{name: issue, on: issues.opened, do: [{{stage: Triage}}]}}
  - {{name: pull, on: [pull_request.opened, pull_request.ready_for_review], do: [{{stage: Review}}]}}
  - {{name: draft, on: pull_request.converted_to_draft, do: [{{stage: {{to: Doing, back: true}}}}]}}
  - {{name: merged, on: pull_request.closed, when: {{state: merged}}, do: [{{stage: Done}}]}}
"""


async def columns(story: Any, *items: str) -> list[list[str]]:
    return [(await story.seen(item))["card"] for item in items]


async def test_all_the_issues_that_a_pull_request_closes_follow_it_from_stage_to_stage(story: Any) -> None:
    await story.begin(RULES)
    one, two, other = [await story.opens(title=title) for title in ("One", "Two", "Other")]
    await story.works()
    pull = await story.proposes(body="Closes #1, fixes #2")
    await story.works()
    assert await columns(story, pull, one, two, other) == [["Review"], ["Review"], ["Review"], ["Triage"]]
    await story.act("ben", "draft", item=pull)
    await story.works()
    assert await columns(story, pull, one, two, other) == [["Doing"], ["Doing"], ["Doing"], ["Triage"]]
    for login, verb in (("ben", "ready"), ("ada", "merge")):
        await story.act(login, verb, item=pull)
        await story.works()
    assert await columns(story, pull, one, two, other) == [["Done"], ["Done"], ["Done"], ["Triage"]]
    stages = [target for _, target, _ in await story.ledger(one)]
    assert stages == ["Triage", "Review", "Doing", "Review", "Done"]


async def test_a_card_that_a_person_moves_takes_the_issue_along_too(story: Any) -> None:
    await story.begin(RULES)
    issue, pull = await story.opens(), await story.proposes(body="Closes #1")
    await story.works()
    await story.act("ada", "move_card", item=pull, option="Done")
    await story.works()
    assert await columns(story, pull, issue) == [["Done"], ["Done"]]


async def test_what_a_person_does_with_the_issues_card_stands_until_the_pull_request_goes_on(story: Any) -> None:
    await story.begin(RULES)
    issue, pull = await story.opens(), await story.proposes(body="Closes #1")
    await story.works()
    for column in ("Doing", "Done"):
        await story.act("ada", "move_card", item=issue, option=column)
        await story.act("ben", "edit", item=pull, title=f"Mend it, {column}")
        await story.works()
        assert await columns(story, pull, issue) == [["Review"], [column]]
    await story.act("ben", "draft", item=pull)
    await story.works_on()
    assert await columns(story, pull, issue) == [["Doing"], ["Doing"]]


async def test_an_issue_that_is_linked_later_follows_and_one_that_is_unlinked_does_not_any_more(story: Any) -> None:
    await story.begin(RULES)
    one, two = await story.opens(title="One"), await story.opens(title="Two")
    pull = await story.proposes(body="Closes #1")
    await story.works()
    await story.act("ben", "edit", item=pull, body="Closes #2")
    await story.works()
    assert await columns(story, pull, one, two) == [["Review"]] * 3
    await story.act("ben", "draft", item=pull)
    await story.works()
    assert await columns(story, pull, one, two) == [["Doing"], ["Review"], ["Doing"]]


async def test_of_several_pull_requests_the_one_that_moved_last_leads(story: Any) -> None:
    await story.begin(RULES)
    issue = await story.opens()
    pulls = [await story.proposes(body="Closes #1", title=title) for title in ("A", "B")]
    await story.works()
    await story.act("ben", "draft", item=pulls[0])
    await story.works()
    assert await columns(story, issue, *pulls) == [["Doing"], ["Doing"], ["Review"]]


async def test_a_card_that_a_person_took_off_and_one_that_never_was_do_not_come_back(story: Any) -> None:
    await story.begin(RULES.replace("on: issues.opened", "on: issues.opened, when: {title: One}"))
    one, two = await story.opens(title="One"), await story.opens(title="Two")
    await story.works()
    await story.act("ada", "remove_card", item=one)
    pull = await story.proposes(body="Closes #1 and closes #2")
    await story.works_on()
    assert await columns(story, pull, one, two) == [["Review"], [], []]
    assert [await story.held_back(item) for item in (one, two)] == [
        ["a person took the card off the board"],
        ["the issue has no card on the board"],
    ]


async def test_a_pull_request_that_was_closed_without_being_merged_leads_nowhere(story: Any) -> None:
    await story.begin(RULES)
    issue, pull = await story.opens(), await story.proposes(body="Closes #1")
    await story.works()
    await story.act("ben", "close", item=pull)
    await story.act("ada", "move_card", item=pull, option="Done")
    await story.works()
    assert await columns(story, pull, issue) == [["Done"], ["Review"]]


async def test_nothing_follows_unless_the_board_asks_for_it(story: Any) -> None:
    await story.begin(RULES.replace("linked: true, ", ""))
    issue, pull = await story.opens(), await story.proposes(body="Closes #1")
    await story.works()
    assert await columns(story, pull, issue) == [["Review"], ["Triage"]]


async def test_with_stage_labels_the_issues_label_goes_along_and_nothing_goes_round(story: Any) -> None:
    await story.begin(RULES.replace("linked: true", "linked: true, labels: true"))
    issue, pull = await story.opens(), await story.proposes(body="Closes #1")
    await story.works()
    await story.act("ben", "draft", item=pull)
    await story.works()
    seen = [await story.seen(item) for item in (issue, pull)]
    assert [(one["card"], one["labels"]) for one in seen] == [(["Doing"], ["stage/Doing"])] * 2
    assert len(await story.ledger(issue)) == 3


async def test_without_a_board_the_labels_follow(story: Any) -> None:
    await story.begin(RULES.replace("project: 1, ", ""))
    issue, pull = await story.opens(), await story.proposes(body="Closes #1")
    await story.works()
    await story.act("ben", "draft", item=pull)
    await story.works()
    assert [(await story.seen(item))["labels"] for item in (issue, pull)] == [["stage/Doing"], ["stage/Doing"]]


async def test_a_delivery_that_comes_twice_leads_once(story: Any) -> None:
    await story.begin(RULES)
    issue, pull = await story.opens(), await story.proposes(body="Closes #1")
    await story.works(echoes=False)
    echoes = list(story.listen())
    for _ in range(2):
        await story.give([*echoes])
        await story.works()
    assert (await columns(story, issue, pull), len(await story.ledger(issue))) == ([["Review"], ["Review"]], 2)
