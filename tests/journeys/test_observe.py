"""Observing: everything is decided and written down, nothing is written to GitHub."""

from functools import partial
from typing import Any

import pytest

from bot import sweep
from bot.clock import milliseconds
from bot.modes import Modes
from bot.store import items
from tests.journeys.conftest import REPO, RULES_PATH
from tests.journeys.deciding import days_pass

BOARD = "board: {project: 1, stages: {Triage: {}, Doing: {}}}"


async def stage_known(story: Any, item: str) -> str | None:
    """The stage that the pages show."""
    lane = await story.lane(item)
    record: items.ItemRecord = await story.store.read(lambda connection: items.find(connection, lane))
    return record.stage


async def test_a_rule_that_observes_writes_nothing_and_tells_its_plan(story: Any) -> None:
    await story.begin(
        f"{BOARD}\nrules: [{{name: one, on: issues.opened, mode: observe, do: [{{label: bug}}, {{stage: Triage}}]}}]"
    )
    item = await story.opens()
    await story.works()
    assert await story.did() == []
    decision = await story.decision(item)
    assert [action["do"] for action in decision["actions"]] == ["label", "stage"]
    assert decision["outcomes"] == []
    assert await stage_known(story, item) is None


async def test_a_bot_that_observes_writes_nothing(story: Any) -> None:
    story.settings = story.settings.model_copy(update={"mode": Modes("observe")})
    await story.begin(f"{BOARD}\nrules: [{{name: one, on: issues.opened, do: [{{label: bug}}, {{stage: Triage}}]}}]")
    item = await story.opens()
    await story.works()
    assert (await story.did(), await stage_known(story, item)) == ([], None)


async def test_the_stage_that_is_shown_is_the_one_that_was_reached(story: Any) -> None:
    await story.begin(f"{BOARD}\nrules: [{{name: one, on: issues.opened, do: [{{stage: Triage}}]}}]")
    item = await story.opens()
    await story.works()
    assert await stage_known(story, item) == "Triage"


async def test_a_stage_that_could_not_be_reached_is_not_shown(story: Any) -> None:
    permissions = {"metadata": "read", "contents": "read", "issues": "write", "organization_projects": "read"}
    await story.begin(
        f"{BOARD}\nrules: [{{name: one, on: issues.opened, do: [{{stage: Triage}}]}}]",
        installations=[{"account": "orchard", "permissions": permissions}],
    )
    item = await story.opens()
    await story.works()
    assert await stage_known(story, item) is None


PEOPLE = "community/people.yml"
ALL = f"""
project: {{purpose: We mend tools, people: {PEOPLE}}}
mode: act
board: {{project: 1, labels: true, linked: true, stages: {{Triage: {{}}, Doing: {{}}, Review: {{}}, Done: {{}}}}}}
roles: {{editor: {{granted: by nomination, may: [everything]}}}}
decisions: {{nomination: {{voters: editor, open_for: 3 days, passes_with: {{net_support: 1}}}}}}
rules:
  - {{name: greet, on: issues.opened, do: [{{label: bug}}, {{stage: Triage}}, {{comment: "Hello, {{author}}"}}]}}
  - name: review
    on: pull_request.opened
    do: [{{request_review: cem}}, {{check: {{name: known, passes_when: {{draft: false}}}}}}]
  - {{name: wait, on: issues.opened, do: [{{after: 2 days, do: [{{label: urgent}}]}}]}}
  - {{name: daily, on: schedule.daily, when: {{state: open}}, do: [{{label: docs}}]}}
  - {{name: monthly, on: schedule.monthly, do: [{{open_issue: {{title: Agenda}}}}]}}
  - {{name: standing, when: {{title: breaks}}, do: [{{assign: ben}}]}}
  - name: vote
    on: issues.opened
    when: {{title: breaks}}
    do: [{{decide: {{decision: nomination, nominee: newcomer, role: editor}}}}]
  - {{name: decided, on: decision.passed, do: [{{label: triage}}]}}
"""
ASKED = (
    "/label docs",
    "/assign",
    "/unlabel bug",
    "/stage Doing",
    "/why",
    "/help",
    "/laebl docs",
    "/nominate @ada editor",
)


