"""A rule goes on some time later: unless a person did something, never twice, and whatever happened to the bot."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.planning.pause import LABEL
from bot.store import items
from tests.journeys.conftest import REPO

DAY = 86_400
IDEAS = """
project: {purpose: We write together, timezone: Europe/Berlin}
board: {stages: {Backlog: {}, Drafting: {}, Review: {}}}
rules:
  - name: Free an idea that nobody is working on
    on: schedule.daily
    when: {stage: Drafting, idle: 30 days, not: {label: keep}}
    do:
      - comment: "{assignee}, still on this? Say /keep, or it opens to everyone in 7 days. No shame in letting go."
      - after: 7 days
        unless: activity
        do: [{unassign: all}, {stage: Backlog}]
"""
ASKED = "ben, still on this? Say /keep, or it opens to everyone in 7 days. No shame in letting go."
QUESTIONS = """
project: {purpose: User groups everywhere, people: people.yml}
board: {stages: {New: {}, Waiting: {}}}
rules:
  - name: No human answer in three days
    on: schedule.daily
    when: {stage: New, idle: 3 days}
    do:
      - assign: {role: ambassador, never: [away, assignee], count: 2}
      - after: 3 days
        unless: activity
        do: [{assign: {role: manager, count: 3}}]
"""
PEOPLE = "[{github: ada, roles: [ambassador]}, {github: ben, roles: [ambassador]}, {github: cem, roles: [manager]}]"
ASK = """
rules:
  - name: ask
    on: issues.labeled
    when: {label: triage}
    do:
      - comment: Please tell more.
      - after: 7 days
        unless: activity
        do: [{close: not_planned}, {comment: Closed for now.}]
"""


async def days(story: Any, number: int) -> None:
    """Days pass, and the bot works each morning at six, in the community's zone."""
    for _ in range(number):
        morning = story.clock.moment.replace(hour=6, minute=0, second=5) + timedelta(days=1)
        await story.tick((morning - story.clock.moment).total_seconds())
        await story.works()


async def asked(story: Any, rules: str = ASK, **more: Any) -> str:
    """An issue about which somebody was asked something."""
    await story.begin(rules, **more)
    item = await story.opens()
    await story.act("ada", "label", item=item, labels=["triage"])
    await story.works()
    return str(item)


async def idea(story: Any) -> str:
    await story.begin(IDEAS, repositories=[{"name": REPO, "labels": ["stage/Drafting", "stage/Backlog", "keep"]}])
    item = await story.opens("ada", assignees=["ben"], labels=["stage/Drafting"])
    await story.works()
    return str(item)


async def test_an_idea_that_nobody_works_on_is_freed_after_a_word_of_warning(story: Any) -> None:
    item = await idea(story)
    await days(story, 30)
    assert (await story.seen(item))["comments"] == []
    await days(story, 1)
    seen = await story.seen(item)
    assert (seen["comments"], seen["assignees"]) == ([ASKED], ["ben"])
    await days(story, 6)
    assert (await story.seen(item))["assignees"] == ["ben"]
    await days(story, 2)
    seen = await story.seen(item)
    assert (seen["assignees"], seen["labels"]) == ([], ["stage/Backlog"])
    done = [(verb, target) for verb, target, _ in await story.ledger(item) if verb in {"unassign", "after", "stage"}]
    key = "free an idea that nobody is working on/1"
    assert done == [("after", key), ("unassign", "ben"), ("stage", "Backlog")]


async def test_a_word_from_the_author_sets_the_clock_back_and_nobody_is_released(story: Any) -> None:
    item = await idea(story)
    await days(story, 31)
    await story.act("ada", "comment", item=item, body="Still on it.")
    await days(story, 29)
    seen = await story.seen(item)
    assert (seen["assignees"], seen["labels"], seen["comments"]) == (["ben"], ["stage/Drafting"], [ASKED])
    await days(story, 8)
    assert (await story.seen(item))["assignees"] == ["ben"]
    await days(story, 2)
    assert (await story.seen(item))["assignees"] == []


async def test_without_a_human_answer_a_second_ambassador_is_asked_then_the_manager(story: Any) -> None:
    files = {"people.yml": PEOPLE}
    await story.begin(QUESTIONS, repositories=[{"name": REPO, "labels": ["stage/New"], "files": files}])
    item = await story.opens(labels=["stage/New"], assignees=["ada"])
    await story.works()
    seen = []
    for _ in range(9):
        await days(story, 1)
        seen.append(" ".join((await story.seen(item))["assignees"]))
    assert seen == ["ada"] * 3 + ["ada ben"] * 3 + ["ada ben cem"] * 3


async def test_what_waits_is_done_after_a_restart_when_nobody_did_anything(story: Any) -> None:
    item = await asked(story)
    await story.tick(7 * DAY - 60)
    await story.works()
    assert (await story.item(item))["state"] == "open"
    await story.stop()
    await story.tick(3 * DAY)
    await story.start()
    await story.works()
    comments = ["Please tell more. | Closed for now."]
    assert ((await story.item(item))["state"], (await story.seen(item))["comments"]) == ("closed", comments)


@pytest.mark.parametrize("acts", [("comment", {"body": "It is on Linux."}), ("assign", {"assignees": ["ben"]})])
async def test_an_act_of_a_person_in_between_ends_the_waiting(story: Any, acts: tuple[str, dict[str, Any]]) -> None:
    item = await asked(story)
    await story.tick(DAY)
    await story.act("ada", acts[0], item=item, **acts[1])
    await story.works()
    await story.tick(8 * DAY)
    await story.works()
    assert ((await story.item(item))["state"], (await story.seen(item))["comments"]) == ("open", ["Please tell more."])
    [told] = [rule for rule in (await story.decision(item))["rules"] if rule["name"] == "ask"]
    assert [found["condition"] for found in told["because"] if found["met"] is False] == ["unless"]


