"""One item's page: every look at it, and its reasons."""

from functools import partial
from typing import Any

import pytest

from bot.plan import Occasion, make_plan
from bot.store import records
from bot.store.records import Kept
from bot.writing.outcomes import ActionOutcome
from rules.facts import Facts, Person
from rules.language import load
from webhooks.pages import reasons
from webhooks.pages.item import reading

PAGE = "/items/forest/paths/1"
RULES = """
project: {purpose: Signs that show the way.}
rules:
  - name: Welcome
    on: issues.opened
    when: {author: {new: true}, not: {title: [spam, scam]}}
    do:
      - label: [welcome, first]
      - comment: "Hello, {author|mention}. The title is {title}!"
  - name: Urgent
    on: issues.opened
    when: {title: crash}
    do: [{label: urgent}]
  - name: Files
    on: issues.opened
    when: {milestone: v2}
    do: [{label: planned}]
"""


def planned() -> Any:
    facts = Facts(
        kind="issue",
        number=1,
        title="A *sign* fell",
        author=Person(login="ada", new=True),
        labels=(),
        undone=frozenset({("label", "first")}),
        sections={},
    )
    return make_plan(load(RULES), facts, [Occasion("d1", "issues.opened")])


def look(**more: Any) -> dict[str, Any]:
    return {"events": ["issues.opened"], "rules": [], "actions": [], "held_back": [], "conflicts": []} | more


async def test_a_real_plan_is_told_with_its_reasons(site: Any, texts: Any) -> None:
    item, plan = await site.item(1), planned()
    outcomes = [ActionOutcome(action, target).document() for action in plan.actions for target in action.targets]
    await site.decided(item.lane, **plan.document(), events=["issues.opened"], outcomes=outcomes)
    page = await site.read(PAGE)
    assert texts(page.every(cls="deed")) == ["+welcome", "“Hello, @ada. The title is A *sign* fell!”"]
    assert page.one(cls="left").text == "Held back: label, because a person took first off rule “Welcome”"
    assert page.one("blockquote").text == "Hello, @ada. The title is A *sign* fell!"
    assert texts(page.one(cls="rules").every(cls="name")) == [
        "✓ holds: Welcome line 4",
        "✗ does not hold: Urgent line 10",
        "? cannot be told: Files line 14",
    ]
    spam = plan.verdicts[0].because[1].parts[0].parts[0].says
    assert texts(page.one(cls="rules").every("ul", "reasons")[0].every("li")) == [
        "✓ holds: the author is new here seen: ada",
        f"✓ holds: none of ✗ does not hold: {spam} seen: A *sign* fell",
        f"✗ does not hold: {spam} seen: A *sign* fell",
    ]


async def test_it_is_told_why_these_people_were_asked(site: Any, texts: Any) -> None:
    item = await site.item(1)
    why = "asked because: speaks de and 0 open items; passed over: ada (is <b>away</b>)"
    action = {"do": "assign", "rule": "Ask", "assignees": ["bob"], "why": why}
    await site.decided(item.lane, **look(actions=[action]))
    site.come_home()
    page = await site.read(PAGE)
    assert texts(page.every(cls="deed")) == ["not sent: assign bob"]
    assert page.one(cls="left").text == f"Asked because: {why.removeprefix('asked because: ')} rule “Ask”"


async def test_looks_stand_newest_first_with_what_led_to_them(site: Any, texts: Any) -> None:
    item = await site.item(1)
    await site.decided(item.lane, **look(events=["issues.opened"]))
    site.clock.forward(hours=2)
    await site.decided(item.lane, **look(events=["issues.labeled", "issues.labeled", None]))
    page = await site.read(PAGE)
    assert texts(page.every("h3")) == ["just now issues.labeled another look", "2 h ago issues.opened"]


async def test_looks_that_came_to_the_same_are_one_line_that_counts_them(site: Any, texts: Any) -> None:
    item, held = await site.item(1), {"do": "label", "rule": "Tag", "why": "a person took bug off"}
    for _ in range(3):
        await site.decided(item.lane, **look(events=["schedule.daily"], held_back=[held]))
        site.clock.forward(hours=24)
    for path in (PAGE, "/activity"):
        page = await site.read(path)
        told = [f"Held back: label, because {held['why']} rule “Tag”", "The same 3 times, first 3 days ago."]
        assert texts([*page.every(cls="left"), *page.every(cls="none")]) == told
    assert texts((await site.read(PAGE)).every("h3")) == ["yesterday schedule.daily"]


