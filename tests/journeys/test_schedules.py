"""Schedules: at six where the community lives, once each time, late but once after an outage, and nowhere else."""

from datetime import datetime
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from bot import timers
from bot.clock import milliseconds, moment
from bot.store import decisions, schema
from bot.waking.arrivals import begin
from tests.journeys.conftest import REPO

OWNERS = "orchard/.github"
DAILY = """
project: {purpose: We mend tools, timezone: Europe/Berlin}
rules:
  - {name: stale, on: schedule.daily, when: {idle: 3 days}, do: [{label: docs}]}
"""
MONTHLY = """
project: {purpose: We mend tools}
rules:
  - name: Monthly meeting
    on: schedule.monthly
    do: [{open_issue: {title: "Agenda {month}", body: "What do you bring?", labels: docs}}]
"""


async def until(story: Any, when: str) -> None:
    """Time passes until a moment."""
    await story.tick((datetime.fromisoformat(f"{when}+00:00") - story.clock.moment).total_seconds())


async def titles(story: Any) -> list[str]:
    state = await story.github.get("state")
    return sorted(item["title"] for item in state["items"].values())


async def test_a_scheduled_rule_acts_on_open_items_at_six_in_the_community_s_morning(story: Any) -> None:
    await story.begin(DAILY)
    item = await story.opens()  # on the 2nd, at nine
    await story.works()
    seen = []
    for when in ("03T05:00:01", "04T05:00:01", "05T05:00:01", "06T04:59:58", "06T05:00:01"):
        await until(story, f"2026-03-{when}")
        await story.works()
        seen.append((await story.seen(item))["labels"])
    assert seen == [[], [], [], [], ["docs"]]


async def test_after_an_outage_over_the_first_there_is_one_late_run_and_no_second(story: Any) -> None:
    await story.begin(MONTHLY)
    await story.opens(title="A wish")
    await story.works()
    await story.stop()
    await until(story, "2026-04-03T10:00:00")
    await story.start()
    await story.works()
    assert await titles(story) == ["A wish", "Agenda 2026-04"]
    [note] = (await story.notes())["schedule.monthly"]
    assert note.startswith("done: 2 days late")
    await story.restart()
    await story.works()
    assert await titles(story) == ["A wish", "Agenda 2026-04"]
    await until(story, "2026-05-01T06:00:01")
    await story.works()
    assert await titles(story) == ["A wish", "Agenda 2026-04", "Agenda 2026-05"]


async def morning(story: Any, *days: int) -> None:
    """The bot works a moment after six, UTC, on these days of March."""
    for day in days:
        await until(story, f"2026-03-{day:02}T06:00:01")
        await story.works_on(120, 60)


async def test_what_a_daily_rule_did_it_takes_back_each_time_that_it_does_not_hold_any_more(story: Any) -> None:
    rule = "{name: r, on: schedule.daily, while: true, when: {title: crash}, do: [{label: docs}]}"
    await story.begin(f"rules: [{rule}]")
    item = await story.opens(title="A crash")
    await story.works()
    seen = []
    for day, title in ((3, ""), (4, "A wish"), (5, "A crash"), (6, "A wish")):
        if title:
            await story.act("newcomer", "edit", item=item, title=title)
        await morning(story, day)
        seen.append((await story.seen(item))["labels"])
    assert seen == [["docs"], [], ["docs"], []]


async def test_what_is_held_back_each_day_for_the_same_reason_is_kept_once(story: Any) -> None:
    await story.begin("rules: [{name: r, on: schedule.daily, when: {idle: 1 day}, do: [{label: docs}]}]")
    item = await story.opens()
    await story.works()
    await morning(story, 3, 4)
    await story.act("maintainer", "unlabel", item=item, labels="docs")
    await morning(story, 5, 6, 7, 8)
    (held, labelled) = await story.store.read(partial(decisions.of_item, lane=await story.lane(item)))
    assert (held.times, held.at - held.since, held.document["held_back"][0]["why"]) == (
        3,
        2 * 24 * 3_600_000,
        "a person took docs off",
    )
    assert (labelled.times, labelled.document["outcomes"][0]["state"]) == (1, "done")


async def test_after_days_of_outage_a_daily_rule_runs_once(story: Any) -> None:
    await story.begin(f"{DAILY}  - {{name: count, on: schedule.daily, do: [{{open_issue: {{title: Day}}}}]}}")
    item = await story.opens(title="A wish")
    await story.works()
    await story.stop()
    await until(story, "2026-03-09T12:00:00")
    await story.start()
    await story.works()
    assert (await titles(story), (await story.seen(item))["labels"]) == (["A wish", "Day"], ["docs"])
    assert (await story.decision(item))["events"] == ["schedule.daily, 6 days late"]


@pytest.mark.parametrize("kind", ["before", "after"])
async def test_an_answer_that_was_lost_opens_no_second_issue(story: Any, kind: str) -> None:
    await story.begin(MONTHLY)
    await story.opens(title="A wish")
    await story.works()
    await until(story, "2026-04-01T06:00:01")
    await story.github.post("faults", [{"match": "createIssue", "when": kind, "status": 502}])
    await story.works_on()
    assert await titles(story) == ["A wish", "Agenda 2026-04"]
    place = await story.ledger(f"{REPO}#0")
    assert [(verb, state) for verb, _, state in place][-1:] == [("open_issue", "done")]


async def test_a_ledger_that_is_lost_opens_no_second_issue_either(story: Any) -> None:
    await story.begin(MONTHLY)
    await story.opens(title="A wish")
    await story.works()
    timer = await story.store.read(partial(timers.find, name=f"schedule.monthly:{await number(story)}"))
    await until(story, "2026-04-01T06:00:01")
    await story.works()
    await story.store.write(lambda c: (c.execute(sa.delete(schema.ledger)), c.execute(sa.delete(schema.inbox))))
    await story.store.write(partial(timers.start, wanted=timer))
    await story.works()
    assert await titles(story) == ["A wish", "Agenda 2026-04"]


