"""A reviewer who is silent is freed after a time, and the next one is asked; both are told in the one comment."""

from datetime import timedelta
from typing import Any

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
    "@{released}, you were asked for a review and have not answered within `7 days`. That is quite all right: "
    "@{next} is asked now, and you need not do anything. Your view is welcome all the same."
)


async def begin(story: Any, people: str) -> None:
    files = {".github/pathways.yml": PATIENT, "community/people.yml": people}
    await story.begin(repositories=[{"name": "orchard/tools", "files": files}])


async def test_s33_a_silent_reviewer_is_freed_and_the_next_one_asked_then_the_fallback_then_nobody(story: Any) -> None:
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
