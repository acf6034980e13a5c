"""“Re-run”, pressed on GitHub beside a check of ours: it is looked at again, as by `/recheck`."""

from dataclasses import replace
from typing import Any

import orjson
import pytest

from bot.inbox import Incoming
from bot.sandbox.world import places
from bot.sandbox.world.records import CheckRun
from tests.journeys import deciding
from tests.journeys.conftest import REPO
from tests.journeys.test_check_goal import reports
from tests.journeys.test_rule_changes import FILE, RULES, begin, checks, messages, proposes

READY = "{name: Ready, on: pull_request.opened, do: [{check: {name: ready, passes_when: {linked: true}}}]}"
PEOPLE = "- {github: ada, roles: [editor]}\n"


async def press(story: Any, item: str, name: str = "pathways", *, by: str = "ada", **more: Any) -> None:
    """Somebody presses the button beside a check of an item's last commit."""
    sha = (await story.item(item))["head_sha"]
    await story.act(by, "rerun", repo=REPO, sha=sha, name=name, **more)


async def labelled(story: Any) -> str:
    """A change of rules that asks for a label which is made later."""
    await begin(story)
    item = await proposes(story, "title: breaks", "label: missing")
    await story.works()
    await story.act("ada", "create_label", repo=REPO, name="missing")
    return str(item)


@pytest.mark.parametrize("all_of_it", [False, True])
async def test_the_check_on_rules_is_made_again(story: Any, all_of_it: bool) -> None:
    item = await labelled(story)
    await press(story, item, all_of_it=all_of_it)
    await story.works()
    first, second = await checks(story)
    assert (messages(first), second.get("annotations", [])) == ([f"{REPO} has no label `missing`"], [])
    assert await story.seen(item) | {"comments": []} == await story.seen(item)


async def test_what_is_the_same_is_said_once_more_so_that_github_waits_no_longer(story: Any) -> None:
    await begin(story)
    item = await proposes(story, "label: bug", "label: defect")
    await story.works()
    [before] = reports(story)
    await press(story, item)
    [wanted] = reports(story)
    await story.works()
    [after] = reports(story)
    assert [run.wanted for run in (before, wanted, after)] == [False, True, False]
    assert replace(after, completed_at="", updated_at="") == replace(before, completed_at="", updated_at="")
    assert [deed for deed in await story.did() if deed == "check"] == ["check", "check"]
    await story.act("ben", "edit", item=item, title="Rules")
    await story.works()
    assert [deed for deed in await story.did() if deed == "check"] == ["check", "check"]


@pytest.mark.parametrize(
    ("path", "proposed", "name", "ended"),
    [
        ("people.yml", "- {github: ada, roles: [gardener]}\n", "people", None),
        ("groups.yml", "- {name: Docs, leads: [ada\n", "groups", "failure"),
    ],
)
async def test_so_are_those_on_people_and_on_groups(
    story: Any, path: str, proposed: str, name: str, ended: str | None
) -> None:
    rules = f"project: {{purpose: p, people: people.yml, groups: groups.yml}}\n{RULES}"
    await story.begin(rules, repositories=[{"name": REPO, "labels": ["bug"], "files": {"people.yml": PEOPLE}}])
    item = await story.proposes(files={path: proposed})
    await story.works()
    before = len(await story.did())
    await press(story, item, name)
    await story.works()
    told = [(run.name, run.conclusion, run.wanted) for run in reports(story)]
    assert (told, (await story.did())[before:]) == ([(name, ended, False)], ["check"])


@pytest.mark.parametrize("rule", [READY, READY.replace("on: pull_request.opened, ", "")])
async def test_so_is_one_that_the_rules_ask_for(story: Any, rule: str) -> None:
    await story.begin(f"rules: [{rule}]")
    item = await story.proposes()
    await story.works()
    [before] = reports(story)
    await press(story, item, "ready")
    await story.works()
    [after] = reports(story)
    assert (before.conclusion, after.conclusion, after.wanted) == ("failure", "failure", False)
    assert str(before.completed_at) < str(after.completed_at)


async def test_so_is_one_that_people_decide_and_they_are_not_asked_anew(story: Any) -> None:
    await deciding.begin(story)
    item = await story.proposes()
    await story.works()
    told = []
    for days in (0, 6):
        await deciding.days_pass(story, days)
        await press(story, item, "governance")
        await story.works()
        votes = [vote.state for vote in await deciding.votes(story, item)]
        told.append((votes, deciding.conclusions(story), [run.wanted for run in reports(story)]))
    assert told == [(["open"], ["in_progress"], [False]), (["failed"], ["failure"], [False])]


async def test_so_is_that_on_the_first_rules(story: Any) -> None:
    await story.begin(None)
    item = await story.proposes(files={FILE: "project: {purpose: p}\nrules: [{name: A, do: [{label: missing}]}]\n"})
    await story.works()
    await story.act("ada", "create_label", repo=REPO, name="missing")
    await press(story, item)
    await story.works()
    found = await checks(story)
    assert [len(messages(check)) if "annotations" in check else 0 for check in found] == [1, 0]


async def test_where_github_names_no_pull_request_it_is_asked_whose_last_commit_it_is(story: Any) -> None:
    item = await labelled(story)
    await press(story, item)
    pressed, payload = heard_last(story)
    payload["check_run"]["pull_requests"] = []  # so it is where the commit lies in a fork
    await story.works()
    story.heard = [again(pressed, payload)]
    await story.works()
    assert [len(check.get("annotations", [])) for check in await checks(story)] == [1, 0]


