"""Rules of the playground that are proposed to the repository: by whom, and what is said where they are not."""

from typing import Any

import pytest

from bot.errors import Retryable
from bot.modes import Modes
from bot.proposing.splices import CannotChange
from bot.rulechange.typed import NewRules, digest_of

PAGE = "/playground/forest/paths"
CRASH = """project: {purpose: Signs., language: de}
rules:
  - {name: Crash, on: issues.opened, when: {title: crash}, do: [{label: bug}]}
"""
FALL = CRASH.replace("title: crash", "title: fell")
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
async def ours(site: Any) -> Any:
    """A repository with rules, and somebody who may write to it."""
    await site.item(1)
    await site.rules(CRASH)
    site.sign_in("ada", forest__paths="write")
    return site


async def proposed(site: Any, rules: str = FALL, page: str = PAGE, **fields: str) -> Any:
    """The page that answers the button, with what the form of the page before carries."""
    inputs = (await site.read(page)).every("input")
    begun = next(one.attributes["value"] or "" for one in inputs if one.attributes["name"] == "begun")
    answer = await site.send(page, **{"do": "propose", "rules": rules, "begun": begun} | fields)
    assert answer.status_code == 200
    return site.parse(answer.text)


def buttons(page: Any) -> list[str]:
    return [one.attributes["value"] for one in page.one(cls="acts").every("button")]


async def test_they_are_proposed_in_the_name_of_who_typed_them(ours: Any) -> None:
    page = await proposed(ours)
    assert ours.proposals.asked == [("forest/paths", NewRules(FALL, digest_of(CRASH), by="ada", language="de"))]
    told = page.one(cls="done-now")
    assert told.text.startswith("Pull request #31 proposes these rules.")
    assert told.one("a").attributes["href"] == "https://github.com/forest/paths/pull/31"
    assert page.one(cls="editor").one("textarea").text == " ".join(FALL.split())


async def test_whoever_sits_at_the_machine_has_no_name(site: Any) -> None:
    await site.item(1)
    site.come_home()
    await proposed(site)
    assert site.proposals.asked == [("forest/paths", NewRules(FALL, digest_of(""), by="", language="de"))]


async def test_rules_with_mistakes_are_refused_and_the_mistakes_stand_there(ours: Any) -> None:
    page = await proposed(ours, FALL.replace("title:", "titel:"))
    assert "No pull request was opened, and nothing was changed: the rules cannot be used" in page.text
    assert (page.one(cls="findings").every("li", "error") != [], ours.proposals.asked) == (True, [])


@pytest.mark.parametrize("error", [CannotChange(f"it says {HOSTILE}"), Retryable(f"GitHub says\n{HOSTILE}")])
async def test_why_none_was_opened_is_said_in_place(ours: Any, error: Exception) -> None:
    ours.proposals.fails = error
    page = await proposed(ours)
    assert page.one(cls="undone").text.startswith("No pull request was opened, and nothing was changed: ")
    assert HOSTILE in page.one(cls="undone").text
    assert page.one(cls="editor").one("textarea").text == " ".join(FALL.split())


async def test_where_the_settings_have_the_bot_observe_there_is_no_button(ours: Any) -> None:
    assert buttons(await ours.read(PAGE)) == ["plan", "past", "propose"]
    settings = ours.desk.settings.model_copy(update={"mode": Modes("act", {"forest": "observe"})})
    object.__setattr__(ours.desk, "settings", settings)
    page = await ours.read(PAGE)
    assert (buttons(page), "FINGERPOST_MODE has the bot write nothing here" in page.text) == (["plan", "past"], True)


async def test_nobody_else_proposes_anything_and_nobody_is_made_to(ours: Any) -> None:
    fields = {"do": "propose", "rules": FALL, "begun": digest_of(CRASH)}
    token = await ours.token(PAGE)
    answers = [await ours.client.post(PAGE, data=fields)]
    elsewhere = {"origin": "https://evil.example"}
    answers.append(await ours.client.post(PAGE, data={**fields, "token": token}, headers=elsewhere))
    ours.sign_in("eve", forest__paths="triage")
    answers.append(await ours.client.post(PAGE, data={**fields, "token": token}))
    ours.client.cookies.clear()
    answers.append(await ours.client.post(PAGE, data={**fields, "token": token}))
    assert ([answer.status_code for answer in answers], ours.proposals.asked) == ([403, 403, 404, 403], [])


async def test_the_playground_of_no_repository_proposes_nothing(ours: Any) -> None:
    assert buttons(await ours.read("/playground")) == ["plan"]
    page = await proposed(ours, page="/playground")
    assert (page.every(cls="done-now"), ours.proposals.asked) == ([], [])


async def test_what_is_too_large_is_refused(ours: Any) -> None:
    page = await proposed(ours, FALL + "#" * 1024 * 1024)
    large = await ours.send(PAGE, do="propose", rules=FALL + "#" * 6 * 1024 * 1024)
    assert (page.every(cls="done-now"), large.status_code, ours.proposals.asked) == ([], 413, [])
