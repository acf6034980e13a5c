"""The presets in which people are chosen and days go by: stale, claims, translations and ambassadors."""

from datetime import timedelta
from typing import Any

import pytest

from tests.journeys.conftest import REPO

PEOPLE = "community/people.yml"
QUIET = (
    "It has been quiet here for two months. Does this still matter, @newcomer? One word keeps it open. "
    "Otherwise it is closed in 14 days, and whoever needs it may open it again."
)
STILL = "@stranger, still on this? Say `/keep`, or it opens to everyone in 7 days. No shame in letting go."
NOBODY = (
    "At present there is nobody here who could be asked. What is needed: `{need}`. "
    "This is noted, so that people can see it and help."
)
ASK = """
name: Ask
description: A question to the ambassadors
body:
  - {type: input, id: country, attributes: {label: Country}}
  - {type: input, id: language, attributes: {label: Language}}
  - {type: textarea, id: question, attributes: {label: Question}}
"""
TRANSLATED = """
project: {purpose: We translate, people: community/people.yml}
translations: {languages: [en, de, zh-CN], files: {"{name}.md": "translations/{lang}/{name}.md"}}
extends: translations
"""
AMBASSADORS = """
project: {purpose: We answer, people: community/people.yml}
translations: {languages: [en, de]}
extends: ambassadors
"""


def extending(preset: str) -> str:
    """A rule file with nothing of its own."""
    return f"project: {{purpose: p}}\nextends: {preset}\n"


async def begin(story: Any, rules: str, people: str) -> None:
    """A community with a people file and the form for questions."""
    files = {PEOPLE: people, ".github/ISSUE_TEMPLATE/ask.yml": ASK}
    await story.begin(rules, repositories=[{"name": REPO, "files": files}])


async def days(story: Any, number: int) -> None:
    """Days pass, and the bot does what is due then."""
    await story.tick(timedelta(days=number).total_seconds())
    await story.works()


async def shown(story: Any, item: str) -> tuple[str, list[str], list[str]]:
    """Whether the item is open, its labels, and the bot's words."""
    seen = await story.seen(item)
    return (await story.item(item))["state"], seen["labels"], seen["comments"]


async def test_stale_asks_after_what_is_quiet_and_closes_what_nobody_answers_for(story: Any) -> None:
    await story.begin(extending("stale"))
    item = await story.opens()
    await story.works()
    await days(story, 59)
    assert await shown(story, item) == ("open", [], [])
    await days(story, 2)
    assert await shown(story, item) == ("open", ["stale"], [QUIET])
    await days(story, 15)
    assert await shown(story, item) == ("closed", ["stale"], [QUIET])


async def test_stale_lets_be_what_somebody_speaks_up_for_and_what_is_kept(story: Any) -> None:
    await story.begin(extending("stale"), repositories=[{"name": REPO, "labels": ["keep"]}])
    item, kept = await story.opens(), await story.opens()
    await story.works()
    await story.act("ada", "label", item=kept, labels=["keep"])
    await days(story, 61)
    await story.act("newcomer", "comment", item=item, body="It still breaks.")
    await days(story, 1)
    assert (await shown(story, item))[:2] == ("open", [])
    await days(story, 20)
    assert await shown(story, item) == ("open", [], [])
    assert await shown(story, kept) == ("open", ["keep"], [])


async def test_stale_never_blames_an_author_for_a_silent_reviewer(story: Any) -> None:
    await story.begin(extending("stale"))
    waiting, answered = await story.proposes("newcomer"), await story.proposes("newcomer", title="More")
    await story.act("ada", "review", item=answered, state="request_changes", body="Please add a test.")
    await story.works()
    await days(story, 61)
    assert [(await shown(story, pull))[1] for pull in (waiting, answered)] == [[], ["stale"]]


async def test_claims_are_limited_and_free_again_when_nobody_works_on_them(story: Any) -> None:
    await story.begin(extending("claims"))
    first, second = await story.opens("ada"), await story.opens("ada", title="Also")
    await story.works()
    for item in (first, second):
        await story.act("stranger", "comment", item=item, body="/assign")
        await story.works()
    assert [(await story.seen(item))["assignees"] for item in (first, second)] == [["stranger"], []]
    await days(story, 31)
    seen = await story.seen(first)
    assert (seen["assignees"], seen["comments"]) == (["stranger"], [STILL])
    await days(story, 8)
    assert (await story.seen(first))["assignees"] == []


@pytest.mark.parametrize(
    ("path", "asked", "said"),
    [
        ("translations/de/a.md", ["cem"], []),
        ("translations/zh-CN/a.md", [], [NOBODY.format(need="zh-CN reviewer")]),
    ],
)
async def test_translations_are_read_by_whoever_speaks_the_language(
    story: Any, path: str, asked: list[str], said: list[str]
) -> None:
    await begin(story, TRANSLATED, "- {github: ada, languages: [en]}\n- {github: cem, languages: [de, en]}\n")
    pull = await story.proposes("ben", files=[path])
    await story.works()
    seen = await story.seen(pull)
    assert (seen["labels"], seen["requests"], seen["comments"]) == (["translation"], asked, said)


async def test_translations_leaves_everything_else_alone(story: Any) -> None:
    await begin(story, TRANSLATED, "- {github: cem, languages: [de, en]}\n")
    pull = await story.proposes("ben", files=["src/a.py"])
    await story.works()
    seen = await story.seen(pull)
    assert (seen["labels"], seen["requests"], seen["comments"]) == ([], [], [])


async def test_ambassadors_answer_for_their_place_and_a_second_one_is_asked_after_a_silence(story: Any) -> None:
    people = """
- {github: ada, roles: [ambassador], covers: [AT], languages: [de]}
- {github: ben, roles: [ambassador], covers: [FR], languages: [fr]}
- {github: cem, roles: [ambassador], covers: [DE], languages: [de]}
"""
    await begin(story, AMBASSADORS, people)
    body = "### Country\n\nAustria\n\n### Language\n\nde\n\n### Question\n\nWhere do we meet?"
    item, other = await story.opens(title="A room", body=body), await story.opens(title="A crash")
    await story.works()
    seen, rest = await story.seen(item), await story.seen(other)
    assert (seen["labels"], seen["assignees"], rest["labels"]) == (["question"], ["ada"], [])
    await days(story, 2)
    assert (await story.seen(item))["assignees"] == ["ada"]
    for _ in range(4):
        await days(story, 1)
    assert ((await story.seen(item))["assignees"], (await story.seen(other))["assignees"]) == (["ada", "cem"], [])


async def test_reviews_keeps_up_with_several_rounds_within_an_hour(story: Any) -> None:
    await story.begin(extending("reviews"))
    pull = await story.proposes("newcomer")
    await story.works()
    for _ in range(3):
        await story.tick(300)
        await story.act("ben", "review", item=pull, state="request_changes", body="Please add a test.")
        await story.works()
        assert (await story.seen(pull))["labels"] == ["changes wanted"]
        await story.tick(300)
        await story.act("newcomer", "push", item=pull, files=["src/a.py"])
        await story.works()
        assert (await story.seen(pull))["labels"] == ["ready for review"]
