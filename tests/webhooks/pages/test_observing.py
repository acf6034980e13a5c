"""The page of what was only observed: each rule, what it would have done, the switch."""

from functools import partial
from typing import Any

import pytest

from bot.errors import Retryable
from bot.modes import Modes
from bot.proposing.splices import CannotChange
from bot.store import marks

PAGE = "/observe/forest/paths"
HOSTILE = "<script>alert(1)</script>"
TEXT = f"""project: {{purpose: p}}
mode: observe
rules:
  - name: Bugs
    do: [{{label: bug}}]
  - {{name: "{HOSTILE}", do: [{{label: seen}}]}}
"""


@pytest.fixture
async def ours(site: Any) -> Any:
    """A repository that observes, and somebody who may write to it."""
    await site.item(1, labels=("bug",), title=f"<b>{HOSTILE}</b>")
    await site.item(2)
    await site.rules(TEXT)
    for number in (1, 2, 2):
        actions = [
            {"do": "label", "rule": "Bugs", "labels": ["bug"]},
            {"do": "comment", "rule": "/why", "body": f"@ada {HOSTILE}"},
        ]
        await site.decided(f"1#{number}", actions=actions, observed=["Bugs", "/why"])
    await site.store.write(partial(marks.put, name="observing:1", value=site.clock.ms))
    site.clock.forward(days=15)
    site.sign_in("ada", forest__paths="write")
    return site


async def test_each_rule_tells_what_it_would_have_done_and_how_it_is_switched_on(ours: Any, texts: Any) -> None:
    page = await ours.read(PAGE)
    bugs, hostile, why = page.every("article", "tile")
    assert texts(bugs.every("li"))[0] == "+bug on 2 items: people did the same on 1, nobody has yet on 1 #2 #1"
    assert texts(bugs.one("ol", "source").every("li")) == [
        "-mode: observe",
        "+mode: act",
        f'- - {{name: "{HOSTILE}", do: [{{label: seen}}]}}',
        f'+ - {{name: "{HOSTILE}", do: [{{label: seen}}], mode: observe}}',
    ]
    assert (hostile.one("h3").text, "Would have done nothing." in hostile.text) == (f"{HOSTILE} line 6", True)
    assert (why.one("h3").text, "Would have called ada on 2 items" in why.text) == ("/why", True)
    assert "The bot writes nothing here; it began 15 days ago." in page.text
    assert texts(page.one("table").every("td")) == ["2"]


async def test_a_pull_request_is_opened_for_a_rule_and_shown(ours: Any) -> None:
    answer = await ours.send(f"{PAGE}/switch", token=await ours.token(PAGE), rule=HOSTILE)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?opened=12")
    assert ours.switches.asked == [("forest/paths", HOSTILE)]
    (link,) = (await ours.read(f"{PAGE}?opened=12")).every("a", "out")
    assert link.attributes["href"] == "https://github.com/forest/paths/pull/12"
    told = (await ours.read(f"{PAGE}?opened=javascript:alert(1)")).one(cls="done-now")
    assert (told.every("a"), told.text) == ([], "The pull request was opened; GitHub shows it in a moment.")


@pytest.mark.parametrize("error", [CannotChange("its `rules` stand in brackets"), Retryable("GitHub is down")])
async def test_why_none_was_opened_is_said(ours: Any, error: Exception) -> None:
    ours.switches.fails = error
    answer = await ours.send(f"{PAGE}/switch", token=await ours.token(PAGE), rule="Bugs")
    assert (answer.status_code, f"Nothing was changed: {error}." in answer.text) == (409, True)


async def test_nobody_is_made_to_open_one(ours: Any) -> None:
    refused = await ours.client.post(f"{PAGE}/switch", data={"rule": "Bugs"})
    token = await ours.token(PAGE)
    ours.sign_in("eve", forest__paths="read")
    unknown = await ours.client.post(f"{PAGE}/switch", data={"rule": "Bugs", "token": token})
    assert (refused.status_code, unknown.status_code, ours.switches.asked) == (403, 404, [])


async def test_where_the_settings_have_it_observe_no_switch_is_shown(ours: Any) -> None:
    settings = ours.desk.settings.model_copy(update={"mode": Modes("act", {"forest": "observe"})})
    object.__setattr__(ours.desk, "settings", settings)
    await ours.rules(TEXT.replace("mode: observe\n", ""))
    page = await ours.read(PAGE)
    assert ("because FINGERPOST_MODE says so" in page.text, page.every("form", "switch")) == (True, [])
    assert page.every("ol", "source") == []


async def test_where_rules_act_or_there_are_none_that_is_said(site: Any) -> None:
    await site.item(1)
    site.come_home()
    assert (await site.read(PAGE)).one("section", "empty").one("h2").text == "There are no rules in force here"
    await site.rules(TEXT.replace("mode: observe\n", ""))
    site.clock.forward(minutes=1)
    assert (await site.read(PAGE)).one("section", "empty").one("h2").text == "Nothing is only observed"
    await site.rules("rules: 7")
    site.clock.forward(minutes=1)
    assert (await site.read(PAGE)).one("section", "empty").one("h2").text == "There are no rules in force here"
