"""`check`: what is reported, when it is not reported again, and what cannot be told yet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.action import Target, Write
from bot.actions import VERBS
from bot.actions.check import ReportCheck
from bot.plan import Occasion, make_plan
from bot.planning.deeds import stands
from bot.writing.remarks import Annotation
from rules.facts import UNKNOWN, Facts, OwnCheck
from rules.language import load
from rules.votes import State, Vote

FILE = """project: {purpose: Tests}
rules: [{name: R, do: [{check: {name: Ready, passes_when: {label: ok, not: {title: wip}}}}]}]
"""


@pytest.fixture
def pushed(pull: Facts) -> Facts:
    return pull.but(commit="c0ffee", own_checks={})


def reported(facts: Facts) -> ReportCheck:
    [action] = make_plan(load(FILE), facts, [Occasion("d1", None)]).actions
    assert isinstance(action, ReportCheck)
    return action


@pytest.mark.parametrize(
    ("labels", "conclusion", "title"),
    [
        (("ok",), "success", "2 of 2 conditions hold"),
        ((), "failure", "1 of 2 conditions hold"),
        (UNKNOWN, "in_progress", "1 of 2 conditions hold, 1 cannot be told yet"),
    ],
)
def test_its_conclusion_is_what_the_conditions_say(pushed: Facts, labels: Any, conclusion: str, title: str) -> None:
    action = reported(pushed.but(labels=labels))
    assert (action.conclusion, action.title) == (conclusion, title)
    assert action.document() == {"do": "check", "rule": "R", "name": "Ready", "conclusion": conclusion}
    assert action.describe() == f"check Ready: {conclusion}"


def test_each_condition_is_told_with_what_was_seen_and_nothing_of_it_is_markup(pushed: Facts) -> None:
    action = reported(pushed.but(title="<b>wip @ann</b> `x", labels=("a",)))
    assert action.summary.splitlines() == [
        "- ❌ a label is ok: saw `a`",
        "- ❌ none of",
        "  - ✅ the title holds “wip”: saw ``<b>wip @\u200bann</b> `x``",
    ]


def test_what_stands_is_not_reported_again_and_what_changed_replaces_it(pushed: Facts) -> None:
    action = reported(pushed)
    after = action.applied_to(pushed)
    assert after.own_checks == {"ready": OwnCheck(id="", conclusion="failure", digest=action.digest)}
    assert make_plan(load(FILE), after, [Occasion("d1", None)]).actions == ()
    there = pushed.but(own_checks={"ready": OwnCheck(id="CR_1", conclusion="failure", digest=action.digest)})
    again = reported(there.but(labels=("ok",)))
    assert (again.run, again.conclusion) == ("CR_1", "success")


def vote(state: State, commit: str = "", days: int = 0) -> Vote:
    begun = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=days)
    key = f"R/0@{days}"
    common: dict[str, Any] = {"decision": "consent", "rule": "R", "rule_id": "R", "position": 0, "cause": "d0"}
    return Vote(key=key, begun_at=begun, closes_at=begun, state=state, commit=commit, **common)


@pytest.mark.parametrize(
    ("votes", "conclusion"),
    [
        ((), "in_progress"),
        ((vote("open"),), "in_progress"),
        ((vote("passed", "abc"),), "success"),
        ((vote("passed", "an earlier one"),), "failure"),
        ((vote("failed", "abc"),), "failure"),
        ((vote("dropped", "abc"),), "failure"),
        ((vote("contested", "abc"), vote("open", days=1)), "in_progress"),
    ],
)
def test_what_people_decided_is_reported(
    decide: Callable[..., Any], pushed: Facts, votes: tuple[Vote, ...], conclusion: str
) -> None:
    do = [{"check": {"name": "governance", "passes_when": "decided"}}]
    actions, _ = decide(do, pushed.but(votes=votes, commit="abc"))
    assert actions == [{"do": "check", "name": "governance", "conclusion": conclusion}]


def test_without_the_commit_nothing_is_reported(decide: Callable[..., Any], pushed: Facts) -> None:
    do = [{"check": {"name": "ready", "passes_when": {"label": "ok"}}}]
    assert decide(do, pushed.but(commit=UNKNOWN)) == ([], ["check: not known: commit"])


def test_it_is_created_once_and_updated_from_then_on(pushed: Facts, target: Target) -> None:
    failed = reported(pushed)
    output = {"title": failed.title, "summary": failed.summary}
    given = {"repositoryId": "R_2", "name": "Ready", "externalId": failed.digest, "output": output}
    ended = {**given, "status": "COMPLETED", "conclusion": "FAILURE"}
    assert list(VERBS["check"].writes([failed], target)) == [
        Write("createCheckRun", {**ended, "headSha": "c0ffee"}, (failed,))
    ]
    waits = replace(failed, conclusion="in_progress", run="CR_1")
    assert list(VERBS["check"].writes([waits], target)) == [
        Write(
            "updateCheckRun",
            {**given, "externalId": waits.digest, "status": "IN_PROGRESS", "checkRunId": "CR_1"},
            (waits,),
        )
    ]


REMARKS = tuple(Annotation("a.yml", line, 1, 2, "NOTICE", "Look.") for line in range(1, 103))


def test_further_remarks_follow_fifty_at_a_time_and_the_last_ones_say_how_it_ended(
    pushed: Facts, target: Target
) -> None:
    action = replace(reported(pushed), annotations=REMARKS)
    sent: list[Any] = [*VERBS["check"].writes([action], target)]
    while sent[-1].then:
        sent += sent[-1].then.writes({"checkRun": {"id": "CR_1"}})
    lines = [[note["location"]["startLine"] for note in each.input["output"]["annotations"]] for each in sent]
    assert lines == [[*range(1, 51)], [*range(51, 101)], [101, 102]]
    assert [each.mutation for each in sent] == ["createCheckRun", "updateCheckRun", "updateCheckRun"]
    assert [(each.input["status"], each.input.get("conclusion")) for each in sent] == [
        ("QUEUED", None),
        ("QUEUED", None),
        ("COMPLETED", "FAILURE"),
    ]
    assert [each.input["externalId"] for each in sent] == [*map(action.mark, (50, 100)), action.digest]


def test_one_that_was_cut_short_sends_the_rest(pushed: Facts, target: Target) -> None:
    action = replace(reported(pushed), annotations=REMARKS, run="CR_1", sent=100)
    write: Any
    [write] = VERBS["check"].writes([action], target)
    assert (write.mutation, write.input["checkRunId"], write.then) == ("updateCheckRun", "CR_1", None)
    assert len(write.input["output"]["annotations"]) == 2


def test_where_github_does_not_name_the_check_the_next_look_sends_the_rest(pushed: Facts, target: Target) -> None:
    write: Any
    [write] = VERBS["check"].writes([replace(reported(pushed), annotations=REMARKS)], target)
    assert list(write.then.writes({"checkRun": None})) == []


def test_the_ledger_tells_it_by_name_and_result(pushed: Facts) -> None:
    assert reported(pushed).targets == ("ready=failure",)
    assert VERBS["check"].told("ready=failure", pushed) == {"name": "ready", "conclusion": "failure"}


def test_what_is_reported_shows_on_the_commit(pushed: Facts) -> None:
    there = pushed.but(own_checks={"ready": OwnCheck(id="CR_1", conclusion="failure")})
    assert stands(("check", "ready=failure"), there) is True
    assert stands(("check", "ready=success"), there) is False


def test_the_facts_of_its_conditions_are_asked_for_and_need_not_be_known() -> None:
    [(_, goal)] = load(FILE).rules[0].goals
    assert goal.needs == {"commit", "own_checks", "recorded"}
    assert goal.asks == {"commit", "own_checks", "recorded", "labels", "title"}


def test_of_two_rules_that_report_one_check_the_first_is_heard_again_and_again(pushed: Facts) -> None:
    rule = "{{name: {}, do: [{{check: {{name: Ready, passes_when: {{label: {}}}}}}}]}}"
    book = load(f"project: {{purpose: Tests}}\nrules: [{rule.format('A', 'ok')}, {rule.format('B', 'no')}]\n")
    first = make_plan(book, pushed.but(labels=("ok",)), [Occasion("d1", None)])
    again = make_plan(book, first.facts, [Occasion("d2", None)])
    assert [(action.rule, action.describe()) for action in first.actions] == [("A", "check Ready: success")]
    assert again.actions == ()
    assert [conflict.document() for conflict in again.conflicts] == [
        {"rule": "B", "do": "check", "place": "check ready", "winner": "A"}
    ]