async def test_what_a_bot_does_in_between_ends_nothing(story: Any) -> None:
    item = await asked(story)
    await story.act("robot[bot]", "comment", item=item, body="Build passed.")
    await story.works()
    await story.tick(8 * DAY)
    await story.works()
    assert (await story.item(item))["state"] == "closed"


async def test_a_rule_that_ended_itself_goes_on_all_the_same(story: Any) -> None:
    rules = ASK.replace("- comment: Please", "- unlabel: triage\n      - comment: Please")
    item = await asked(story, rules)
    assert (await story.seen(item))["labels"] == []
    await story.tick(8 * DAY)
    await story.works()
    assert (await story.item(item))["state"] == "closed"


async def test_a_rule_that_does_not_hold_any_more_does_not_go_on(story: Any) -> None:
    item = await asked(story, ASK.replace("unless: activity", "unless: {label: docs}"))
    other = await story.opens()
    await story.act("ada", "label", item=other, labels=["triage"])
    third = await story.opens()
    await story.act("ada", "label", item=third, labels=["triage"])
    await story.works()
    await story.act("ada", "unlabel", item=item, labels=["triage"])
    await story.act("ada", "label", item=other, labels=["docs"])
    await story.tick(8 * DAY)
    await story.works()
    assert [(await story.item(one))["state"] for one in (item, other, third)] == ["open", "open", "closed"]


async def test_the_file_counts_as_it_is_by_then(story: Any) -> None:
    item = await asked(story)
    await story.writes_rules(ASK.replace("[{close: not_planned}, {comment: Closed for now.}]", "[{label: docs}]"))
    await story.works()
    await story.tick(8 * DAY)
    await story.works()
    assert ((await story.item(item))["state"], (await story.seen(item))["labels"]) == ("open", ["docs", "triage"])


async def test_a_rule_that_is_gone_or_only_watches_does_nothing(story: Any) -> None:
    item = await asked(story)
    await story.writes_rules("rules: [{name: other, when: {title: crash}, do: [{label: docs}]}]")
    await story.works()
    await story.tick(8 * DAY)
    await story.works()
    assert (await story.item(item))["state"] == "open"
    await story.writes_rules(f"mode: observe\n{ASK}")
    second = await story.opens()
    await story.act("ada", "label", item=second, labels=["triage"])
    await story.works_on()
    await story.tick(8 * DAY)
    await story.works()
    assert ((await story.item(second))["state"], await story.ledger(second)) == ("open", [])


async def test_a_paused_item_waits_on(story: Any) -> None:
    item = await asked(story, repositories=[{"name": REPO, "labels": ["triage", LABEL]}])
    await story.act("robot[bot]", "label", item=item, labels=[LABEL])
    await story.works()
    await story.tick(9 * DAY)
    await story.works()
    assert (await story.item(item))["state"] == "open"
    await story.act("robot[bot]", "unlabel", item=item, labels=[LABEL])
    await story.works()
    await story.tick(DAY + 60)
    await story.works()
    assert (await story.item(item))["state"] == "closed"


async def test_what_is_transferred_takes_its_waiting_along_and_what_is_deleted_ends_it(story: Any) -> None:
    site = "orchard/site"
    tools = {"name": REPO, "labels": ["triage"]}
    ask = ASK.replace("unless: activity", "unless: {label: docs}")
    rules = f"project: {{purpose: We mend}}\n{ask}"
    there = {"name": site, "labels": ["triage"], "files": {".github/pathways.yml": rules}}
    item = await asked(story, ask, repositories=[tools, there])
    gone = await story.opens()
    await story.act("ada", "label", item=gone, labels=["triage"])
    await story.works()
    await story.act("ada", "transfer", item=item, to=site)
    await story.act("ada", "delete_item", item=gone)
    await story.works()
    await story.tick(8 * DAY)
    await story.works_on()
    state = (await story.github.get("state"))["items"]
    assert {name: each["state"] for name, each in state.items()} == {f"{site}#1": "closed"}
    notes = (await story.notes())["sweep"]
    assert [note for note in notes if "does not exist" in note] == []


async def test_what_waits_in_a_repository_that_is_renamed_knows_its_name(story: Any) -> None:
    item = await asked(story)
    await story.act("ada", "rename_repository", repo=REPO, name="secrets")
    await story.works()
    await story.tick(8 * DAY)
    await story.works()
    decision = await story.decision(item.replace("tools", "secrets"))
    record = await story.store.read(partial(items.find, lane=await story.lane("orchard/secrets#1")))
    assert (decision["item"], record.repo) == ("orchard/secrets#1", "orchard/secrets")


async def test_what_waits_goes_on_where_the_app_was_removed_and_added_again(story: Any) -> None:
    await story.begin(ASK)
    item = await story.opens()
    await story.act("ada", "label", item=item, labels=["triage"])
    await story.works()
    for what in ("uninstall", "install"):
        await story.act("ada", what, account="orchard")
        await story.works()
    await story.tick(8 * DAY)
    await story.works_on()
    assert ((await story.item(item))["state"], (await story.seen(item))["comments"]) == (
        "closed",
        ["Please tell more. | Closed for now."],
    )
