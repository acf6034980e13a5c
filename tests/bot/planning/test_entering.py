import pytest

from bot.commands import NAMES
from bot.hearing.calls import hear
from bot.plan import make_plan
from bot.planning.entering import ENTERED, awaits, may_enter, stage_seen
from bot.planning.occasion import Occasion
from rules.facts import UNKNOWN, Board, Facts, Person
from rules.language import load

BOOK = load("""
project: {purpose: p}
board: {project: 1, stages: {A: , B: , C: }}
rules:
  - {name: new, on: issues.opened, do: [{stage: A}]}
  - {name: two, on: stage.entered, when: {stage: A}, do: [{stage: B}]}
  - {name: three, on: stage.entered, when: {stage: B}, do: [{label: b}]}
""")
DEAF = load(
    "project: {purpose: p}\nboard: {project: 1, stages: {A: }}\nrules: [{name: a, on: issues, do: [{stage: A}]}]"
)
ITEM = Facts(
    kind="issue", author=Person(login="a"), labels=(), stage=None, card=None, undone=frozenset(), relabelled={},
    board=Board(options=("A", "B", "C")), stage_seen=None, people=(),
)  # fmt: skip
OPENED = Occasion("d1", "issues.opened")


def test_each_stage_is_heard_of_in_turn() -> None:
    found = make_plan(BOOK, ITEM, [OPENED])
    assert [(one.describe(), one.cause) for one in found.actions] == [
        ("stage A", "d1"),
        ("stage B", "d1"),
        ("+b", "d1"),
    ]


def test_what_a_person_did_by_hand_is_heard_of() -> None:
    moved = Occasion("d2", "projects_v2_item.edited")
    assert [one.describe() for one in make_plan(BOOK, ITEM.but(stage="B"), [moved]).actions] == ["+b"]


def test_a_stage_is_heard_of_whoever_only_wants_checks_made_again() -> None:
    pressed = Occasion("again:d", only="check", aside=True)
    assert [one.describe() for one in make_plan(BOOK, ITEM.but(stage="B"), [pressed]).actions] == ["+b"]


@pytest.mark.parametrize("seen", ["B", UNKNOWN])
def test_where_it_stands_since_long_is_no_news(seen: str) -> None:
    facts = ITEM.but(stage="B", stage_seen=seen)
    assert make_plan(BOOK, facts, [Occasion("d2", "projects_v2_item.edited")]).actions == ()
    assert stage_seen(facts) == "B"


def test_an_item_that_left_the_board_came_to_no_stage() -> None:
    assert make_plan(BOOK, ITEM.but(stage_seen="B"), [Occasion("d2", "projects_v2_item.deleted")]).actions == ()


@pytest.mark.parametrize(
    ("occasion", "may"),
    [
        (Occasion("d", "issues.closed"), False),
        (Occasion("d", "projects_v2_item.edited"), True),
        (Occasion("d", "projects_v2_item.edited", own=True), False),
        (Occasion("d", "issues.labeled", label="stage/A"), True),
        (Occasion("d", led_to="A"), True),
        (Occasion("d", "issue_comment.created", heard=hear(["/stage A"], NAMES, "f")), True),
        (Occasion("d", "issue_comment.created", heard=hear(["/label x"], NAMES, "f")), False),
    ],
)
def test_it_may_come_to_a_stage_by_a_hand_by_a_command_or_by_being_led(occasion: Occasion, may: bool) -> None:
    assert may_enter(BOOK, (), [occasion], ()) is may


def test_it_may_come_to_a_stage_by_a_rule() -> None:
    rules = BOOK.candidates([("issues.opened", False)])
    assert (
        may_enter(BOOK, rules, [Occasion("d", "issues.closed")], ()),
        may_enter(DEAF, DEAF.rules, [OPENED], ()),
    ) == (
        True,
        False,
    )


def test_only_who_names_it_waits_for_it() -> None:
    assert (awaits(BOOK.rules), awaits(DEAF.rules), ENTERED) == (True, False, "stage.entered")


def test_rules_that_send_it_round_and_round_come_to_an_end() -> None:
    book = load("""
project: {purpose: p}
board: {project: 1, stages: {A: , B: , C: }}
rules:
  - {name: a, on: stage.entered, when: {stage: A}, do: [{stage: B}]}
  - {name: b, on: stage.entered, when: {stage: B}, do: [{stage: C}]}
  - {name: c, on: stage.entered, when: {stage: C}, do: [{stage: {to: A, back: true}}]}
""")
    moved = Occasion("d1", "projects_v2_item.edited")
    stages = [one.targets[0] for one in make_plan(book, ITEM.but(stage="A"), [moved]).actions]
    assert (stages[:2], len(stages) < 12) == (["B", "C"], True)
