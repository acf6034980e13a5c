"""What became of the bot's deeds: whether they stand, and which ones people took back."""

import pytest

from bot.deeds import Deed, stands, taken_back
from rules.facts import BLANK, Board, Facts

ITEM = BLANK.but(
    kind="issue",
    labels=("Bug",),
    assignees=("Ben",),
    requested=("orchard/docs",),
    sections={"one": "Hello."},
    stage="Doing",
    board=Board(),
)


@pytest.mark.parametrize(
    ("deed", "stood"),
    [
        (("label", "bug"), True),
        (("label", "docs"), False),
        (("unlabel", "bug"), False),
        (("unlabel", "docs"), True),
        (("assign", "ben"), True),
        (("unassign", "ben"), False),
        (("request_review", "orchard/docs"), True),
        (("comment", "one"), True),
        (("comment", "two"), False),
        (("stage", "Doing"), True),
        (("stage", "Triage"), False),
        (("close", "completed"), None),
    ],
)
def test_an_item_shows_whether_a_deed_stands(deed: Deed, stood: bool | None) -> None:
    assert stands(deed, ITEM) is stood


def test_of_what_is_not_known_nothing_can_be_said() -> None:
    assert stands(("label", "bug"), BLANK) is None


@pytest.mark.parametrize(
    ("deeds", "facts", "undone"),
    [
        ([], ITEM, set()),
        ([("stage", "Doing")], ITEM, set()),
        ([("stage", "Doing")], ITEM.but(stage="Triage"), {("stage", "doing")}),
        ([("stage", "Doing")], ITEM.but(stage=None), {("stage", "doing")}),
        ([("stage", "Doing"), ("stage", "Triage")], ITEM.but(stage="Triage"), set()),
        ([("stage", "Doing")], ITEM.but(stage=None, board=Board(problem="it is closed")), set()),
        ([("stage", "Doing")], ITEM.but(stage=None, board=BLANK.board), set()),
        ([("label", "docs")], ITEM, set()),
        ([("label", "docs")], ITEM.but(kind="discussion"), {("label", "docs")}),
        ([("label", "bug"), ("unlabel", "bug")], ITEM.but(kind="discussion"), {("unlabel", "bug")}),
        ([("unlabel", "docs"), ("label", "bug")], ITEM.but(kind="discussion"), set()),
    ],
)
def test_what_people_took_back_is_told_where_no_timeline_tells(
    deeds: list[Deed], facts: Facts, undone: set[Deed]
) -> None:
    assert taken_back(deeds, facts) == undone
