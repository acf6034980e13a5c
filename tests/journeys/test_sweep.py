"""What was there before is looked at when a person sweeps, when time alone matters, and not while it is paused."""

import json
from functools import partial
from typing import Any

import pytest

from bot.planning.pause import LABEL, WHY

BUGS = """
rules:
  - {name: bugs, when: {title: crash}, do: [{label: bug}]}
  - {name: hello, on: issues.opened, do: [{comment: "Hello."}]}
"""
STALE = """
rules:
  - {name: stale, when: {idle: 30 days, state: open}, do: [{label: docs}], while: true}
  - {name: old, when: {age: 60 days}, do: [{label: urgent}]}
"""
DAY = 86_400


@pytest.fixture
def sweep(command: Any) -> Any:
    return partial(command, "sweep")


async def test_a_preview_shows_what_a_sweep_would_do_and_writes_nothing(story: Any, sweep: Any) -> None:
    await story.begin(BUGS)
    item = await story.opens(title="A crash")
    await story.opens(title="A wish")
    await story.stop()
    result = await sweep("orchard/tools", "--preview", "--json")
    assert json.loads(result.stdout) == {
        "items": 2,
        "to_change": 1,
        "rules": {"bugs": {"label": 1}},
        "changes": [{"item": item, "actions": [{"do": "label", "rule": "bugs", "labels": ["bug"]}]}],
        "problems": [],
    }
    assert (await story.did(), result.exit_code) == ([], 0)


async def test_a_sweep_asks_and_then_acts_by_the_standing_rules_only(story: Any, sweep: Any) -> None:
    await story.begin(BUGS)
    item = await story.opens(title="A crash")
    await story.stop()
    refused = await sweep(answer="n\n")
    assert (refused.exit_code, (await story.seen(item))["labels"]) == (1, [])
    done = await sweep(answer="y\n")
    seen = await story.seen(item)
    assert (done.exit_code, seen["labels"], seen["comments"]) == (0, ["bug"], [])
    assert "bugs: label 1\n1 of 1 open items would be changed." in done.stdout
    again = await sweep("--preview")
    assert again.stdout == "0 of 1 open items would be changed.\n"


async def test_a_sweep_goes_on_where_the_last_one_stopped(story: Any, sweep: Any) -> None:
    await story.begin(BUGS)
    items = [await story.opens(title="A crash") for _ in range(5)]
    await story.stop()
    counts = []
    for _ in range(4):
        result = await sweep("--yes", "--json", "--most", "2")
        labelled = [("bug" in (await story.seen(item))["labels"]) for item in items]
        counts.append((json.loads(result.stdout)["items"], sum(labelled)))
    assert counts == [(2, 2), (2, 4), (1, 5), (2, 5)]


async def test_a_repository_without_the_app_is_named(story: Any, sweep: Any) -> None:
    await story.begin(BUGS)
    await story.stop()
    result = await sweep("orchard/nothing", "--preview")
    assert (result.exit_code, result.stderr) == (1, "fingerpost: the App is not installed on orchard/nothing\n")


async def test_what_is_idle_long_enough_is_looked_at_without_an_event(story: Any) -> None:
    await story.begin(STALE)
    item = await story.opens()
    await story.works()
    await story.tick(29 * DAY)
    await story.works()
    assert (await story.seen(item))["labels"] == []
    await story.tick(DAY + 2)
    await story.works()
    assert (await story.seen(item))["labels"] == ["docs"]
    await story.act("ben", "comment", item=item, body="Still so.")
    await story.works()
    assert (await story.seen(item))["labels"] == []
    await story.tick(30 * DAY + 2)
    await story.works()
    assert (await story.seen(item))["labels"] == ["docs", "urgent"]


async def test_looks_that_time_brings_cost_nothing_where_no_rule_may_change(story: Any) -> None:
    await story.begin("rules: [{name: stale, when: {idle: 30 days, label: triage}, do: [{label: docs}]}]")
    await story.opens()
    await story.works()
    await story.cost()
    await story.tick(90 * DAY)
    await story.works()
    assert await story.cost() == {}


async def test_a_paused_item_is_let_be_until_the_label_is_taken_off(story: Any) -> None:
    await story.begin(BUGS, repositories=[{"name": "orchard/tools", "labels": ["bug", LABEL]}])
    item = await story.opens(title="A crash", labels=[LABEL])
    await story.works()
    assert (await story.seen(item))["labels"] == [LABEL]
    assert set(await story.held_back(item)) == {WHY}
    await story.act("ada", "unlabel", item=item, labels=[LABEL])
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug"]


async def test_a_preview_shows_what_a_schedule_would_do_at_its_next_time(story: Any, sweep: Any) -> None:
    rules = """
rules:
  - {name: stale, on: schedule.daily, when: {title: crash}, do: [{label: bug}]}
  - {name: agenda, on: schedule.daily, do: [{open_issue: {title: "Agenda of {repo}"}}]}
"""
    await story.begin(rules)
    item = await story.opens(title="A crash")
    await story.stop()
    result = await sweep("orchard/tools", "--preview", "--event", "schedule.daily", "--json")
    agenda = {"do": "open_issue", "rule": "agenda", "title": "Agenda of orchard/tools"}
    assert json.loads(result.stdout) == {
        "items": 1,
        "to_change": 2,
        "rules": {"stale": {"label": 1}, "agenda": {"open_issue": 1}},
        "changes": [
            {"item": item, "actions": [{"do": "label", "rule": "stale", "labels": ["bug"]}]},
            {"item": "orchard/tools", "actions": [{**agenda, "labels": [], "assignees": []}]},
        ],
        "problems": [],
    }
    assert await story.did() == []


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--preview", "--event", "daily"), "'daily' is no schedule; write schedule.daily"),
        (("--yes", "--event", "schedule.daily"), "a schedule runs by itself at its time: give --preview with --event"),
    ],
)
async def test_only_schedules_can_be_seen_before_and_none_is_run_by_hand(
    sweep: Any, options: tuple[str, ...], why: str
) -> None:
    result = await sweep(*options)
    assert (result.exit_code, why in result.stderr) == (2, True)


async def test_what_is_only_observed_is_told_apart(story: Any, sweep: Any) -> None:
    await story.begin(BUGS.replace("{name: bugs,", "{name: bugs, mode: observe,"))
    await story.opens(title="A crash")
    await story.stop()
    assert (await sweep("--preview")).stdout == (
        "What is only observed (`mode: observe`) would change 1 item more.\n0 of 1 open items would be changed.\n"
    )
    assert json.loads((await sweep("--preview", "--json")).stdout)["only_observed"] == 1
