"""Each preset, from GitHub's signed webhook to what GitHub looks like then; and presets changed by who extends them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.journeys.test_over_http import serving

REPO = "orchard/tools"
WELCOME = "Welcome, newcomer, and thank you! A person will read this soon."
Step = tuple[str, str, dict[str, Any], list[str]]


class Serving:
    """The program as GitHub sees it: only what a webhook and the API carry passes between them."""

    def __init__(self, story: Any) -> None:
        self.story = story

    async def item(self, login: str, verb: str, **what: Any) -> str:
        """Somebody opens something; gives its name."""
        return str((await self.story.act(login, verb, repo=REPO, title="Mend it", **what))["item"])

    async def becomes(self, item: str, labels: list[str], comments: list[str]) -> None:
        """Wait until GitHub shows these labels and comments of the bot, then until nothing is left to be told."""
        wanted = (labels, comments)
        async with asyncio.timeout(20):
            while await self.shown(item) != wanted:  # noqa: ASYNC110 - seen from outside
                await asyncio.sleep(0.02)
        await self.story.github.settle()
        assert await self.shown(item) == wanted

    async def shown(self, item: str) -> tuple[list[str], list[str]]:
        """The labels and the bot's comments."""
        seen = await self.story.seen(item)
        return seen["labels"], seen["comments"]

    async def follow(self, item: str, steps: list[Step]) -> None:
        """Act by act, with some time between them, what becomes of the labels."""
        for login, verb, what, labels in steps:
            await self.story.tick(10)
            await self.story.act(login, verb, item=item, **what)
            await self.becomes(item, labels, [])


@pytest.fixture
async def served(story: Any, request: pytest.FixtureRequest) -> AsyncIterator[Serving]:
    """The program, with a rule file that extends what the test is given."""
    await story.begin(
        request.param if "\n" in request.param else f"project: {{purpose: p}}\nextends: {request.param}\n"
    )
    await story.stop()
    async with serving(story) as address:
        await story.github.post("config", {"webhook_url": address})
        yield Serving(story)
        await story.github.post("config", {"webhook_url": None})


@pytest.mark.parametrize("served", ["welcome"], indirect=True)
async def test_welcome_greets_somebody_new_once(served: Serving) -> None:
    first = await served.item("newcomer", "open_issue")
    await served.becomes(first, ["first-contribution"], [WELCOME])
    second = await served.item("newcomer", "open_pull_request", files=["src/a.py"])
    await served.becomes(second, [], [])


@pytest.mark.parametrize("served", ["triage"], indirect=True)
async def test_triage_marks_an_issue_until_somebody_takes_it_on_or_it_is_closed(served: Serving) -> None:
    for login, verb, what in (("ada", "assign", {"assignees": ["ben"]}), ("ada", "close", {})):
        item = await served.item("newcomer", "open_issue")
        await served.becomes(item, ["needs-triage"], [])
        await served.follow(item, [(login, verb, what, [])])
    taken = await served.item("ada", "open_issue", assignees=["ben"])
    await served.becomes(taken, [], [])


@pytest.mark.parametrize("served", ["documentation"], indirect=True)
async def test_documentation_marks_changed_pages_and_thanks_for_words_alone(served: Serving) -> None:
    pages = await served.item("newcomer", "open_pull_request", files=["docs/a.md"])
    thanks = "Thank you, newcomer: good documentation helps everybody who comes after you."
    await served.becomes(pages, ["documentation"], [thanks])
    mixed = await served.item("stranger", "open_pull_request", files=["docs/a.md", "src/a.py"])
    await served.becomes(mixed, ["documentation"], [])
    code = await served.item("ben", "open_pull_request", files=["src/a.py"])
    await served.becomes(code, [], [])


@pytest.mark.parametrize("served", ["editorial"], indirect=True)
async def test_editorial_follows_a_text_from_draft_to_print(served: Serving) -> None:
    text = await served.item("ben", "open_pull_request", files=["a.md"], branches={"draft": True})
    await served.becomes(text, ["drafting"], [])
    await served.follow(
        text,
        [
            ("ben", "ready", {}, ["in review"]),
            ("ben", "draft", {}, ["drafting"]),
            ("ben", "ready", {}, ["in review"]),
            ("ada", "merge", {}, []),
        ],
    )


@pytest.mark.parametrize("served", ["reviews"], indirect=True)
async def test_reviews_shows_whose_turn_it_is(served: Serving) -> None:
    change = await served.item("ben", "open_pull_request", files=["src/a.py"])
    await served.becomes(change, ["ready for review"], [])
    await served.follow(
        change,
        [
            ("ada", "review", {"state": "REQUEST_CHANGES", "body": "Not yet"}, ["changes wanted"]),
            ("ben", "push", {"files": ["src/b.py"]}, ["ready for review"]),
            ("ben", "draft", {}, []),
        ],
    )


CHANGED = """project: {purpose: p}
extends: [welcome, triage]
labels: {needs-triage: {color: "ff0000"}}
rules:
  - {id: welcome, do: [{label: first-contribution}, {comment: "Good to see you, {author}."}]}
  - {id: triage-closed, off: true}
"""


@pytest.mark.parametrize("served", [CHANGED], indirect=True)
async def test_what_extends_a_preset_has_the_last_word(served: Serving) -> None:
    item = await served.item("newcomer", "open_issue")
    labels = ["first-contribution", "needs-triage"]
    await served.becomes(item, labels, ["Good to see you, newcomer."])
    await served.story.act("ada", "close", item=item)
    await served.becomes(item, labels, ["Good to see you, newcomer."])
    state = await served.story.github.get("state")
    colours = state["repositories"][REPO]["labels"]
    assert (colours["needs-triage"], colours["first-contribution"]) == ("ff0000", "7057ff")
