"""Which of the stage label and the card is followed by the other, as plans; the journeys tell it over GitHub."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.action import Action, HeldBack
from bot.actions.stage import SetStage
from bot.plan import Occasion, make_plan
from bot.planning.mirror import MIRROR, may_differ, mirrored, wants_mirror
from rules.facts import UNKNOWN, Board, Card, Facts, LabelChange, Maybe
from rules.language import load

STAGES = ("Triage", "Doing", "Done")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
AT = NOON.isoformat()


def book(labels: str = "true", project: str = "project: 1, ") -> Any:
    stages = ", ".join(f"{stage}: {{}}" for stage in STAGES)
    board = f"board: {{{project}labels: {labels}, stages: {{{stages}}}}}"
    return load(f"project: {{purpose: Tests}}\n{board}\nrules: []\n")


def later(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


def label(at: int = 0, *, on: bool = True, ours: bool = False) -> LabelChange:
    return LabelChange(at=later(at), on=on, ours=ours)


def facts(*labels: str, column: str | None = None, moved: int = 0, **more: Any) -> Facts:
    """An issue with a card that came to its column some seconds after noon, and labels that are as old as noon."""
    card = Card(id="PVTI_1", status=column, moved_at=later(moved) if column else None)
    changes = {one.lower(): label() for one in labels}
    told: dict[str, Any] = {
        "kind": "issue",
        "labels": labels,
        "stage": column,
        "card": card,
        "board": Board(options=STAGES),
        "relabelled": changes,
        **more,
    }
    return Facts(**told)


def planned(seen: Facts, rules: Any = None) -> list[Action | HeldBack]:
    return list(mirrored(rules or book(), seen, "d1"))


def to(stage: str, *, card: bool = False, label: bool = False, outdated: tuple[str, ...] = (), at: int = 0) -> SetStage:
    cause = f"changed:{later(at).isoformat()}"
    return SetStage(rule=MIRROR, position=0, cause=cause, stage=stage, card=card, label=label, outdated=outdated)


def held(why: str) -> HeldBack:
    return HeldBack("stage", MIRROR, 0, why)


def test_where_both_say_the_same_nothing_is_done() -> None:
    assert planned(facts("stage/doing", "bug", column="Doing")) == []
    assert planned(facts("bug")) == []


def test_the_newer_change_of_a_person_is_followed() -> None:
    assert planned(facts("stage/Doing", column="Triage", moved=-1)) == [to("Doing", card=True)]
    assert planned(facts("stage/Doing", column="Triage", moved=1)) == [
        to("Triage", label=True, outdated=("stage/Doing",), at=1)
    ]


def test_what_the_bot_did_itself_is_no_change_of_a_person() -> None:
    ours: dict[str, Any] = {"relabelled": {"stage/doing": label(5, ours=True)}}
    assert planned(facts("stage/Doing", column="Triage", **ours)) == [
        to("Triage", label=True, outdated=("stage/Doing",), at=5)
    ]
    own_card: dict[str, Any] = {"ours": frozenset({("R", "stage", "Triage")})}
    assert planned(facts("stage/Doing", column="Triage", moved=5, **own_card)) == [to("Doing", card=True, at=5)]


@pytest.mark.parametrize(("over", "stage"), [(4, "Doing"), (5, "Triage"), (None, "Triage")])
def test_a_card_that_a_person_moved_away_and_back_to_where_the_bot_had_put_it_is_their_word(
    over: int | None, stage: str
) -> None:
    own_card: dict[str, Any] = {"ours": frozenset({("R", "stage", "Doing")})}
    placed_by = None if over is None else later(over)
    [action] = planned(facts("stage/Triage", column="Doing", moved=5, placed_by=placed_by, **own_card))
    assert isinstance(action, SetStage)
    assert action.stage == stage


def test_a_label_of_which_nothing_is_known_gives_way_to_the_card() -> None:
    assert planned(facts("stage/Doing", column="Triage", relabelled={})) == [
        to("Triage", label=True, outdated=("stage/Doing",))
    ]
    fresh = facts("stage/Doing", card=Card(id="PVTI_1"), relabelled={})
    assert planned(fresh) == [SetStage(rule=MIRROR, position=0, cause="d1", stage="Doing", card=True, label=False)]


def test_of_several_labels_the_newest_of_a_person_stays() -> None:
    changes = {"stage/done": label(), "stage/doing": label(1), "stage/triage": label(2, ours=True)}
    seen = facts("stage/Done", "stage/Triage", "stage/Doing", relabelled=changes)
    outdated = ("stage/Triage", "stage/Done")
    assert planned(seen) == [to("Doing", card=True, outdated=outdated, at=2)]


def test_a_stage_without_a_name_in_the_rules_is_no_stage() -> None:
    assert planned(facts("stage/Icebox")) == []
    assert planned(facts("stage/Doing", column="Icebox", moved=1)) == [to("Icebox", outdated=("stage/Doing",), at=1)]


def test_a_card_out_of_all_columns_loses_the_label_that_the_bot_had_seen_it_with() -> None:
    cleared = facts("stage/Doing", ours=frozenset({("R", "stage", "doing")}))
    [action] = planned(cleared)
    assert isinstance(action, SetStage)
    assert (action, action.applied_to(cleared).stage) == (to("none", outdated=("stage/Doing",)), None)
    assert planned(facts("stage/Doing")) == [to("Doing", card=True)]


@pytest.mark.parametrize("change", [label(-1, on=False), label(1, on=False, ours=True), None])
def test_a_label_is_put_back_where_nobody_took_it_off_since(change: LabelChange | None) -> None:
    changes = {"stage/doing": change} if change else {}
    [action] = planned(facts(column="Doing", relabelled=changes))
    assert isinstance(action, SetStage)
    assert (action.label, action.card) == (True, False)


def test_a_label_that_a_person_took_off_stays_off() -> None:
    changes = {"stage/doing": label(1, on=False)}
    assert planned(facts(column="Doing", relabelled=changes)) == [held("a person took stage/Doing off")]


def test_what_keeps_the_card_is_told() -> None:
    archived = Card(id="PVTI_1", status="Triage", archived=True)
    assert planned(facts("stage/Doing", card=archived)) == [held("the card is archived")]
    assert planned(facts("stage/Triage", card=archived)) == []
    assert planned(facts("stage/Doing", card=None, unboarded=True)) == [held("a person took the card off the board")]
    lacking = "the board has no column Doing; the label alone carries it"
    assert planned(facts("stage/Doing", card=None, board=Board(options=("Triage",)))) == [held(lacking)]


def test_where_the_board_cannot_be_seen_only_the_newest_label_stays() -> None:
    hidden: dict[str, Any] = {"board": Board(problem="the App cannot see it"), "card": None}
    changes = {"stage/doing": label(), "stage/done": label(1)}
    seen = facts("stage/Done", "stage/Doing", relabelled=changes, **hidden)
    assert planned(seen) == [to("Done", outdated=("stage/Doing",), at=1)]


def test_what_goes_to_and_fro_is_left_alone() -> None:
    often: dict[str, Any] = {"flapping": frozenset({("mirror", "doing")})}
    assert planned(facts("stage/Doing", **often)) == [held("it went to Doing too often: left alone for an hour")]


@pytest.mark.parametrize("fact", ["labels", "stage", "card", "board", "relabelled"])
def test_what_is_not_known_changes_nothing(fact: str) -> None:
    assert planned(facts("stage/Doing").but(**{fact: UNKNOWN})) == []


def test_it_is_asked_for_by_the_board_or_where_there_is_none() -> None:
    wanted = [book(), book("false"), book("false", project=""), load("project: {purpose: T}\nrules: []\n")]
    assert [wants_mirror(one) for one in wanted] == [True, False, True, False]
    assert planned(facts("stage/Doing"), book("false")) == []
    assert planned(facts("stage/Doing", kind="discussion")) == []


def test_it_comes_before_the_rules_and_they_see_what_it_did() -> None:
    text = "rules: [{name: R, on: issues.labeled, when: {stage: Doing}, do: [{stage: Done}]}]\n"
    rules = load(
        f"project: {{purpose: T}}\nboard: {{project: 1, labels: true, stages: {{Doing: {{}}, Done: {{}}}}}}\n{text}"
    )
    seen = facts("stage/Doing", undone=frozenset(), board=Board(options=("Doing", "Done")))
    plan = make_plan(rules, seen, [Occasion("d1", "issues.labeled")])
    assert [(one.rule, one.describe()) for one in plan.actions] == [(MIRROR, "stage Doing"), ("R", "stage Done")]
    assert (plan.facts.stage, plan.facts.labels) == ("Done", ("stage/Done",))


@pytest.mark.parametrize(
    ("meant", "undone", "stages"),
    [
        ("Doing", frozenset({("label", "docs")}), ["Triage"]),
        ("doing", frozenset(), ["Triage"]),
        (None, frozenset(), ["Triage", "Doing"]),
        ("Triage", frozenset(), ["Triage", "Doing"]),
        ("Doing", UNKNOWN, ["Triage"]),
    ],
)
def test_where_a_person_took_the_item_from_by_the_label_no_rule_of_that_look_puts_it(
    meant: str | None, undone: Maybe[frozenset[tuple[str, str]]], stages: list[str]
) -> None:
    rules = load(
        "project: {purpose: T}\nboard: {project: 1, labels: true, stages: {Triage: {}, Doing: {}, Done: {}}}\n"
        "rules: [{name: R, on: issues.labeled, when: {label: bug}, do: [{stage: Doing}]}]\n"
    )
    seen = facts("bug", "stage/Triage", column="Doing", moved=-1, meant=meant, undone=undone)
    plan = make_plan(rules, seen, [Occasion("d1", "issues.labeled")])
    assert [one.keys()["stage"] for one in plan.actions] == stages


@pytest.mark.parametrize(
    ("event", "own", "about", "labels", "differ"),
    [
        ("projects_v2_item.edited", False, UNKNOWN, (), True),
        ("projects_v2_item.edited", True, UNKNOWN, (), False),
        (None, False, UNKNOWN, (), True),
        ("issues.labeled", False, "stage/Doing", (), True),
        ("pull_request.unlabeled", False, "bug", ("stage/Doing",), False),
        ("issues.labeled", False, None, (), False),
        ("issues.labeled", False, UNKNOWN, (), True),
        ("issues.opened", False, UNKNOWN, ("bug",), False),
        ("issues.opened", False, UNKNOWN, ("STAGE/Doing",), True),
        ("pull_request.reopened", False, UNKNOWN, UNKNOWN, True),
        ("issues.edited", False, UNKNOWN, ("stage/Doing",), False),
    ],
)
def test_what_may_make_them_differ(
    event: str | None, own: bool, about: Maybe[str | None], labels: Maybe[tuple[str, ...]], differ: bool
) -> None:
    assert may_differ(Occasion("d1", event, own=own, label=about), labels) is differ
