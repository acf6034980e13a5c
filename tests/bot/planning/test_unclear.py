"""Whether a stage whose answer was lost is there whole."""

import pytest

from bot.planning.mirror import MIRROR
from bot.planning.unclear import happened, is_half_done
from rules.facts import BLANK, UNKNOWN, Board, Card, Facts

BOARD = Board(options=("Triage", "Doing"))
NO_BOARD = Board(problem="the rules name no board")
BARE, TRIAGE = Card(id="C", status=None), Card(id="C", status="triage")
STAGE = ("stage", "Triage")


def facts(card: Card | None, *labels: str, board: Board = BOARD) -> Facts:
    return BLANK.but(kind="issue", board=board, card=card, labels=labels, stage="Triage")


@pytest.mark.parametrize(
    ("rule", "seen", "half"),
    [
        ("one", facts(None, "stage/Triage"), True),
        ("one", facts(BARE, "stage/Triage"), True),
        ("one", facts(TRIAGE), False),
        ("one", facts(TRIAGE, "stage/Doing"), False),
        (MIRROR, facts(TRIAGE), True),
        (MIRROR, facts(TRIAGE, "bug", "stage/Doing"), True),
        (MIRROR, facts(TRIAGE, "stage/Triage", "stage/Doing"), True),
        (MIRROR, facts(TRIAGE, "bug", "Stage/triage"), False),
        ("one", facts(None, "stage/Triage", board=NO_BOARD), False),
    ],
)
def test_a_stage_is_there_whole_or_not(rule: str, seen: Facts, *, half: bool) -> None:
    assert is_half_done(rule, STAGE, seen) is half
    assert happened("d-1", rule, STAGE, seen) is not half


@pytest.mark.parametrize("unknown", ["board", "card"])
def test_what_cannot_be_seen_is_not_half_done(unknown: str) -> None:
    seen = facts(BARE, "stage/Triage").but(**{unknown: UNKNOWN})
    assert (is_half_done("one", STAGE, seen), happened("d-1", "one", STAGE, seen)) == (False, True)


def test_a_column_that_the_board_has_not_is_carried_by_the_label() -> None:
    done, seen = ("stage", "Done"), facts(TRIAGE).but(stage="Done")
    assert (is_half_done("one", done, seen), happened("d-1", "one", done, seen)) == (False, True)


def test_what_is_no_stage_is_there_or_not() -> None:
    seen = facts(BARE, "bug")
    assert [happened("d-1", "one", ("label", name), seen) for name in ("bug", "docs")] == [True, False]
    assert not is_half_done("one", ("label", "docs"), seen)


def test_what_was_taken_back_is_there_no_more() -> None:
    there = [facts(None).but(sections=sections) for sections in ({}, {"one": "Hello."})]
    assert [happened("ended:1", "one", ("comment", "one"), seen) for seen in there] == [True, False]