async def live(story: Any, rules: str) -> None:
    """A month of a community that asks for everything the bot can do."""
    files = {PEOPLE: "".join(f"- github: {login}\n  roles: [editor]\n" for login in ("ada", "ben"))}
    await story.begin(
        rules, repositories=[{"name": REPO, "labels": ["bug", "docs", "triage", "urgent"], "files": files}]
    )
    issue = await story.opens(title="It breaks")
    await story.works()
    for words in ASKED:
        await story.act("ada", "comment", item=issue, body=words)
        await story.works()
    await story.act("ben", "comment", item=issue, body="/support")
    await story.act("ada", "create_label", repo=REPO, name="stage/Review", color="aabbcc")
    await story.act("ada", "label", item=issue, labels=["stage/Review"])
    pull = await story.proposes(body="Closes #1", files={RULES_PATH: "project: {}\n", PEOPLE: "- github: ada\n"})
    await story.works()
    await story.act("ada", "add_card", item=pull, project=1)
    await story.act("ada", "move_card", item=pull, option="Doing")
    await days_pass(story, 30)
    async for found in sweep.open_items(story.bot.hub, REPO, 100):
        await story.store.write(partial(sweep.queue, run="1", items=found, now=milliseconds(story.clock.now())))
    await story.works()


async def own(story: Any) -> list[str]:
    """All that the bot did to GitHub, whichever way."""
    return [one["did"] for one in await story.github.get("audit") if one["who"].startswith("fingerpost")]


async def test_where_everything_acts_the_same_month_leaves_its_traces(story: Any) -> None:
    await live(story, ALL)
    traces = {"assign", "branch", "check", "comment", "edit_comment", "label", "move_card", "open", "react", "unlabel"}
    assert traces - set(await own(story)) == set()


@pytest.mark.parametrize("account", ["orchard", "Orchard/Tools"])
async def test_where_an_account_or_a_repository_is_only_observed_nothing_at_all_is_written(
    story: Any, account: str
) -> None:
    story.settings = story.settings.model_copy(update={"mode": Modes("act", {account.lower(): "observe"})})
    await live(story, ALL)
    assert await own(story) == []


async def test_of_a_file_that_observes_nothing_at_all_is_written(story: Any) -> None:
    await live(story, ALL.replace("mode: act", "mode: observe"))
    assert await own(story) == []


async def test_what_a_rule_only_would_do_moves_no_other_rule(story: Any) -> None:
    await story.begin(
        "rules:\n"
        "  - {name: seen, on: issues.opened, mode: observe, do: [{label: bug}, {label: triage}]}\n"
        "  - {name: next, when: {label: bug}, do: [{assign: ben}]}\n"
        "  - {name: other, on: issues.opened, do: [{label: docs}]}\n"
    )
    item = await story.opens()
    await story.works()
    assert await story.did() == ["label"]
    decision = await story.decision(item)
    assert ([one["do"] for one in decision["actions"]], decision["observed"]) == (["label", "label", "label"], ["seen"])
    assert (await story.seen(item))["labels"] == ["docs"]


async def test_a_decision_of_a_rule_that_only_observes_by_now_comes_to_no_end(story: Any) -> None:
    vote = ALL.replace("mode: act\n", "").replace("  - {name: standing", "  - {off: true, name: standing")
    await story.begin(vote, repositories=[{"name": REPO, "files": {PEOPLE: "- {github: ben, roles: [editor]}\n"}}])
    item = await story.opens(title="It breaks")
    await story.works()
    await story.act("ben", "comment", item=item, body="/support")
    await story.works()
    watched = vote.replace("- name: vote\n", "- name: vote\n    mode: observe\n")
    await story.writes_rules(watched.replace("{name: daily", "{off: true, name: daily"))
    await story.works()
    before = await own(story)
    await days_pass(story, 5)
    assert (await own(story)).count("label") == before.count("label") + 1  # the rule that waited, not what was decided
    assert "triage" not in (await story.seen(item))["labels"]
