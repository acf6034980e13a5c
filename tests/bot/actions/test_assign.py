"""`assign` brings in as many of those who are meant as are missing."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.action import Name, Refusal, Target, Write
from bot.actions import VERBS
from bot.actions.assign import AddAssignees
from bot.plan import Occasion, make_plan
from bot.waking.again import Due
from rules.facts import Acts, Candidate, Facts, Member, Person
from rules.language import load

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]

EDITORS = tuple(Member(login=login, roles=("editor",)) for login in ("alice", "bob", "carol"))
SELECT = "assignable { assignees(first: 20) { nodes { login } } }"


def assigns(*logins: str) -> list[dict[str, Any]]:
    return [{"do": "assign", "assignees": list(logins)}]


def test_all_who_are_named_are_assigned(decide: Decide, issue: Facts) -> None:
    assert decide([{"assign": ["bob", "@carol"]}], issue) == (assigns("bob", "carol"), [])


def test_those_who_have_it_are_not_assigned_again(decide: Decide, issue: Facts) -> None:
    assert decide([{"assign": ["bob", "carol"]}], issue.but(assignees=("BOB",))) == (assigns("carol"), [])
    assert decide([{"assign": ["bob"]}], issue.but(assignees=("Bob",))) == ([], [])


def test_of_a_role_the_first_in_the_file_is_assigned_and_never_the_author(decide: Decide, issue: Facts) -> None:
    assert decide([{"assign": {"role": "editor"}}], issue.but(people=EDITORS)) == (assigns("bob"), [])


def test_count_says_how_many_of_a_role(decide: Decide, issue: Facts) -> None:
    editors = issue.but(people=EDITORS)
    assert decide([{"assign": {"role": "editor", "count": 2}}], editors) == (assigns("bob", "carol"), [])
    assert decide([{"assign": {"role": "editor", "count": 2}}], editors.but(assignees=("carol",))) == (
        assigns("bob"),
        [],
    )
    assert decide([{"assign": {"role": "editor", "count": 2}}], editors.but(assignees=("carol", "bob"))) == ([], [])


def test_more_than_there_are_means_all_that_there_are_and_it_is_told(decide: Decide, issue: Facts) -> None:
    wanted = [{"assign": {"role": "editor", "count": 3}}]
    assert decide(wanted, issue.but(people=EDITORS)) == (assigns("bob", "carol"), ["assign: alice: is the author"])
    others = issue.but(people=EDITORS[1:])
    assert decide(wanted, others) == (assigns("bob", "carol"), ["assign: there is nobody else to ask"])


def test_a_team_gives_its_first_member(decide: Decide, issue: Facts) -> None:
    known = issue.but(teams={"acme/docs": ("alice", "dan", "erin")})
    assert decide([{"assign": {"team": "acme/docs"}}], known) == (assigns("dan"), [])


def test_a_team_whose_members_are_not_known_never_acts_and_says_so(decide: Decide, issue: Facts) -> None:
    assert decide([{"assign": {"team": "acme/docs"}}], issue) == ([], ["assign: not known: team:acme/docs"])


def test_named_people_and_a_role_are_assigned_together(decide: Decide, issue: Facts) -> None:
    both = [{"assign": {"users": ["dan"], "role": "editor"}}]
    assert decide(both, issue.but(people=EDITORS)) == (assigns("dan", "bob"), [])


def test_where_the_author_is_the_only_one_of_a_role_the_fallback_is_asked(decide: Decide, issue: Facts) -> None:
    people = (Member(login="alice", roles=("editor", "maintainer")), Member(login="mona", roles=("maintainer",)))
    selector = {"role": "editor", "fallback": {"role": "maintainer"}}
    assert decide([{"assign": selector}], issue.but(people=people)) == (assigns("mona"), [])


def test_without_a_fallback_the_author_is_told_as_the_reason(decide: Decide, issue: Facts) -> None:
    assert decide([{"assign": {"role": "editor"}}], issue.but(people=EDITORS[:1])) == (
        [],
        ["assign: alice: is the author"],
    )


def test_a_role_that_nobody_has_is_told(decide: Decide, issue: Facts) -> None:
    assert decide([{"assign": {"role": "editor"}}], issue) == ([], ["assign: nobody is named by this selector"])


def test_the_author_gets_the_item_where_the_rule_names_the_author(decide: Decide, issue: Facts) -> None:
    assert decide([{"assign": "{author}"}], issue) == (assigns("alice"), [])
    fallback = {"role": "editor", "fallback": {"users": "{author}"}}
    assert decide([{"assign": fallback}], issue.but(people=EDITORS[:1])) == (assigns("alice"), [])
    assert decide([{"assign": fallback}], issue.but(people=EDITORS)) == (assigns("bob"), [])


def test_an_author_who_went_off_the_item_is_not_assigned_again(decide: Decide, issue: Facts) -> None:
    gone = issue.but(undone=frozenset({("assign", "alice")}))
    assert decide([{"assign": "{author}"}], gone) == ([], ["assign: alice: a person took this back"])


def test_somebody_whom_a_person_took_off_is_passed_over(decide: Decide, issue: Facts) -> None:
    undone = issue.but(people=EDITORS, undone=frozenset({("assign", "bob")}))
    assert decide([{"assign": {"role": "editor"}}], undone) == (assigns("carol"), [])
    assert decide([{"assign": ["bob", "carol"]}], undone) == (
        assigns("carol"),
        ["assign: bob: a person took this back"],
    )


def test_somebody_who_went_to_and_fro_too_often_is_passed_over(decide: Decide, issue: Facts) -> None:
    flapping = issue.but(flapping=frozenset({("assign", "bob"), ("unassign", "carol")}))
    assert decide([{"assign": ["bob", "carol"]}], flapping) == (
        assigns("carol"),
        ["assign: bob: it went to and fro too often: left alone for an hour"],
    )


def test_ten_at_most_and_the_rest_is_told(decide: Decide, issue: Facts) -> None:
    logins = [f"p{n}" for n in range(12)]
    full = "assign: GitHub takes ten assignees at most"
    assert decide([{"assign": logins}], issue) == (assigns(*logins[:10]), [full])
    assert decide([{"assign": "bob"}], issue.but(assignees=tuple(logins[:10]))) == ([], [full])


def test_whoever_acts_can_be_assigned(decide: Decide, issue: Facts) -> None:
    assert decide([{"assign": "{actor}"}], issue.but(actor=Person(login="dan"))) == (assigns("dan"), [])
    assert decide([{"assign": "{actor}"}], issue) == ([], ["assign: nobody is named by this selector"])


def test_a_discussion_has_no_assignees(decide: Decide, issue: Facts) -> None:
    assert decide([{"assign": "bob"}], issue.but(kind="discussion")) == (
        [],
        ["assign: discussions have no such thing"],
    )


def test_somebody_else_than_who_has_it_is_assigned_once_and_not_until_nobody_is_left(
    decide: Decide, issue: Facts
) -> None:
    taken = issue.but(people=EDITORS, assignees=("bob",))
    other = [{"assign": {"role": "editor", "never": "assignee"}}]
    assert decide(other, taken) == (assigns("carol"), [])
    assert decide(other, taken.but(assignees=("bob", "carol"))) == (
        [],
        ["assign: alice: is the author; bob: has the item already; carol: has the item already"],
    )


def test_who_has_least_to_do_is_assigned_and_the_plan_says_why(issue: Facts) -> None:
    candidates = {"bob": Candidate(open_items=2, id=1), "carol": Candidate(open_items=1, id=2)}
    facts = issue.but(people=EDITORS, candidates=candidates, now=datetime(2026, 3, 2, tzinfo=UTC))
    book = load("project: {purpose: p}\nrules: [{name: R, do: [{assign: {role: editor}}]}]\n")
    (action,) = make_plan(book, facts, [Occasion("d1", "issues.opened")]).actions
    why = "asked because: 1 open item and never asked before; passed over: alice (is the author)"
    assert action.document() == {"do": "assign", "rule": "R", "assignees": ["carol"], "why": why}


WAITED = Due(rule="R", position=0, since=datetime(2026, 3, 2, tzinfo=UTC), asked_again=False)
ASKED_BOB = {"assignees": ("Bob", "dan"), "ours": frozenset({("R", "assign", "bob")}), "people": EDITORS}
QUIET = Acts(by={}, since=datetime(2026, 3, 1, tzinfo=UTC))


def after_a_week(issue: Facts, **more: Any) -> tuple[list[dict[str, Any]], list[str]]:
    """What the rule does that assigned an editor a week ago."""
    goal = {"assign": {"role": "editor", "ask_next_after": "7 days", "as": "mentor"}}
    book = load(json.dumps({"project": {"purpose": "p"}, "rules": [{"name": "R", "on": "push", "do": [goal]}]}))
    facts = issue.but(**{**ASKED_BOB, "acts": QUIET, "reviewing": None, "recorded": frozenset(), **more})
    plan = make_plan(book, facts, [Occasion("timer:x", due=WAITED)])
    told = [{k: v for k, v in one.document().items() if k not in {"rule", "why"}} for one in plan.actions]
    return told, [held.why for held in plan.held_back]


def test_the_next_one_gets_the_item_where_somebody_has_been_silent(issue: Facts) -> None:
    (freed, following, kept, said), held = after_a_week(issue)
    assert (freed, following, kept) == (
        {"do": "unassign", "assignees": ["Bob"]},
        {"do": "assign", "assignees": ["carol"]},
        {"do": "record", "name": "mentor: carol"},
    )
    assert (said["body"].startswith("@Bob, this was yours"), "@carol has it now" in said["body"], held) == (
        True,
        True,
        [],
    )


@pytest.mark.parametrize(
    "later",
    [
        {"acts": Acts(by={"bob": datetime(2026, 3, 5, tzinfo=UTC)}, since=QUIET.since)},
        {"acts": Acts(by={}, since=datetime(2026, 3, 5, tzinfo=UTC))},
        {"state": "closed"},
        {"claimed": frozenset({("assign", "bob")})},
        {"assignees": ("dan",)},
    ],
)
def test_who_has_done_something_or_was_assigned_by_others_keeps_the_item(issue: Facts, later: dict[str, Any]) -> None:
    assert after_a_week(issue, **later) == ([], [])


def test_who_waits_for_a_reviewer_keeps_the_item(issue: Facts) -> None:
    assert after_a_week(issue, reviewing=12) == ([], ["pull request #12 waits for a reviewer"])


def test_nobody_is_freed_where_nobody_else_is_left(issue: Facts) -> None:
    before = frozenset({("R", "assign", "bob"), ("R", "unassign", "carol")})
    held = ["alice: is the author; bob: was asked already; carol: was asked already"]
    assert after_a_week(issue, ours=before, assignees=("bob",)) == ([], held)


def test_what_is_not_known_frees_nobody(issue: Facts) -> None:
    assert after_a_week(issue, acts=Facts().acts) == ([], ["not known: acts"])


def test_as_what_somebody_is_asked_is_told_and_remembered(issue: Facts) -> None:
    goal = "{role: editor, as: mentor, ask_next_after: 2 days}"
    book = load(f"project: {{purpose: p}}\nrules: [{{name: R, do: [{{assign: {goal}}}]}}]\n")
    facts = issue.but(people=EDITORS, recorded=frozenset({"mentor: dan"}))
    asked, kept = make_plan(book, facts, [Occasion("d1", "issues.opened")]).actions
    assert (asked.why.partition(":")[0], kept.keys()) == ("asked as mentor because", {"name": "mentor: bob"})
    assert (isinstance(asked, AddAssignees) and str(asked.patience)) == "2 days"


def test_each_person_is_a_write_that_answers_for_nobody_else(signed: dict[str, Any], target: Target) -> None:
    action = AddAssignees(**signed, assignees=("bob", "Nobody", "carol"))
    assert list(VERBS["assign"].writes([action], target)) == [
        Refusal(action, "nobody", "there is no GitHub user Nobody"),
        Write(
            "addAssigneesToAssignable",
            {"assignableId": "I_7", "assigneeIds": ["user:bob"]},
            (AddAssignees(**signed, assignees=("bob",)),),
            select=SELECT,
        ),
        Write(
            "addAssigneesToAssignable",
            {"assignableId": "I_7", "assigneeIds": ["user:carol"]},
            (AddAssignees(**signed, assignees=("carol",)),),
            select=SELECT,
        ),
    ]


@pytest.mark.parametrize(("targets", "left"), [({"bob"}, ("Bob",)), ({"dan"}, None)])
def test_it_is_described_and_cut_down_by_person(
    signed: dict[str, Any], targets: set[str], left: tuple[str, ...] | None
) -> None:
    action = AddAssignees(**signed, assignees=("Bob", "carol"))
    assert action.describe() == "assign Bob, carol"
    assert action.targets == ("bob", "carol")
    assert VERBS["assign"].names(action) == [Name("user", "Bob"), Name("user", "carol")]
    assert action.only(frozenset(targets)) == (AddAssignees(**signed, assignees=left) if left else None)
