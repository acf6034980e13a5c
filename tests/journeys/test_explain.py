"""`fingerpost explain OWNER/REPO#7`: what was decided about an item on GitHub, or would be now."""

import json
from functools import partial
from typing import Any

import pytest

from tests.journeys.conftest import REPO

RULES = """
rules:
  - {name: Bugs, on: issues.opened, when: {title: breaks}, do: [{label: bug}]}
  - {name: Ours, when: {label: bug}, do: [{assign: ben}]}
  - {name: Watched, when: {title: breaks}, mode: observe, do: [{label: urgent}]}
"""
NONE = "no issue, pull request or discussion 99 that the App may see"


@pytest.fixture
def explain(command: Any) -> Any:
    return partial(command, "explain")


def met(document: dict[str, Any]) -> dict[str, bool | None]:
    return {rule["name"]: rule["matched"] for rule in document["rules"]}


async def test_what_was_decided_last_is_told_from_what_is_kept(story: Any, explain: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await story.stop()
    await story.cost()
    result = await explain(item, "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, met(told), sum((await story.cost()).values())) == (
        0,
        {"Bugs": True, "Ours": True, "Watched": True},
        0,
    )
    assert told["item"] == {"kind": "issue", "repo": REPO, "number": 1, "title": "It breaks"}
    assert [(one["do"], one["rule"]) for one in told["actions"]] == [
        ("label", "Bugs"),
        ("assign", "Ours"),
        ("label", "Watched"),
    ]
    assert (told["events"], told["observed"], told["rules_changed"]) == (["issues.opened"], ["Watched"], False)
    shown = (await explain(item)).stdout
    assert shown.startswith("issues.opened, decided 2026-03-02T09:00:0")
    assert "  + label urgent · by “Watched”, which only observes\n" in shown


async def test_a_look_now_goes_by_the_rules_in_force_and_writes_nothing(story: Any, explain: Any) -> None:
    await story.begin("rules: []")
    item = await story.opens(labels=["bug"])
    await story.works()
    await story.writes_rules(RULES)
    await story.works()
    await story.stop()
    before = await story.did()
    result = await explain(f"https://github.com/{item.replace('#', '/issues/')}", "--json")
    told = json.loads(result.stdout)
    assert (met(told), [(one["do"], one["rule"]) for one in told["actions"]], told["events"]) == (
        {"Bugs": False, "Ours": True, "Watched": True},
        [("assign", "Ours"), ("label", "Watched")],
        ["a look without an event"],
    )
    assert [one["says"] for one in told["rules"][0]["because"]] == ["the event is issues.opened"]
    assert await story.did() == before


async def test_where_other_rules_are_in_force_by_now_that_is_said(story: Any, explain: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await story.writes_rules("rules: []")
    await story.opens(title="Another")
    await story.works()
    await story.stop()
    assert "; other rules are in force by now, --look goes by them" in " ".join((await explain(item)).stdout.split())
    assert json.loads((await explain(item, "--look", "--json")).stdout)["rules"] == []


@pytest.mark.parametrize(("kind", "number"), [("opens", 1), ("proposes", 1), ("discusses", 1)])
async def test_every_kind_of_item_is_found_that_the_bot_has_never_seen(
    story: Any, explain: Any, kind: str, number: int
) -> None:
    await story.begin("rules: [{name: Any, when: {title: x}, do: [{comment: Hello}]}]")
    item = await getattr(story, kind)()
    await story.stop()
    told = json.loads((await explain(item, "--json")).stdout)
    assert (told["item"]["number"], met(told)) == (number, {"Any": False})


@pytest.mark.parametrize(
    ("address", "code", "says"),
    [
        (f"{REPO}#99", 1, f"{REPO} has {NONE}"),
        ("nobody/nothing#1", 1, "the App is not installed on nobody/nothing, or there is no such repository"),
        (f"{REPO}/7", 2, "'orchard/tools/7' is no item; write OWNER/REPO#NUMBER, such as acme/handbook#7, or"),
        (f"{REPO}#0", 2, "'orchard/tools#0' is no item; "),
        ("https://github.com/orchard/tools/wiki/7", 2, "is no item; "),
    ],
)
async def test_what_cannot_be_explained_says_why(story: Any, explain: Any, address: str, code: int, says: str) -> None:
    await story.begin(RULES)
    await story.stop()
    result = await explain(address)
    assert (result.exit_code, says in result.stderr, result.stdout) == (code, True, "")


async def test_a_repository_without_rules_says_so(story: Any, explain: Any) -> None:
    await story.begin()
    item = await story.opens()
    await story.stop()
    result = await explain(item)
    assert (result.exit_code, "has no rules in force" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("a/b#1", "--rules", "x"), "an item has its own rules and facts"),
        ((), "name an item, OWNER/REPO#7, or describe a case"),
        (("--look", "--rules", "x", "--event", "issues.opened"), "--look is about an item"),
    ],
)
async def test_an_item_and_a_case_are_not_mixed(explain: Any, arguments: tuple[str, ...], says: str) -> None:
    result = await explain(*arguments)
    assert (result.exit_code, says in result.stderr) == (2, True)