async def test_what_is_recorded_of_it_stands_with_its_rule(site: Any, texts: Any) -> None:
    item = await site.item(1)
    kept = [Kept("talk", "Keep talks", 0)]
    await site.store.write(partial(records.keep, lane=item.lane, kept=kept))
    [told] = texts((await site.read(PAGE)).every(cls="recorded"))
    assert told == "Recorded talk 1 Jan 1970 by Keep talks"


async def test_what_is_only_observed_or_was_done_before_is_told_so(site: Any, texts: Any) -> None:
    item = await site.item(1)
    action = {"do": "request_review", "rule": "Ask", "reviewers": ["bob"], "teams": ["forest/keepers"]}
    await site.decided(item.lane, **look(actions=[action | {"reviewers": ["eve"]}], outcomes=[], observed=["Ask"]))
    await site.decided(item.lane, **look(actions=[action], outcomes=[]))
    assert texts((await site.read(PAGE)).every(cls="deed")) == [
        "not sent: ask bob for a review",
        "not sent: ask forest/keepers for a review",
        "only observed: ask eve for a review",
        "only observed: ask forest/keepers for a review",
    ]


async def test_of_a_rule_that_waits_it_is_told_how_long_and_what_it_would_do(site: Any, texts: Any) -> None:
    then = [{"do": "unassign", "assignees": ["ada"]}, {"do": "request_review"}]
    action = {"do": "after", "rule": "Free", "in": "7 days", "at": "2026-01-12T09:00:00+00:00", "then": then}
    outcome = {"do": "after", "rule": "Free", "target": "free/1", "state": "done"}
    item = await site.item(1)
    await site.decided(item.lane, **look(actions=[action], outcomes=[outcome], events=["schedule.daily, 2 days late"]))
    page = await site.read(PAGE)
    assert texts(page.every(cls="deed")) == ["waits 7 days, then: unassign, request review"]
    assert texts(page.every("h3")) == ["just now schedule.daily, 2 days late"]


async def test_the_item_is_shown_as_last_seen(site: Any, texts: Any) -> None:
    await site.item(1, kind="pull_request", state="closed", stage="Review", author="bob")
    page = await site.read(PAGE)
    assert page.one("h1").text == "#1 Sign 1 fell over"
    assert texts(page.every("dd")) == ["pull request", "closed", "Review", "bob", "just now", "just now"]
    assert page.one("a", "out").attributes["href"] == "https://github.com/forest/paths/issues/1"
    assert page.one(cls="decisions").one(cls="none").text.startswith("No reasons are kept: no rule has applied")


async def test_only_the_newest_looks_and_the_first_rules_are_shown(
    site: Any, monkeypatch: pytest.MonkeyPatch, texts: Any
) -> None:
    monkeypatch.setattr(reading, "MOST_LOOKS", 2)
    monkeypatch.setattr(reasons, "MOST_RULES", 1)
    item = await site.item(1)
    for version in range(3):
        await site.decided(item.lane, **look(rules=planned().document()["rules"], rules_version=str(version)))
    page = await site.read(PAGE)
    assert texts(page.every(cls="note")) == [
        "Showing the latest 2 of 3 decisions.",
        *["2 more rules not shown here."] * 2,
    ]
    assert texts(page.every("summary")) == ["Why: 1 of 3 rules applies"] * 2


async def test_an_address_is_found_whatever_its_case(site: Any) -> None:
    await site.item(1, repo="Forest/Paths")
    assert (await site.read("/items/fOREST/paths/1")).one("h1").text == "#1 Sign 1 fell over"


@pytest.mark.parametrize(
    "path",
    [
        "/items/forest/paths/2",
        "/items/forest/secret/1",
        "/items/forest/secret/1?part=live",
        "/items/no/body/1",
        "/items/forest/paths/0",
        "/items/forest/paths/01",
        "/items/forest/paths/one",
        f"/items/forest/paths/{'9' * 5000}",
        "/items/forest/paths%00/1",
        "/items/forest/p%27%20or%201=1--/1",
        "/items/%3Cscript%3E/paths/1",
    ],
)
async def test_what_is_private_and_what_is_not_there_get_the_very_same_answer(site: Any, path: str) -> None:
    await site.item(1)
    await site.item(1, repo_id=2, repo="forest/secret", private=True)
    known, asked = await site.get("/items/forest/paths/3"), await site.get(path)
    assert (asked.status_code, asked.headers, asked.text) == (404, known.headers, known.text)


async def test_an_address_that_is_no_web_address_is_not_linked(site: Any) -> None:
    await site.item(1, url="javascript:alert(1)")
    page = await site.read(PAGE)
    assert [link for link in page.every("a") if "javascript" in (link.attributes["href"] or "")] == []
