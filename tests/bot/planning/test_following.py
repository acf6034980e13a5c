"""How an issue follows the pull request that will close it, as plans; the journeys tell it over GitHub."""

from typing import Any

import pytest

from bot.action import HeldBack
from bot.actions.stage import SetStage
from bot.plan import Occasion, make_plan
from bot.planning.following import FOLLOWING, followed, leads_on
from rules.facts import UNKNOWN, Board, Card, Facts
from rules.language import load

LED = Occasion("look:1", led_to="Review")
BARE = load("project: {purpose: T}\nrules: []\n")


def book(linked: str = "true") -> Any:
    board = f"board: {{project: 1, linked: {linked}, stages: {{Triage: {{}}, Review: {{}}, Done: {{}}}}}}"
    return load(f"project: {{purpose: T}}\n{board}\nrules: []\n")


def issue(column: str | None = "Triage", **more: Any) -> Facts:
    told: dict[str, Any] = {
        "kind": "issue",
        "labels": (),
        "stage": column,
        "card": Card(id="PVTI_1", status=column),
        "board": Board(options=("Triage", "Review", "Done")),
        "undone": frozenset(),
    }
    return Facts(**(told | more))


def to_review() -> SetStage:
    signed: dict[str, Any] = {"rule": FOLLOWING, "position": 0, "cause": "look:1"}
    return SetStage(**signed, leads_on=False, stage="Review", card=True, label=False)


def held(why: str) -> HeldBack:
    return HeldBack("stage", FOLLOWING, 0, why)


@pytest.mark.parametrize("column", ["Triage", "Done", None])
def test_an_issue_follows_on_and_back(column: str | None) -> None:
    assert list(followed(book(), issue(column), LED)) == [to_review()]
    assert list(followed(book(), issue("Review"), LED)) == []


def test_a_card_that_is_not_there_is_not_put_there() -> None:
    assert list(followed(book(), issue(None, card=None), LED)) == [held("the issue has no card on the board")]
    removed = issue(None, card=None, unboarded=True)
    assert list(followed(book(), removed, LED)) == [held("a person took the card off the board")]


def test_what_a_person_undid_stays_undone() -> None:
    undone = issue(undone=frozenset({("stage", "review")}))
    assert list(followed(book(), undone, LED)) == [held("a person took it back from Review")]


@pytest.mark.parametrize("rules", [book("false"), BARE])
def test_nothing_follows_unless_it_is_asked_for(rules: Any) -> None:
    assert list(followed(rules, issue(), LED)) == []
    assert leads_on(rules, "pull_request", ["pull_request.opened"]) is False


@pytest.mark.parametrize("fact", ["stage", "card", "board", "labels", "undone"])
def test_what_is_not_known_moves_nothing(fact: str) -> None:
    assert list(followed(book(), issue().but(**{fact: UNKNOWN}), LED)) == []


def test_of_several_moves_the_last_is_followed_and_what_holds_it_back_is_told() -> None:
    occasions = [Occasion("look:0", led_to="Done"), LED]
    assert make_plan(book(), issue(), occasions).actions == (to_review(),)
    assert make_plan(book(), issue(None, card=None), occasions).held_back == (
        held("the issue has no card on the board"),
    )


@pytest.mark.parametrize(
    ("kind", "event", "leads"),
    [
        ("pull_request", "projects_v2_item.edited", True),
        ("pull_request", "sweep", True),
        ("pull_request", "pull_request.edited", True),
        ("pull_request", "pull_request.labeled", True),
        ("pull_request", "pull_request.synchronize", False),
        ("issue", "projects_v2_item.edited", False),
    ],
)
def test_when_a_pull_request_may_lead(kind: str, event: str, leads: bool) -> None:
    assert leads_on(book(), kind, [event]) is leads
