"""What became of the bot's deeds: whether they stand, and which ones people took back."""

import subprocess
import sys

import pytest

from bot.planning.deeds import (
    Deed,
    episodes,
    episodes_over,
    held_by,
    last_stage,
    left_behind,
    ours,
    overruled,
    overtaken,
    stage_before,
    stands,
    superseded,
    taken_back,
)
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


@pytest.mark.parametrize("first", ["bot.planning.deeds", "bot.actions", "bot.reconcile", "webhooks.app"])
def test_whatever_is_loaded_first_all_verbs_are_known_when_their_places_are_counted(first: str) -> None:
    counted = (
        f"import {first}; from bot.planning.deeds import PLACES, VERBS, place_of; "
        "print(sorted(set(filter(None, map(place_of, VERBS))) - PLACES), 'stage' in PLACES)"
    )
    run = subprocess.run([sys.executable, "-c", counted], capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert (run.stdout.strip(), run.stderr) == ("[] True", "")


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


def test_what_a_later_event_has_done_already_overtakes_what_comes_before_on_the_same_thing() -> None:
    on, off = ("opened", "label", "triage"), ("labeled", "unlabel", "Triage")
    low, high = ("opened", "board_field", "priority=low"), ("labeled", "board_field", "priority=high")
    plan = [on, low, ("opened", "label", "bug"), off, high]
    assert overtaken(plan, {off, high}) == {0, 1}
    assert overtaken(plan, {on, low}) == frozenset()


def test_what_is_wanted_at_all_times_or_shows_nowhere_overtakes_nothing() -> None:
    off, on = ("labeled", "unlabel", "triage"), ("standing:1", "label", "triage")
    ended, waits, waited = ("ended:1", "label", "triage"), ("opened", "after", "2 days"), ("closed", "after", "2 days")
    assert overtaken([off, on, ended], {on, ended}) == frozenset()
    assert overtaken([waits, waited], {waited}) == frozenset()


def test_ours_is_what_the_bot_did_last_of_each_thing() -> None:
    done = [("one", "label", "bug"), ("one", "label", "docs"), ("two", "unlabel", "bug")]
    assert ours(done) == {("one", "label", "docs"), ("two", "unlabel", "bug")}


def test_the_stage_before_is_the_last_other_one() -> None:
    done = [("stage", "Doing"), ("label", "bug"), ("stage", "Review"), ("stage", "review")]
    assert stage_before(done) == "Doing"
    assert stage_before(done[:2]) is None
    assert stage_before([]) is None


def test_the_stage_that_deeds_led_to_is_the_last_one() -> None:
    assert last_stage([("stage", "Triage"), ("stage", "Doing"), ("label", "bug")]) == "Doing"
    assert last_stage([("label", "bug")]) is None


@pytest.mark.parametrize(
    ("meant", "followed", "stage", "left"),
    [
        ("Doing", "Triage", "Triage", {("stage", "doing")}),
        ("Doing", "none", None, {("stage", "doing")}),
        ("Doing", "Triage", "Doing", set()),
        ("Doing", "doing", "Triage", set()),
        (None, "Triage", "Triage", set()),
    ],
)
def test_the_stage_from_which_the_bot_followed_a_person_is_known_whatever_board_is_seen(
    meant: str | None, followed: str, stage: str | None, left: set[Deed]
) -> None:
    unseen = ITEM.but(stage=stage, board=Board(problem="it is closed"))
    done = [("stage", meant)] if meant else []
    assert left_behind(done, [*done, ("stage", followed)], unseen) == left


def test_the_last_episode_of_a_rule_is_the_highest_in_which_anything_was_done() -> None:
    told = [
        ("one", "standing:2"),
        ("one", "standing:10.3"),
        ("two", "standing:1"),
        ("two", "ended:4"),
        ("three", "d-1"),
    ]
    assert episodes(told) == {"one": 10, "two": 1}
    assert episodes([]) == {}


def test_an_episode_is_over_once_its_work_was_to_be_taken_back() -> None:
    told = [
        ("one", "standing:1"),
        ("one", "ended:1"),
        ("one", "standing:2"),
        ("two", "standing:1"),
        ("two", "ended:2"),
        ("three", "standing:1"),
        ("four", "ended:3"),
    ]
    assert episodes_over(told) == {"one": 1, "two": 1}


@pytest.mark.parametrize(
    ("deed", "holds"),
    [
        (("milestone", "v1"), "v2"),
        (("board_field", "priority=low"), "Priority=High"),
        (("board_field", "size=5"), ""),
        (("stage", "Done"), "Doing"),
        (("label", "bug"), None),
        (("record", "seen"), None),
    ],
)
def test_a_place_that_holds_one_thing_tells_what_it_holds(deed: Deed, holds: str | None) -> None:
    there = ITEM.but(milestone="v2", fields={"Priority": "High"})
    assert held_by(deed, there) == holds
    assert held_by(deed, BLANK) is None


@pytest.mark.parametrize(("holds", "changed"), [("v2", True), ("v1", False), (None, False)])
def test_a_place_was_changed_since_where_it_holds_neither_the_deed_nor_what_was_found(
    holds: str | None, *, changed: bool
) -> None:
    assert superseded(("milestone", "v1"), "none", ITEM.but(milestone=holds)) is changed
    assert superseded(("milestone", "v1"), None, ITEM.but(milestone=holds)) is False


@pytest.mark.parametrize(
    ("deeds", "marks"),
    [
        ([("R", "label", "bug")], set()),
        ([("R", "label", "bug"), ("/unlabel", "unlabel", "Bug")], {("label", "bug")}),
        ([("/unlabel", "unlabel", "bug")], {("label", "bug")}),
        ([("R", "unlabel", "bug"), ("/label", "label", "bug")], {("unlabel", "bug")}),
        ([("/label", "label", "bug")], set()),
        ([("/unlabel", "unlabel", "bug"), ("/label", "label", "bug")], set()),
        ([("R", "stage", "Review"), ("/stage", "stage", "Doing")], {("stage", "review")}),
        ([("R", "stage", "Doing"), ("/stage", "stage", "Doing")], set()),
        ([("/decline", "close", "closed"), ("/keep", "no such verb", "x")], set()),
    ],
)
def test_what_people_took_back_by_a_command_is_known(deeds: list[tuple[str, str, str]], marks: set[Deed]) -> None:
    assert overruled(("d-1", *deed) for deed in deeds) == marks


def test_what_a_verb_takes_back_itself_by_a_command_is_known_until_somebody_asks_for_it_again() -> None:
    asked = ("d-1", "R", "request_review", "ben")
    undone = ("ended:comment:1", "/undo", "request_review", "ben")
    assert overruled([asked, undone]) == {("request_review", "ben")}
    assert overruled([asked, undone, ("d-2", "/ask", "request_review", "ben")]) == set()
