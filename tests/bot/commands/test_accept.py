from typing import Any

import pytest

from bot.commands import COMMANDS
from rules.facts import UNKNOWN
from rules.language import load

BOARD = load("project: {purpose: p}\nboard: {stages: {A: , B: }}\nrules: []\n")
MOVED = [{"do": "stage", "stage": "Drafting"}]


@pytest.mark.parametrize(("stage", "done"), [(None, MOVED), ("Ideas", MOVED), ("Drafting", []), ("Review", [])])
def test_it_goes_from_the_first_stage_to_the_second(said: Any, item: Any, stage: str | None, done: Any) -> None:
    came = said("/accept", by="tess", facts=item.but(stage=stage))
    assert (came.done, came.signs) == (done, ["+1"])


def test_it_leaves_triage_too(said: Any, item: Any) -> None:
    came = said("/accept", facts=item.but(labels=("needs-triage",)), file={"board": {"stages": {"Only": {}}}})
    assert came.done == [{"do": "unlabel", "labels": ["needs-triage"]}]


def test_where_there_is_no_board_nothing_is_needed_of_it(said: Any, item: Any) -> None:
    nowhere = item.but(stage=UNKNOWN, card=UNKNOWN, board=UNKNOWN, labels=("triage",))
    bare = said("/accept", facts=nowhere, without=["board"])
    assert (bare.done, bare.signs) == ([{"do": "unlabel", "labels": ["triage"]}], ["+1"])
    unseen = said("/accept", facts=nowhere)
    assert (unseen.done, unseen.signs) == ([{"do": "unlabel", "labels": ["triage"]}], ["confused"])
    needs = COMMANDS["accept"].asks(load("project: {purpose: p}\nrules: []\n"))
    assert needs == {"labels", "undone"}
    assert COMMANDS["accept"].asks(BOARD) - needs == {"stage", "card", "board"}


def test_a_discussion_cannot_be_taken_on(said: Any, item: Any) -> None:
    came = said("/accept", facts=item.but(kind="discussion"))
    assert (came.done, came.told) == ([], "`/accept` means something only on: issues, pull requests.")
