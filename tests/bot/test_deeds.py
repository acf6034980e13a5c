"""What became of the bot's deeds: whether they stand, and which ones people took back."""

import pytest

from bot.deeds import Deed, ours, stage_before, stands, taken_back
from rules.facts import BLANK, Board, Card, Facts

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


@pytest.mark.parametrize(
    ("deed", "facts", "stood"),
    [
        (("close", "closed"), BLANK.but(state="open"), False),
        (("close", "closed"), BLANK.but(state="closed"), True),
        (("reopen", "open"), BLANK.but(state="closed"), False),
        (("lock", "locked"), BLANK.but(locked=True), True),
        (("lock", "locked"), BLANK.but(locked=False), False),
        (("pin", "pinned"), BLANK.but(pinned=False), False),
        (("milestone", "2.0"), BLANK.but(milestone="2.0"), True),
        (("milestone", "none"), BLANK.but(milestone=None), True),
        (("milestone", "2.0"), BLANK.but(milestone=None), False),
        (("react", "eyes"), BLANK.but(reacted=frozenset({"eyes"})), True),
        (("board_field", "size=L"), BLANK.but(fields={"Size": "L"}), True),
        (("board_field", "size=s"), BLANK.but(fields={"Size": "L"}), False),
        (("add_to", "acme/3"), BLANK.but(cards={"acme/3": Card(id="1")}), True),
        (("remove_from", "acme/3"), BLANK.but(cards={"acme/3": Card(id="1")}), False),
        (("archive_on", "acme/3"), BLANK.but(cards={"acme/3": Card(id="1")}), False),
        (("archive_on", "acme/3"), BLANK.but(cards={"acme/3": Card(id="1", archived=True)}), True),
    ],
)
def test_every_place_shows_its_deeds_and_tells_when_they_are_undone(deed: Deed, facts: Facts, stood: bool) -> None:
    assert stands(deed, facts) is stood
    assert taken_back([deed], facts.but(kind="issue")) == (frozenset() if stood else {deed})


def test_of_two_deeds_in_one_place_the_last_one_counts() -> None:
    closed_then_opened = [("close", "closed"), ("reopen", "open")]
    assert taken_back(closed_then_opened, BLANK.but(state="open")) == frozenset()
    assert taken_back(closed_then_opened, BLANK.but(state="closed")) == {("reopen", "open")}
    sizes = [("board_field", "size=S"), ("board_field", "effort=3"), ("board_field", "size=L")]
    assert taken_back(sizes, BLANK.but(fields={"Size": "L"})) == {("board_field", "effort=3")}


def test_ours_is_what_the_bot_did_last_of_each_thing() -> None:
    done = [("one", "label", "bug"), ("one", "label", "docs"), ("two", "unlabel", "bug")]
    assert ours(done) == {("one", "label", "docs"), ("two", "unlabel", "bug")}


def test_the_stage_before_is_the_last_other_one() -> None:
    done = [("stage", "Doing"), ("label", "bug"), ("stage", "Review"), ("stage", "review")]
    assert stage_before(done) == "Doing"
    assert stage_before(done[:2]) is None
    assert stage_before([]) is None