async def test_a_rule_that_waits_for_the_button_hears_of_it_too(story: Any) -> None:
    await story.begin(f"rules: [{READY}, {{name: Pressed, on: check_run.rerequested, do: [{{label: triage}}]}}]")
    item = await story.proposes()
    await story.works()
    await press(story, item, "ready")
    await story.works()
    assert [run.wanted for run in reports(story)] == [False]
    assert (await story.seen(item))["labels"] == ["triage"]


async def test_whoever_may_not_ask_for_it_is_told_so_once_whatever_button_they_found(story: Any) -> None:
    await story.begin(f"rules: [{READY.replace('{check', '{label: triage}, {check')}]")
    item = await story.proposes()
    await story.works()
    await story.act("ada", "unlabel", item=item, labels=["triage"])
    await press(story, item, "ready")
    pressed, payload = heard_last(story)
    await story.works()
    payload["sender"] |= {"login": "stranger"}
    for number in range(3):
        story.heard = [replace(again(pressed, payload), delivery=f"press-{number}")]
        await story.works()
    told = await story.seen(item)
    assert (told["labels"], len(told["comments"])) == ([], 1)
    assert "stranger" in told["comments"][0]
    assert (await story.did()).count("comment") == 1


@pytest.mark.parametrize("on", ["", "on: [pull_request.opened, check_run], "])
async def test_should_github_go_on_to_wait_the_bot_does_not_answer_itself_for_ever(
    story: Any, monkeypatch: pytest.MonkeyPatch, on: str
) -> None:
    ready = (
        f"{{name: Ready, {on}on_own_actions: true, do: [{{check: {{name: ready, passes_when: {{linked: true}}}}}}]}}"
    )
    asks = "{name: Asks, when: {checks: pending}, do: [{label: triage}]}"
    await story.begin(f"rules: [{ready}, {asks}]")
    item = await story.proposes()
    await story.works_on(60)
    before = (await story.did()).count("check")
    await press(story, item, "ready")
    monkeypatch.setattr(places, "suite_of", lambda *_: [])  # no report has it end
    await story.works_on(300)
    assert (await story.did()).count("check") == before + 1


async def test_of_the_checks_of_other_apps_nothing_is_said_whoever_tells_of_them(story: Any) -> None:
    item = await labelled(story)
    await press(story, item)
    ours, payload = heard_last(story)
    payload["check_run"]["app"]["id"] += 1
    story.heard = [again(ours, payload)]
    before = await story.did()
    await story.works()
    assert (await story.did() == before, len(await checks(story))) == (True, 1)
    assert (await story.notes())["check_run.rerequested"] == ["done: no rule asks about checks"]


@pytest.mark.parametrize("what", ["closed", "pushed", "program"])
async def test_an_older_commit_what_is_closed_and_a_program_lead_to_no_look(story: Any, what: str) -> None:
    item = await labelled(story)
    await press(story, item)
    pressed, payload = heard_last(story)
    if what == "program":
        payload["sender"] |= {"login": "robot[bot]", "type": "Bot"}
    elif what == "closed":
        await story.act("ben", "close", item=item)
    else:  # GitHub finds pull requests by their branch, whatever was pushed to it since
        await story.act("ben", "push", item=item, files=["src/b.py"])
        payload["check_run"]["pull_requests"][0]["head"]["sha"] = "0" * 40
    await story.works()
    story.heard = [again(pressed, payload)]
    await story.works()
    assert "sweep" not in await story.notes()


def heard_last(story: Any) -> tuple[Incoming, dict[str, Any]]:
    """The newest delivery, taken away on its way, and its payload."""
    delivery = story.listen().pop()
    log = story.running.sandbox.log
    return delivery, orjson.loads(log.payload(list(log.by_id.values())[-1]))


def again(known: Incoming, payload: dict[str, Any]) -> Incoming:
    """A delivery with another payload."""
    return Incoming(
        known.delivery, known.event, known.lane, known.installation, orjson.dumps(payload), known.received_ms
    )


async def test_who_may_not_write_has_no_such_button(story: Any) -> None:
    item = await labelled(story)
    with pytest.raises(ValueError, match="stranger may not write to orchard/tools"):
        await press(story, item, by="stranger")


async def test_a_thousand_presses_are_a_few_looks_and_one_report(story: Any) -> None:
    item = await labelled(story)
    await press(story, item)
    one, payload = heard_last(story)
    await story.works()
    before = len(await story.did())
    await story.cost()
    story.heard = [replace(again(one, payload), delivery=f"press-{number}") for number in range(1_000)]
    await story.works()
    notes, cost = await story.notes(), await story.cost()
    wishes = 1_000 // 50  # a claim holds as many deliveries
    assert (len(notes["check_run.rerequested"]), len(notes["sweep"])) == (1_000, wishes)
    assert sum(cost.values()) <= 10 * wishes
    assert (await story.did())[before:] == ["check"]


async def test_an_app_is_told_of_its_own_checks_only(story: Any) -> None:
    item = await labelled(story)
    sha = (await story.item(item))["head_sha"]
    await story.act("cem", "check", repo=REPO, sha=sha, name="build")
    await story.works()
    await press(story, item, "build")
    assert story.listen() == []
    assert [run.name for run in story.running.sandbox.world.every(CheckRun) if run.wanted] == ["build"]