async def number(story: Any) -> int:
    return int((await story.github.get("state"))["repositories"][REPO]["id"])


async def test_the_timers_follow_the_rules_and_the_time_zone(story: Any) -> None:
    await story.begin(DAILY)
    await story.opens()
    await story.works()
    assert await due(story) == ["schedule.daily 03-03 05:00"]
    for rules, expected in (
        (DAILY.replace("Europe/Berlin", "Asia/Tokyo"), ["schedule.daily 03-02 21:00"]),
        (DAILY.replace("schedule.daily", "schedule.weekly"), ["schedule.weekly 03-09 05:00"]),
        ("rules: [", ["schedule.weekly 03-09 05:00"]),  # broken: the last valid rules stay in force
        (MONTHLY, ["schedule.monthly 04-01 06:00"]),
        (None, []),
    ):
        await story.writes_rules(rules)
        await story.works()
        assert await due(story) == expected


async def test_many_items_are_looked_at_by_few_requests_and_a_run_that_broke_off_goes_on(story: Any) -> None:
    await story.begin("rules: [{name: r, on: schedule.daily, when: {title: breaks}, do: [{label: docs}]}]")
    items = [await story.opens() for _ in range(60)]
    await story.works()
    await story.cost()
    await until(story, "2026-03-03T06:00:01")
    await story.github.post("faults", [{"match": "pageInfo", "status": 502, "skip": 1}])
    await story.works_on()
    labels = [(await story.seen(item))["labels"] for item in items]
    assert labels == [["docs"]] * 60
    assert sum((await story.cost()).values()) < 30


async def test_an_organisation_s_agenda_is_opened_once_and_its_rules_on_items_run_everywhere(story: Any) -> None:
    shared = (
        "project: {purpose: All of us, accepts_from: orchard/*}\nrules:\n"
        "  - {name: agenda, on: schedule.weekly, do: [{open_issue: {title: Agenda}}]}\n"
        "  - {name: each, on: schedule.weekly, when: {title: wish}, do: [{label: docs}]}\n"
    )
    ours = "project: {purpose: We mend}\nextends: orchard/.github\n"
    files = {OWNERS: shared, REPO: ours, "orchard/site": ours}
    repositories = [
        {"name": name, "labels": ["docs"], "files": {".github/pathways.yml": text}} for name, text in files.items()
    ]
    await story.begin(None, repositories=repositories)
    for name in files:
        await story.act("newcomer", "open_issue", repo=name, title="A wish")
    await story.works()
    await morning(story, 9)
    state = (await story.github.get("state"))["items"]
    assert sorted((name, item["title"], item["labels"]) for name, item in state.items()) == [
        (f"{OWNERS}#1", "A wish", ["docs"]),
        (f"{OWNERS}#2", "Agenda", []),
        ("orchard/site#1", "A wish", ["docs"]),
        (f"{REPO}#1", "A wish", ["docs"]),
    ]


async def test_where_the_app_only_watches_a_schedule_changes_nothing(story: Any) -> None:
    await story.begin(MONTHLY.replace("on: schedule", "mode: observe\n    on: schedule"))
    await story.opens(title="A wish")
    await story.works()
    await until(story, "2026-04-01T06:00:01")
    await story.works()
    assert (await titles(story), await story.did()) == (["A wish"], [])


async def test_a_repository_in_which_nothing_ever_happens_has_its_schedule_too(story: Any) -> None:
    await story.begin(MONTHLY)
    await story.act("ada", "uninstall", account="orchard")
    await story.works()
    await story.act("ada", "install", account="orchard")
    await story.works()
    await until(story, "2026-04-01T06:00:01")
    await story.works()
    assert await titles(story) == ["Agenda 2026-04"]


async def test_a_timer_that_was_lost_is_set_when_the_program_starts(story: Any) -> None:
    await story.begin(MONTHLY)
    await story.opens(title="A wish")
    await story.works()
    await story.store.write(lambda c: c.execute(sa.delete(schema.timer)))
    await story.restart()
    await story.store.write(partial(begin, now=milliseconds(story.clock.now())))
    await story.works()
    await until(story, "2026-04-01T06:00:01")
    await story.works()
    assert await titles(story) == ["A wish", "Agenda 2026-04"]


async def due(story: Any) -> list[str]:
    found = await story.store.read(partial(timers.of_lane, lane=f"schedule:{await number(story)}"))
    return [f"{one.event} {moment(one.fire_at):%m-%d %H:%M}" for one in found]


async def test_where_the_app_was_removed_nothing_comes_due_any_more(story: Any) -> None:
    await story.begin(DAILY)
    await story.opens()
    await story.works()
    await story.act("ada", "uninstall", account="orchard")
    await story.works()
    await until(story, "2026-03-03T05:00:01")
    await story.works()
    assert await due(story) == []


async def test_a_run_that_is_given_up_is_not_the_last_one(story: Any) -> None:
    await story.begin(DAILY)
    await story.opens()
    await story.works()
    await story.act("ada", "suspend", account="orchard")
    await until(story, "2026-03-03T05:00:01")
    await story.works()
    assert await due(story) == ["schedule.daily 03-03 06:00"]
    await story.act("ada", "suspend", account="orchard", suspended=False)
    await story.works()
    await until(story, "2026-03-03T06:00:01")
    await story.works()
    assert await due(story) == ["schedule.daily 03-04 05:00"]
