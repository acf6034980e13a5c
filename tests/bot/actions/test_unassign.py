"""`unassign` takes off everybody who is meant, and nobody whom a person assigned again."""

from collections.abc import Callable
from typing import Any

from bot.action import Refusal, Target, Write
from bot.actions import VERBS
from bot.actions.unassign import RemoveAssignees
from rules.facts import Facts, Member

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]


def takes_off(*logins: str) -> list[dict[str, Any]]:
    return [{"do": "unassign", "assignees": list(logins)}]


def test_all_are_taken_off(decide: Decide, issue: Facts) -> None:
    assert decide([{"unassign": "all"}], issue.but(assignees=("bob", "alice"))) == (takes_off("bob", "alice"), [])
    assert decide([{"unassign": "all"}], issue) == ([], [])


def test_only_those_who_are_meant_are_taken_off(decide: Decide, issue: Facts) -> None:
    assigned = issue.but(assignees=("Bob", "carol"))
    assert decide([{"unassign": ["bob", "dan"]}], assigned) == (takes_off("Bob"), [])
    assert decide([{"unassign": "{author}"}], assigned.but(assignees=("alice", "bob"))) == (takes_off("alice"), [])


def test_everybody_of_a_role_or_a_large_team_is_meant(decide: Decide, issue: Facts) -> None:
    team = tuple(f"m{n}" for n in range(40))
    known = issue.but(
        assignees=("m39", "bob", "carol"),
        teams={"acme/docs": team},
        people=(Member(login="carol", roles=("editor",)), Member(login="dan", roles=("editor",))),
    )
    assert decide([{"unassign": {"team": "acme/docs"}}], known) == (takes_off("m39"), [])
    assert decide([{"unassign": {"role": "editor", "fallback": {"users": "bob"}}}], known) == (takes_off("carol"), [])


def test_nobody_of_an_empty_role_means_nobody_and_not_the_fallback(decide: Decide, issue: Facts) -> None:
    selector = {"role": "editor", "fallback": {"users": "bob"}}
    assert decide([{"unassign": selector}], issue.but(assignees=("bob",))) == ([], [])


def test_somebody_whom_a_person_assigned_again_stays(decide: Decide, issue: Facts) -> None:
    back = issue.but(assignees=("bob", "carol"), undone=frozenset({("unassign", "bob")}))
    assert decide([{"unassign": "all"}], back) == (
        takes_off("carol"),
        ["unassign: a person assigned bob again"],
    )


def test_whoever_went_to_and_fro_too_often_stays(decide: Decide, issue: Facts) -> None:
    flapping = issue.but(assignees=("Bob", "carol"), flapping=frozenset({("unassign", "bob")}))
    assert decide([{"unassign": "all"}], flapping) == (
        takes_off("carol"),
        ["unassign: Bob went to and fro too often: left alone for an hour"],
    )


def test_unknown_assignees_never_act_and_say_so(decide: Decide, issue: Facts) -> None:
    unknown = issue.but(assignees=Facts().assignees)
    assert decide([{"unassign": "all"}], unknown) == ([], ["unassign: not known: assignees"])


def test_all_then_one_hands_the_item_over_and_comes_to_rest(decide: Decide, issue: Facts) -> None:
    hand_over = [{"unassign": "all"}, {"assign": "bob"}]
    assert decide(hand_over, issue.but(assignees=("carol",))) == (
        [*takes_off("carol"), {"do": "assign", "assignees": ["bob"]}],
        [],
    )
    assert decide(hand_over, issue.but(assignees=("bob",))) == ([], [])


def test_all_go_in_one_write_and_somebody_unknown_spoils_nothing(signed: dict[str, Any], target: Target) -> None:
    mixed = RemoveAssignees(**signed, assignees=("bob", "Nobody", "carol"))
    lost = RemoveAssignees(**signed, assignees=("Lost",))
    assert list(VERBS["unassign"].writes([mixed, lost], target)) == [
        Refusal(mixed, "nobody", "there is no GitHub user Nobody"),
        Refusal(lost, "lost", "there is no GitHub user Lost"),
        Write(
            "removeAssigneesFromAssignable",
            {"assignableId": "I_7", "assigneeIds": ["user:bob", "user:carol"]},
            (RemoveAssignees(**signed, assignees=("bob", "carol")),),
        ),
    ]
    assert list(VERBS["unassign"].writes([lost], target)) == [Refusal(lost, "lost", "there is no GitHub user Lost")]


def test_it_is_described_and_cut_down_by_person(signed: dict[str, Any]) -> None:
    action = RemoveAssignees(**signed, assignees=("Bob", "carol"))
    assert action.describe() == "unassign Bob, carol"
    assert action.only(frozenset({"carol"})) == RemoveAssignees(**signed, assignees=("carol",))
    assert action.only(frozenset()) is None
