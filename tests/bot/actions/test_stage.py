"""`stage` moves forward, back where the rule says so, and never against a person."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.action import HeldBack, Look, Name, Refusal, Target, Write
from bot.actions import VERBS
from bot.actions.stage import SetStage, SetStatus
from bot.plan import Occasion, make_plan
from bot.planning.stages import stage_of
from rules.facts import Board, Card, Facts
from rules.language import load

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]

UNSEEN = "stage: the App cannot see it; the label stage/Drafting carries the stage instead"
BOOK = load("project: {purpose: Tests}\nboard: {project: 1, stages: {Backlog: {}, Drafting: {}}}\nrules: []\n")


def moves(stage: str) -> list[dict[str, Any]]:
    return [{"do": "stage", "stage": stage}]


def at(facts: Facts, stage: str) -> Facts:
    return facts.but(stage=stage, card=Card(id="PVTI_1", status=stage))


def unseen(facts: Facts, *labels: str, stage: str | None = None) -> Facts:
    return facts.but(board=Board(problem="the App cannot see it"), labels=labels, stage=stage)


def column(stage: str) -> dict[str, Any]:
    return {
        "projectId": "PVT_1",
        "itemId": "PVTI_1",
        "fieldId": "F_1",
        "value": {"singleSelectOptionId": f"option:{stage}"},
    }


def test_an_item_without_a_stage_gets_one(decide: Decide, issue: Facts) -> None:
    assert decide([{"stage": "drafting"}], issue) == (moves("Drafting"), [])


def test_an_item_moves_forward_and_not_back(decide: Decide, issue: Facts) -> None:
    assert decide([{"stage": "Drafting"}], at(issue, "Backlog")) == (moves("Drafting"), [])
    assert decide([{"stage": "Drafting"}], at(issue, "Drafting")) == ([], [])
    assert decide([{"stage": "Drafting"}], at(issue, "Review")) == ([], [])


def test_back_is_allowed_where_the_rule_says_so(decide: Decide, issue: Facts) -> None:
    later = at(issue, "Review")
    assert decide([{"stage": {"to": "Drafting", "back": True}}], later) == (moves("Drafting"), [])
    assert decide([{"stage": {"to": "Drafting", "only_from": "review"}}], later) == (moves("Drafting"), [])
    assert decide([{"stage": "Drafting"}], later, when={"stage": "Review"}) == (moves("Drafting"), [])


def test_only_from_keeps_an_item_that_stands_elsewhere(decide: Decide, issue: Facts) -> None:
    move = [{"stage": {"to": "Review", "only_from": "Drafting"}}]
    assert decide(move, at(issue, "Drafting")) == (moves("Review"), [])
    assert decide(move, at(issue, "Review")) == ([], [])
    assert decide(move, at(issue, "Backlog")) == (
        [],
        ["stage: it is at Backlog, and the rule moves it only from others"],
    )
    assert decide(move, issue) == ([], ["stage: it is at no stage yet, and the rule moves it only from others"])


def test_a_column_that_the_rules_do_not_name_holds_the_card(decide: Decide, issue: Facts) -> None:
    assert decide([{"stage": {"to": "Drafting", "back": True}}], at(issue, "Icebox")) == (
        [],
        ["stage: the card stands in Icebox, a column that the rules do not name"],
    )


def test_an_archived_card_stays(decide: Decide, issue: Facts) -> None:
    archived = issue.but(stage="Backlog", card=Card(id="PVTI_1", status="Backlog", archived=True))
    assert decide([{"stage": "Drafting"}], archived) == ([], ["stage: the card is archived"])


def test_a_card_that_a_person_took_off_the_board_stays_off(decide: Decide, issue: Facts) -> None:
    assert decide([{"stage": "Drafting"}], issue.but(unboarded=True)) == (
        [],
        ["stage: a person took the card off the board"],
    )


def test_a_stage_that_a_person_took_back_is_not_set_again(decide: Decide, issue: Facts) -> None:
    undone = issue.but(undone=frozenset({("stage", "drafting")}))
    why = ["stage: a person took it back from Drafting"]
    assert decide([{"stage": "Drafting"}], undone) == ([], why)
    assert decide([{"stage": "Drafting"}], at(undone, "Backlog")) == ([], why)
    assert decide([{"stage": "Review"}], at(undone, "Backlog")) == (moves("Review"), [])


def test_where_the_item_went_on_since_a_person_undid_nothing(decide: Decide, issue: Facts) -> None:
    went_on = at(issue.but(undone=frozenset({("stage", "drafting")})), "Review")
    assert decide([{"stage": {"to": "Drafting", "back": True}}], went_on) == (moves("Drafting"), [])


def test_a_card_that_goes_to_and_fro_is_left_alone(decide: Decide, issue: Facts) -> None:
    flapping = issue.but(flapping=frozenset({("stage", "Drafting")}))
    assert decide([{"stage": "Drafting"}], flapping) == (
        [],
        ["stage: it went to Drafting too often: left alone for an hour"],
    )


def test_a_discussion_has_no_stage(decide: Decide, issue: Facts) -> None:
    assert decide([{"stage": "Drafting"}], issue.but(kind="discussion")) == (
        [],
        ["stage: discussions have no such thing"],
    )


@pytest.mark.parametrize("fact", ["stage", "card", "board", "labels", "undone"])
def test_what_is_not_known_never_acts_and_says_so(decide: Decide, issue: Facts, fact: str) -> None:
    unknown = issue.but(**{fact: getattr(Facts(), fact)})
    assert decide([{"stage": "Drafting"}], unknown) == ([], [f"stage: not known: {fact}"])


def carried(issue: Facts, *, labels: bool = False) -> list[Any]:
    """The actions themselves, then the stage and labels that follow: `explain` does not show how a stage is carried."""
    text = (
        f"project: {{purpose: T}}\nboard: {{project: 1, labels: {str(labels).lower()}, "
        "stages: {Backlog: {}, Drafting: {}}}\nrules: [{name: R, on: issues.opened, do: [stage: Drafting]}]\n"
    )
    plan = make_plan(load(text), issue, [Occasion("d1", "issues.opened")])
    return [*plan.actions, plan.facts.stage, plan.facts.labels]


def test_without_a_board_to_be_seen_a_label_carries_the_stage_and_outdated_ones_go(
    issue: Facts, signed: dict[str, Any]
) -> None:
    hidden = unseen(issue, "bug", "Stage/Backlog", stage="Backlog")
    assert carried(hidden) == [
        SetStage(**signed, stage="Drafting", card=False, label=True, outdated=("Stage/Backlog",)),
        "Drafting",
        ("bug", "stage/Drafting"),
    ]


def test_it_is_told_why_a_label_carries_the_stage_also_when_it_does(decide: Decide, issue: Facts) -> None:
    assert decide([{"stage": "Drafting"}], unseen(issue)) == (moves("Drafting"), [UNSEEN])
    assert decide([{"stage": "Drafting"}], unseen(issue, "stage/Drafting", stage="Drafting")) == ([], [UNSEEN])
    assert decide([{"stage": "Drafting"}], unseen(issue, "stage/Review", stage="Review")) == ([], [])


def test_a_stage_label_that_a_person_took_off_stays_off(decide: Decide, issue: Facts) -> None:
    undone = unseen(issue).but(undone=frozenset({("label", "stage/drafting")}))
    assert decide([{"stage": "Drafting"}], undone) == ([], ["stage: a person took it back from Drafting"])
    on_the_board = issue.but(undone=frozenset({("label", "stage/drafting")}))
    assert decide([{"stage": "Drafting"}], on_the_board) == (moves("Drafting"), [])


def test_a_column_that_the_board_lacks_is_carried_by_a_label_and_comes_to_rest(decide: Decide, issue: Facts) -> None:
    lacking = at(issue.but(board=Board(options=("Backlog",))), "Backlog")
    why = ["stage: the board has no column Drafting; the label stage/Drafting carries the stage instead"]
    assert decide([{"stage": "Drafting"}], lacking) == (moves("Drafting"), why)
    assert decide([{"stage": "Drafting"}], lacking.but(labels=("stage/Drafting",))) == ([], why)


def test_a_label_mirrors_the_card_where_the_board_asks_for_it(issue: Facts, signed: dict[str, Any]) -> None:
    carded = at(issue, "Backlog").but(labels=("stage/Backlog",))
    assert carried(carded, labels=True) == [
        SetStage(**signed, stage="Drafting", card=True, label=True, outdated=("stage/Backlog",)),
        "Drafting",
        ("stage/Drafting",),
    ]
    assert carried(carded) == [
        SetStage(**signed, stage="Drafting", card=True, label=False),
        "Drafting",
        ("stage/Backlog",),
    ]


def test_a_stage_that_the_rules_lack_is_told(issue: Facts, signed: dict[str, Any]) -> None:
    book = load("project: {purpose: T}\nboard: {project: 1, stages: {A: {}}}\nrules: [{name: R, do: [stage: A]}]\n")
    [rule] = book.rules
    [(_, goal)] = rule.goals
    look = Look(replace(book, board=None), rule, 0, signed["cause"], issue, {})
    assert list(VERBS["stage"].plan(goal, look)) == [HeldBack("stage", "R", 0, "there is no stage A")]


def test_a_label_that_stands_is_not_added_twice_to_the_facts(signed: dict[str, Any], issue: Facts) -> None:
    action = SetStage(**signed, stage="Drafting", card=True, label=True)
    done = action.applied_to(at(issue, "Backlog").but(labels=("STAGE/drafting",)))
    assert (done.labels, done.card) == (("STAGE/drafting",), Card(id="PVTI_1", status="Drafting"))
    fresh = action.applied_to(issue)
    assert (fresh.labels, fresh.card) == (("stage/Drafting",), Card(id="", status="Drafting"))


def test_a_card_that_is_there_gets_its_column(signed: dict[str, Any], target: Target) -> None:
    action = SetStage(**signed, stage="Drafting", card=True, label=False)
    assert list(VERBS["stage"].writes([action], replace(target, card="PVTI_1"))) == [
        Write("updateProjectV2ItemFieldValue", column("Drafting"), (action,))
    ]


def test_a_card_that_is_not_there_is_added_and_gets_its_column_from_the_answer(
    signed: dict[str, Any], target: Target
) -> None:
    action = SetStage(**signed, stage="Drafting", card=True, label=False)
    assert target.board is not None
    then = SetStatus(target.board, "option:Drafting", (action,))
    assert list(VERBS["stage"].writes([action], target)) == [
        Write(
            "addProjectV2ItemById",
            {"projectId": "PVT_1", "contentId": "I_7"},
            (action,),
            select="item { id }",
            then=then,
        )
    ]
    assert then.writes({"item": {"id": "PVTI_1"}}) == [
        Write("updateProjectV2ItemFieldValue", column("Drafting"), (action,))
    ]


@pytest.mark.parametrize("board", [True, False])
def test_a_column_that_github_lacks_is_refused(signed: dict[str, Any], target: Target, board: bool) -> None:
    action = SetStage(**signed, stage="Icebox", card=True, label=False)
    known = target if board else replace(target, board=None)
    assert list(VERBS["stage"].writes([action], known)) == [Refusal(action, "Icebox", "the board has no column Icebox")]


def test_a_label_is_added_and_outdated_ones_go(signed: dict[str, Any], target: Target) -> None:
    action = SetStage(**signed, stage="Drafting", card=False, label=True, outdated=("stage/Backlog", "stage/Gone"))
    assert VERBS["stage"].names(action) == [
        Name("label", "stage/Drafting"),
        Name("label", "stage/Backlog"),
        Name("label", "stage/Gone"),
    ]
    assert list(VERBS["stage"].writes([action], target)) == [
        Write("addLabelsToLabelable", {"labelableId": "I_7", "labelIds": ["label:stage/Drafting"]}, (action,)),
        Write("removeLabelsFromLabelable", {"labelableId": "I_7", "labelIds": ["label:stage/Backlog"]}, (action,)),
    ]


def test_a_label_that_github_lacks_is_refused_and_the_card_moves_all_the_same(
    signed: dict[str, Any], target: Target
) -> None:
    action = SetStage(**signed, stage="Published", card=True, label=True)
    assert list(VERBS["stage"].writes([action], replace(target, card="PVTI_1"))) == [
        Refusal(action, "Published", "GitHub does not take the label stage/Published"),
        Write("updateProjectV2ItemFieldValue", column("Published"), (action,)),
    ]


def test_of_several_moves_only_the_end_is_written_and_no_label_is_left_behind(
    signed: dict[str, Any], target: Target
) -> None:
    first = SetStage(**signed, stage="Drafting", card=True, label=True, outdated=("stage/Backlog", "stage/Review"))
    last = SetStage(**signed, stage="Review", card=True, label=True, outdated=("stage/Drafting",))
    removed = ["label:stage/Backlog", "label:stage/Drafting"]
    assert list(VERBS["stage"].writes([first, last], replace(target, card="PVTI_1"))) == [
        Write("addLabelsToLabelable", {"labelableId": "I_7", "labelIds": ["label:stage/Review"]}, (first, last)),
        Write("removeLabelsFromLabelable", {"labelableId": "I_7", "labelIds": removed}, (first, last)),
        Write("updateProjectV2ItemFieldValue", column("Review"), (first, last)),
    ]


def test_it_is_described_and_is_one_thing(signed: dict[str, Any]) -> None:
    action = SetStage(**signed, stage="Drafting", card=True, label=False)
    assert (action.describe(), action.targets) == ("stage Drafting", ("Drafting",))
    assert action.only(frozenset({"Drafting"})) == action
    assert action.only(frozenset({"Review"})) is None


@pytest.mark.parametrize(
    ("card", "labels", "stage"),
    [
        (None, (), None),
        (Card(id="1", status="Drafting"), ("stage/Backlog",), "Drafting"),
        (Card(id="1", status="Icebox"), (), "Icebox"),
        (Card(id="1"), ("bug", "STAGE/drafting"), "Drafting"),
        (None, ("stage/Nowhere", "stage/Backlog"), "Backlog"),
        (None, ("stage/Nowhere",), None),
    ],
)
def test_the_card_tells_the_stage_and_a_label_where_there_is_none(
    card: Card | None, labels: tuple[str, ...], stage: str | None
) -> None:
    assert stage_of(card, labels, BOOK) == stage


def test_where_the_label_is_there_already_only_outdated_ones_go(signed: dict[str, Any], target: Target) -> None:
    action = SetStage(**signed, stage="none", card=False, label=False, outdated=("stage/Backlog",))
    assert list(VERBS["stage"].writes([action], target)) == [
        Write("removeLabelsFromLabelable", {"labelableId": "I_7", "labelIds": ["label:stage/Backlog"]}, (action,))
    ]


def test_no_stage_is_written_none(signed: dict[str, Any], issue: Facts) -> None:
    action = SetStage(**signed, stage="none", card=False, label=False, outdated=("stage/Drafting",))
    left = action.applied_to(at(issue, "Drafting").but(labels=("stage/Drafting",), card=Card(id="PVTI_1")))
    assert (left.stage, left.labels, left.card) == (None, (), Card(id="PVTI_1"))


def test_a_renamed_column_is_moved_to_and_the_new_name_is_told(decide: Decide, issue: Facts) -> None:
    board = Board(options=("Backlog", "Writing", "drafting"), renamed={"": "Progress", "drafting": "Writing"})
    told = [
        "stage: the board calls the field Status “Progress” now: write that name in the rule file",
        "stage: the board calls the column Drafting “Writing” now: write that name in the rule file",
    ]
    assert decide([{"stage": "Drafting"}], issue.but(board=board)) == (moves("Drafting"), told)


def test_a_deleted_column_is_said_to_be_deleted(decide: Decide, issue: Facts) -> None:
    board = Board(options=("Backlog",), deleted=frozenset({"drafting"}))
    why = "stage: the column Drafting was deleted from the board; the label stage/Drafting carries the stage instead"
    assert decide([{"stage": "Drafting"}], issue.but(board=board)) == (moves("Drafting"), [why])
