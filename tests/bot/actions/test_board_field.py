"""`board_field` sets what the board takes, tells what it does not take, and never acts against a person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.action import Refusal, Target, Write
from bot.actions import VERBS
from bot.actions.board_field import SetField, SetFields
from rules.facts import Board, BoardField, Card, Facts

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]
RUNS = (
    (date(2026, 3, 16), date(2026, 3, 30)),
    (date(2026, 3, 2), date(2026, 3, 16)),
    (date(2026, 3, 30), date(2026, 4, 13)),
)
FIELDS = (
    BoardField(name="Size", kind="single_select", options=("S", "L")),
    BoardField(name="Effort", kind="number"),
    BoardField(name="Due", kind="date"),
    BoardField(name="Note", kind="text"),
    BoardField(name="Sprint", kind="iteration", options=("Sprint 2", "Sprint 1", "Sprint 3"), begins=RUNS),
    BoardField(name="Labels", kind="labels"),
)
BOARD = Board(options=("Backlog",), fields=FIELDS)


@pytest.fixture
def seen(issue: Facts) -> Facts:
    """An issue on a board with fields of every kind."""
    return issue.but(board=BOARD, now=datetime(2026, 3, 10, 9, 0, tzinfo=UTC))


def one(field: str, value: str | None) -> tuple[list[dict[str, Any]], list[str]]:
    return [{"do": "board_field", "field": field, "value": value}], []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"size": "l"}, one("Size", "L")),
        ({"Effort": 3}, one("Effort", "3")),
        ({"Effort": 2.5}, one("Effort", "2.5")),
        ({"Effort": "08"}, one("Effort", "8")),
        ({"Due": "2026-01-31"}, one("Due", "2026-01-31")),
        ({"Note": "by {author}"}, one("Note", "by alice")),
        ({"Sprint": "sprint 3"}, one("Sprint", "Sprint 3")),
        ({"Sprint": "@current"}, one("Sprint", "Sprint 1")),
        ({"Sprint": "@next"}, one("Sprint", "Sprint 2")),
    ],
)
def test_each_kind_of_field_takes_its_values(decide: Decide, seen: Facts, given: Any, expected: Any) -> None:
    assert decide([{"board_field": given}], seen) == expected


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"Sise": "L"}, "the board has no field Sise; did you mean `Size`?"),
        (
            {"Whatever else": "L"},
            "the board has no field Whatever else; one of: Size, Effort, Due, Note, Sprint, Labels",
        ),
        ({"Size": "Z"}, "Size has no option Z; one of: S, L"),
        ({"Sprint": "Sprint 9"}, "Sprint has no option Sprint 9; did you mean `Sprint 3`?"),
        ({"Effort": "much"}, "Effort takes a number, not much"),
        ({"Effort": "nan"}, "Effort takes a number, not nan"),
        ({"Due": "soon"}, "Due takes a date, not soon"),
        ({"Labels": "bug"}, "Labels is no field of the board's own; use the verb for it"),
        ({"Note": "{milestone}"}, "a value for Note is empty"),
    ],
)
def test_what_the_board_does_not_take_is_told(decide: Decide, seen: Facts, given: Any, why: str) -> None:
    assert decide([{"board_field": given}], seen) == ([], [f"board_field: {why}"])


def test_outside_of_all_iterations_there_is_none(decide: Decide, seen: Facts) -> None:
    late = seen.but(now=datetime(2027, 1, 1, tzinfo=UTC))
    found = decide([{"board_field": {"Sprint": "@current"}}, {"board_field": {"Sprint": "@next"}}], late)
    why = "board_field: Sprint has no iteration that is {} now"
    assert found == ([], [why.format("@current"), why.format("@next")])


def test_what_is_so_already_is_left(decide: Decide, seen: Facts) -> None:
    held = seen.but(fields={"size": "l", "Effort": 3.0})
    assert decide([{"board_field": {"Size": "L", "Effort": 3, "Due": "none"}}], held) == ([], [])
    assert decide([{"board_field": {"Size": "none"}}], held) == one("Size", None)


def test_what_a_person_changed_stays_so(decide: Decide, seen: Facts) -> None:
    undone = seen.but(fields={"Size": "S"}, undone=frozenset({("board_field", "size=l")}))
    expected: Any = ([], ["board_field: a person changed Size from L"])
    assert decide([{"board_field": {"Size": "L"}}], undone) == expected


def test_without_a_board_nothing_is_set(decide: Decide, seen: Facts) -> None:
    goal = [{"board_field": {"Size": "L"}}]
    assert decide(goal, seen.but(board=Board(problem="it is closed"))) == ([], ["board_field: it is closed"])
    taken: Any = ([], ["board_field: a person took the card off the board"])
    assert decide(goal, seen.but(unboarded=True)) == taken


def test_where_nobody_looked_at_the_fields_any_is_taken(decide: Decide, seen: Facts) -> None:
    offline = seen.but(board=Board(options=("Backlog",)))
    assert decide([{"board_field": {"Whatever": "@current"}}], offline) == one("Whatever", "@current")


@pytest.mark.parametrize(
    ("field", "value", "sent"),
    [
        ("Size", "L", {"singleSelectOptionId": "option:L"}),
        ("Effort", "2.5", {"number": 2.5}),
        ("Due", "2026-01-31", {"date": "2026-01-31"}),
        ("Note", "soon", {"text": "soon"}),
        ("Sprint", "Sprint 2", {"iterationId": "run:2"}),
    ],
)
def test_each_kind_is_written_in_its_own_way(
    target: Target, signed: dict[str, Any], field: str, value: str, sent: dict[str, Any]
) -> None:
    assert target.board is not None
    action = SetField(**signed, field=field, value=value)
    there = replace(target, card="PVTI_1")
    place = {"projectId": "PVT_1", "itemId": "PVTI_1", "fieldId": target.board.fields[field.lower()].id}
    expected = Write("updateProjectV2ItemFieldValue", {**place, "value": sent}, (action,))
    assert list(VERBS["board_field"].writes([action], there)) == [expected]
    empty = SetField(**signed, field=field, value=None)
    cleared = Write("clearProjectV2ItemFieldValue", place, (empty,))
    assert list(VERBS["board_field"].writes([empty], there)) == [cleared]


def test_a_card_is_added_first_where_there_is_none(target: Target, signed: dict[str, Any]) -> None:
    assert target.board is not None
    action = SetField(**signed, field="Note", value="soon")
    (added,) = VERBS["board_field"].writes([action], target)
    then = SetFields(target.board, (action,))
    given = {"projectId": "PVT_1", "contentId": "I_7"}
    assert added == Write("addProjectV2ItemById", given, (action,), select="item { id }", then=then)
    there = replace(target, card="PVTI_9")
    assert then.writes({"item": {"id": "PVTI_9"}}) == list(VERBS["board_field"].writes([action], there))


def test_what_is_gone_from_the_board_is_told(target: Target, signed: dict[str, Any]) -> None:
    lost, option = SetField(**signed, field="Lost", value="1"), SetField(**signed, field="Size", value="XL")
    refusals = [
        Refusal(lost, "lost=1", "the board takes no Lost: 1"),
        Refusal(option, "size=xl", "the board takes no Size: XL"),
    ]
    assert list(VERBS["board_field"].writes([lost, option], target)) == refusals
    unseen = [Refusal(lost, "lost=1", "the board takes no Lost: 1")]
    assert list(VERBS["board_field"].writes([lost], replace(target, board=None))) == unseen


def test_it_changes_the_facts(issue: Facts, signed: dict[str, Any]) -> None:
    changed = SetField(**signed, field="Size", value="L").applied_to(issue.but(fields={"size": "S", "Note": "a"}))
    assert (changed.fields, changed.card) == ({"Note": "a", "Size": "L"}, Card(id=""))
    emptied = SetField(**signed, field="Size", value=None).applied_to(changed)
    assert emptied.fields == {"Note": "a"}
