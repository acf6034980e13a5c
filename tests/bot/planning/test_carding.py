"""Which cards come because they are missing, as plans; the journeys tell it over GitHub."""

from typing import Any

import pytest

from bot.actions.stage import SetStage
from bot.planning.carding import CARDS, carded, only_cards
from rules.facts import UNKNOWN, Board, Card, Facts
from rules.language import load

BOARD = Board(options=("Triage", "Doing"))
COMES = [SetStage(rule=CARDS, position=0, cause="d1", stage="Triage", card=True, label=False)]


def facts(**more: Any) -> Facts:
    """An issue whose stage the bot set, and whose label alone carries it."""
    told: dict[str, Any] = {
        "kind": "issue",
        "state": "open",
        "labels": ("stage/Triage",),
        "stage": "Triage",
        "card": None,
        "board": BOARD,
        "ours": frozenset({("R", "stage", "Triage")}),
    }
    return Facts(**{**told, **more})


def planned(**more: Any) -> list[Any]:
    return list(carded(facts(**more), "d1"))


def test_a_card_that_is_missing_comes_and_one_that_is_there_is_left_alone() -> None:
    assert planned() == COMES
    assert planned(card=Card(id="PVTI_1", status="Doing")) == []
    assert planned(card=Card(id="PVTI_1", status=None, archived=True)) == []


def test_a_card_without_its_column_gets_it() -> None:
    assert planned(card=Card(id="PVTI_1", status=None)) == COMES


def test_what_a_person_took_off_or_what_the_bot_never_put_anywhere_stays_away() -> None:
    assert planned(unboarded=True) == []
    assert planned(ours=frozenset({("R", "label", "Triage")})) == []
    assert planned(stage=None) == []
    assert planned(labels=("bug",)) == []


@pytest.mark.parametrize("board", [Board(problem="it is closed"), Board(options=("Doing",)), UNKNOWN])
def test_where_the_board_cannot_show_the_stage_nothing_comes(board: Any) -> None:
    assert planned(board=board) == []


def test_a_discussion_has_no_card_and_what_is_closed_gets_none() -> None:
    assert planned(kind="discussion") == []
    assert planned(state="closed") == []


@pytest.mark.parametrize(
    ("board", "alone"),
    [
        ("board: {project: 1, stages: {Triage: {}}}", True),
        ("board: {project: 1, labels: true, stages: {Triage: {}}}", False),
        ("board: {stages: {Triage: {}}}", False),
        ("{}", False),
    ],
)
def test_it_concerns_those_who_want_cards_and_no_labels(board: str, *, alone: bool) -> None:
    board = "" if board == "{}" else board
    assert only_cards(load(f"project: {{purpose: Tests}}\n{board}\nrules: []\n")) is alone
