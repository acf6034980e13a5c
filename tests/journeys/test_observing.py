"""The summary of observing: what would have been done, what people did meanwhile, how a rule is switched on."""

import json
from functools import partial
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.modes import Modes
from bot.proposing.splices import CannotChange
from bot.rulechange.switch import Switcher
from tests.journeys.conftest import REPO
from tests.journeys.deciding import DAY

RULES = """mode: observe
rules:
  - {name: Bugs, on: issues.opened, when: {title: breaks}, do: [{label: bug}]}
  - name: Ours
    when: {label: urgent}
    do: [{assign: ben}, {comment: "{author}, ask @cem"}]
  - {name: Never, on: issues.opened, when: {title: never}, do: [{close: not_planned}]}
"""


@pytest.fixture
def observe(command: Any) -> Any:
    return partial(command, "observe")


async def observed(story: Any) -> None:
    """Three items: on the first people do the same, on the second otherwise, on the third nothing."""
    await story.begin(RULES)
    for label in ("bug", "docs", None):
        item = await story.opens()
        await story.works()
        if label:
            await story.act("ada", "label", item=item, labels=[label])
    await story.act("ada", "label", item=f"{REPO}#3", labels=["urgent"])
    await story.act("ada", "comment", item=f"{REPO}#3", body="/assign")
    await story.works()


async def test_what_would_have_been_done_is_told_for_each_rule(story: Any, observe: Any) -> None:
    await observed(story)
    await story.stop()
    told = json.loads((await observe(REPO.upper(), "--json")).stdout)
    assert (told["repository"], told["since"]) == (REPO, "2026-03-02T09:00:01+00:00")
    bugs, ours, never = told["rules"]
    counts = {"items": 3, "same": 1, "otherwise": 2, "open": 0, "examples": [3, 2, 1]}
    wish = {"do": "label", "target": "bug", "says": "+bug", **counts}
    assert (bugs["rule"], bugs["line"], bugs["items"], bugs["would"]) == ("Bugs", 4, 3, [wish])
    assert [(one["do"], one["target"], one["items"]) for one in ours["would"]] == [
        ("assign", "ben", 1),
        ("comment", "", 1),
    ]
    assert (ours["called"], told["called"], never["would"]) == (
        {"ben": 1, "cem": 1},
        {"ben": 1, "cem": 1},
        [],
    )
    assert [one["rule"] for one in told["besides"]] == ["/", "/assign", "/line"]


async def test_the_switch_of_each_rule_is_told_as_lines_of_the_file(story: Any, observe: Any) -> None:
    await observed(story)
    await story.stop()
    shown = (await observe(REPO)).stdout
    assert "\nBugs (line 4)\n  +bug: 3 items; people did the same on 1, did otherwise on 2; #3 #2 #1\n" in shown
    assert (
        "  to switch it on, change in .github/pathways.yml:\n"
        "    -mode: observe\n"
        "    +mode: act\n"
        "    -  - {name: Never, on: issues.opened, when: {title: never}, do: [{close: not_planned}]}\n"
        "    +    mode: observe\n"
        "    +  - {name: Never, on: issues.opened, when: {title: never}, do: [{close: not_planned}], mode: observe}\n"
    ) in shown
    assert "Would have been called: ben 1, cem 1\n" in shown


async def test_after_two_weeks_the_log_says_so_once(story: Any) -> None:
    await observed(story)
    with capture_logs() as logs:
        for _ in range(5):
            await story.tick(5 * DAY)
            await story.opens()
            await story.works()
    assert [one["help"] for one in logs if one["event"] == "two weeks were observed"] == [
        f"see what would have been done: fingerpost observe {REPO}, or the page /observe/{REPO}"
    ]


async def test_what_is_observed_anew_after_a_long_time_begins_anew(story: Any, observe: Any) -> None:
    await observed(story)
    await story.tick(60 * DAY)
    with capture_logs() as logs:
        await story.opens()
        await story.works()
    assert "two weeks were observed" not in [one["event"] for one in logs]
    await story.stop()
    assert json.loads((await observe(REPO, "--json")).stdout)["since"].startswith("2026-05-01")


async def test_where_nothing_is_observed_that_is_said(
    story: Any, observe: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await story.begin(RULES.replace("mode: observe\n", ""))
    await story.opens()
    await story.works()
    await story.stop()
    assert (await observe(REPO)).stdout.startswith(f"Nothing is observed in {REPO}: its rules act.")
    monkeypatch.setenv("FINGERPOST_MODE", "act, orchard=observe")
    shown = (await observe(REPO)).stdout
    assert "\nFINGERPOST_MODE has the bot only observe there, whatever the file says.\n" in shown
    assert ("\nBugs (line 3)\n  would have done nothing\n" in shown, "switch" in shown) == (True, False)


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [("nobody/nothing", 1, "no rules of nobody/nothing are known"), ("a b", 2, "'a b' is no repository")],
)
async def test_what_is_not_known_says_so(story: Any, observe: Any, name: str, code: int, says: str) -> None:
    await story.begin()
    result = await observe(name)
    assert (result.exit_code, says in result.stderr) == (code, True)


async def test_a_rule_is_switched_on_by_a_pull_request_that_the_page_opens(story: Any) -> None:
    granted = {"metadata": "read", "contents": "write", "issues": "write", "pull_requests": "write", "checks": "write"}
    await story.begin(RULES, installations=[{"account": "orchard", "permissions": granted}])
    await story.opens()
    await story.works()
    number = await Switcher(story.bot.hub).switch_on(REPO, "Bugs")
    pull = await story.item(f"{REPO}#{number}")
    assert (pull["title"], "The rule `Bugs`" in pull["body"], "`Bugs` only observed" in pull["body"]) == (
        "Have the rule Bugs act",
        False,
        True,
    )
    assert await Switcher(story.bot.hub).switch_on(REPO, "Bugs") == number
    await story.works()
    await story.act("ada", "merge", item=f"{REPO}#{number}")
    await story.works()
    item = await story.opens()
    await story.act("ada", "label", item=item, labels=["urgent"])
    await story.works()
    seen = await story.seen(item)
    assert (seen["labels"], seen["assignees"]) == (["bug", "urgent"], [])


async def test_where_the_app_may_not_open_one_that_is_said(story: Any) -> None:
    granted = {"metadata": "read", "contents": "read", "issues": "write"}
    await story.begin(RULES, installations=[{"account": "orchard", "permissions": granted}])
    await story.opens()
    await story.works()
    with pytest.raises(CannotChange, match="it lacks the permissions Contents: write and Pull requests: write"):
        await Switcher(story.bot.hub).switch_on(REPO, "Bugs")


@pytest.mark.parametrize(
    ("modes", "rules", "why"),
    [
        (Modes("observe"), RULES, "FINGERPOST_MODE has the bot write nothing here"),
        (Modes(), None, "there is no .github/pathways.yml on the default branch"),
        (Modes(), RULES, "there is no rule “Other” that can be switched alone"),
    ],
)
async def test_what_cannot_be_switched_is_refused(story: Any, modes: Modes, rules: str | None, why: str) -> None:
    story.settings = story.settings.model_copy(update={"mode": modes})
    await story.begin(rules)
    with pytest.raises(CannotChange, match=why):
        await Switcher(story.bot.hub).switch_on(REPO, "Other")
