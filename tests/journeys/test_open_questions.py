"""A form that was not filled in: what is missing is asked for once, and an edit is enough."""

from typing import Any

from tests.journeys.conftest import REPO, RULES_PATH, whole

FORM = """name: Event
description: Tell us
body:
  - {type: input, attributes: {label: City}}
  - {type: input, attributes: {label: Date}}
"""
RULES = """rules:
  - name: The date is needed
    when: {form: event, field: {Date: empty}}
    while: true
    do:
      - label: incomplete
      - comment: {text: "On which date is it? Edit the text above, under **Date**.", notify: true}
"""
ASKED = "On which date is it? Edit the text above, under **Date**."


def body(city: str, date: str) -> str:
    """What GitHub makes of the form."""
    return f"### City\n\n{city}\n\n### Date\n\n{date}"


async def test_s25_a_question_that_was_left_open_is_asked_once_and_an_edit_completes_it(story: Any) -> None:
    """S25: form body with `_No response_` for a needed field: asked once for that field; an edit completes it."""
    files = {RULES_PATH: whole(RULES), ".github/ISSUE_TEMPLATE/event.yml": FORM}
    await story.begin(repositories=[{"name": REPO, "labels": ["incomplete"], "files": files}])
    item = await story.opens(body=body("Graz", "_No response_"))
    await story.works()
    seen = await story.seen(item)
    assert (seen["labels"], seen["comments"]) == (["incomplete"], [ASKED])
    first = [one["id"] for one in (await story.item(item))["comments"]]
    await story.act("newcomer", "edit", item=item, body=body("Graz and Linz", "_No response_"))
    await story.act("ben", "comment", item=item, body="See you there!")
    await story.works()
    assert [one["id"] for one in (await story.item(item))["comments"] if one["author"] != "ben"] == first
    await story.act("newcomer", "edit", item=item, body=body("Graz and Linz", "2026-05-01"))
    await story.works()
    seen = await story.seen(item)
    assert (seen["labels"], seen["comments"]) == ([], [])
