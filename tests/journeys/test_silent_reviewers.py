"""Who was asked and is silent is freed after a time, and the next one is asked; both are told in the one comment."""

from datetime import timedelta
from typing import Any

import pytest

PATIENT = """
project: {purpose: We review, people: community/people.yml}
rules:
  - name: reviewers
    on: pull_request.opened
    do:
      - request_review:
          role: editor
          ask_next_after: 7 days
          fallback: {role: maintainer, fallback: {need: a reviewer}}
"""
NEXT = (
    "@{released}, you were asked for a review and could not answer yet. That is quite all right: "
    "@{next} is asked now, and you need not do anything. Your view is welcome all the same."
)


async def begin(story: Any, people: str) -> None:
    files = {".github/pathways.yml": PATIENT, "community/people.yml": people}
    await story.begin(repositories=[{"name": "orchard/tools", "files": files}])


async def test_s33_a_silent_reviewer_is_freed_and_the_next_one_asked_then_the_fallback_then_nobody(story: Any) -> None:
    """S33: a reviewer is silent for seven days: the next one is asked, the first freed, both told in one comment."""
    people = "".join(f"- {{github: {login}, roles: [editor]}}\n" for login in ("ben", "cem"))
    await begin(story, f"{people}- {{github: ada, roles: [maintainer]}}\n")
    pull = await story.proposes("stranger")
    await story.works()
    assert (await story.seen(pull))["requests"] == ["ben"]
    await story.tick(timedelta(days=7).total_seconds() - 60)
    await story.works()
    assert (await story.seen(pull))["requests"] == ["ben"]
    for released, following in (("ben", "cem"), ("cem", "ada")):
        await story.restart()
        await story.tick(timedelta(days=7).total_seconds() + 60)
        await story.works_on(120)
        seen = await story.seen(pull)
        assert (seen["requests"], seen["comments"]) == ([following], [NEXT.format(released=released, next=following)])
    await story.tick(timedelta(days=8).total_seconds())
    await story.works_on(120)
    seen = await story.seen(pull)
    assert (seen["requests"], seen["comments"][0].count("a reviewer")) == (["ada"], 1)


async def test_who_has_answered_is_not_freed_and_nobody_else_is_asked(story: Any) -> None:
    people = "".join(f"- {{github: {login}, roles: [editor]}}\n" for login in ("ben", "cem"))
    await begin(story, people)
    pull = await story.proposes("stranger")
    await story.works()
    await story.act("ben", "review", item=pull, state="approve")
    await story.tick(timedelta(days=8).total_seconds())
    await story.works_on(120)
    seen = await story.seen(pull)
    assert (seen["requests"], seen["comments"]) == ([], [])


async def test_a_pull_request_that_is_closed_asks_nobody_any_more(story: Any) -> None:
    people = "".join(f"- {{github: {login}, roles: [editor]}}\n" for login in ("ben", "cem"))
    await begin(story, people)
    pull = await story.proposes("stranger")
    await story.works()
    await story.act("ada", "close", item=pull)
    await story.tick(timedelta(days=8).total_seconds())
    await story.works_on(120)
    assert (await story.seen(pull))["requests"] == ["ben"]


ASSIGNED = """
project: {purpose: We answer, people: community/people.yml}
rules:
  - name: question
    on: issues.opened
    do:
      - assign:
          role: ambassador
          ask_next_after: 3 days
          fallback: {role: manager, ask_next_after: 1 day}
"""
HANDED_ON = (
    "@{released}, this was yours, and it has been quiet here. That is quite all right: "
    "@{next} has it now, and you need not do anything. Your help is welcome all the same."
)


async def test_s33_an_issue_goes_to_the_next_one_where_its_assignee_does_nothing(story: Any) -> None:
    """S33, of an issue: what others say does not count as an answer."""
    people = "- {github: ben, roles: [ambassador]}\n- {github: cem, roles: [ambassador]}\n"
    files = {".github/pathways.yml": ASSIGNED, "community/people.yml": f"{people}- {{github: ada, roles: [manager]}}\n"}
    await story.begin(repositories=[{"name": "orchard/tools", "files": files}])
    item = await story.opens("stranger")
    await story.works()
    assert (await story.seen(item))["assignees"] == ["ben"]
    await story.tick(timedelta(days=2).total_seconds())
    await story.act("stranger", "comment", item=item, body="Is anybody there?")
    await story.works()
    await story.tick(timedelta(days=1, seconds=60).total_seconds())
    await story.works_on(120)
    seen = await story.seen(item)
    assert (seen["assignees"], seen["comments"]) == (["cem"], [HANDED_ON.format(released="ben", next="cem")])
    await story.act("cem", "comment", item=item, body="Yes, I am.")
    await story.restart()
    await story.tick(timedelta(days=4).total_seconds())
    await story.works_on(120)
    assert (await story.seen(item))["assignees"] == ["cem"]


async def test_s51_after_the_last_of_the_role_the_fallback_has_its_own_time_to_answer(story: Any) -> None:
    """S51: nobody answers: the next one, then somebody else."""
    people = (
        "- {github: ben, roles: [ambassador]}\n- {github: ada, roles: [manager]}\n- {github: cem, roles: [manager]}\n"
    )
    files = {".github/pathways.yml": ASSIGNED, "community/people.yml": people}
    await story.begin(repositories=[{"name": "orchard/tools", "files": files}])
    item = await story.opens("stranger")
    await story.works()
    had = [(await story.seen(item))["assignees"]]
    for hours in (73, 25, 25):
        await story.tick(timedelta(hours=hours).total_seconds())
        await story.works_on(120)
        had.append((await story.seen(item))["assignees"])
    assert had == [["ben"], ["ada"], ["cem"], ["cem"]]


@pytest.mark.parametrize("fault", ["status", "drop"])
async def test_whose_asking_was_never_answered_by_github_is_waited_for_all_the_same(story: Any, fault: str) -> None:
    people = "".join(f"- {{github: {login}, roles: [editor]}}\n" for login in ("ben", "cem"))
    await begin(story, people)
    await story.github.post("faults", [{"match": "requestReviews", "when": "after", "kind": fault}])
    pull = await story.proposes("stranger")
    await story.works_on()
    assert (await story.seen(pull))["requests"] == ["ben"]
    await story.tick(timedelta(days=7).total_seconds() + 60)
    await story.works_on(120)
    assert (await story.seen(pull))["requests"] == ["cem"]


async def test_an_assignment_that_github_never_answered_goes_on_to_the_next_one_too(story: Any) -> None:
    people = "- {github: ben, roles: [ambassador]}\n- {github: cem, roles: [ambassador]}\n"
    files = {".github/pathways.yml": ASSIGNED, "community/people.yml": people}
    await story.begin(repositories=[{"name": "orchard/tools", "files": files}])
    await story.github.post("faults", [{"match": "addAssignees", "when": "after", "kind": "drop"}])
    item = await story.opens("stranger")
    await story.works_on()
    await story.tick(timedelta(days=3).total_seconds() + 60)
    await story.works_on(120)
    assert (await story.seen(item))["assignees"] == ["cem"]
