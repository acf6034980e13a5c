"""Answers that lag behind what GitHub has told already."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import milliseconds
from bot.events import Event
from bot.hearing.nudges import Nudges
from bot.item import ItemRef
from bot.looking.freshness import LAG, SOON, may_come_yet, trusted_from
from bot.looking.memory import Memory
from bot.looking.scene import Scene
from bot.people.directory import Directory
from bot.rulebook import InForce
from rules.book import Rulebook
from rules.facts import BLANK, Board, Card, Person
from rules.language import load

NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
ITEM = ItemRef(7, 5, "R_5", "orchard/tools", 1, "I_1", "issue")
BOOK = load("{project: {purpose: We mend}, rules: [{name: a, do: [{label: bug}]}]}")
A_SECOND = timedelta(seconds=1)
BOARD = "PVT_1"


def scene(told: datetime, arrived: datetime = NOW, name: str = "issues.edited", card: Card | None = None) -> Scene:
    """An item that something is told of, as the bot's clock shows NOW."""
    board = BOARD if card else ""
    event = Event("d-1", name, 7, Person(login="ada"), repo_id=5, item=ITEM, updated_at=told, card=card, project=board)
    nudges = Nudges((event,), (1,), tried=False, broken={}, arrived=milliseconds(arrived))
    return Scene(ITEM, nudges, InForce(BOOK, Directory(), "0"), (), (), Memory(), NOW, "us")


@pytest.mark.parametrize(
    ("told", "until"), [(NOW - 2 * LAG + A_SECOND, NOW + SOON), (NOW - 2 * LAG, None), (NOW + A_SECOND, NOW + SOON)]
)
def test_an_item_that_an_answer_does_not_know_may_still_come(told: datetime, until: datetime | None) -> None:
    assert may_come_yet(scene(told), NOW) == until


@pytest.mark.parametrize(("behind", "until"), [(A_SECOND, NOW + SOON), (timedelta(), None), (-A_SECOND, None)])
def test_an_answer_older_than_what_was_told_is_asked_for_again(behind: timedelta, until: datetime | None) -> None:
    told = NOW - A_SECOND
    assert trusted_from(scene(told), (), BLANK.but(updated_at=told - behind), NOW) == until


def test_nothing_is_waited_for_longer_than_a_replica_lags_behind() -> None:
    old = BLANK.but(updated_at=NOW - 10 * LAG)
    assert trusted_from(scene(NOW - 2 * LAG + A_SECOND), (), old, NOW) == NOW + SOON
    assert trusted_from(scene(NOW - 2 * LAG), (), old, NOW) is None


OLDER, NEWER = NOW - 2 * A_SECOND, NOW


@pytest.mark.parametrize(
    ("name", "seen", "until"),
    [
        ("edited", Card(id="PVTI_1", updated_at=OLDER), NOW + SOON),
        ("edited", Card(id="PVTI_1", updated_at=NEWER), None),
        ("edited", Card(id="PVTI_0", updated_at=OLDER), NOW + SOON),
        ("edited", Card(id="PVTI_1"), None),
        ("edited", None, NOW + SOON),
        ("deleted", Card(id="PVTI_1", updated_at=NEWER), NOW + SOON),
        ("deleted", Card(id="PVTI_2", updated_at=NEWER), None),
        ("deleted", None, None),
    ],
)
def test_a_card_that_is_older_than_what_its_board_told_is_asked_for_again(
    name: str, seen: Card | None, until: datetime | None
) -> None:
    told = Card(id="PVTI_1", updated_at=NOW - A_SECOND)
    here = scene(NOW - 10 * LAG, name=f"projects_v2_item.{name}", card=told)
    assert trusted_from(here, (), BLANK.but(updated_at=NOW, card=seen), NOW, BOARD) == until


@pytest.mark.parametrize("told", [NOW - 2 * LAG, None])
def test_nobody_waits_for_a_card_of_which_no_board_told_lately(told: datetime | None) -> None:
    here = scene(NOW - 10 * LAG, name="projects_v2_item.edited", card=Card(id="PVTI_1", updated_at=told))
    assert trusted_from(here, (), BLANK.but(updated_at=NOW, card=None), NOW, BOARD) is None


@pytest.mark.parametrize("project", ["PVT_2", ""])
def test_what_another_board_tells_makes_nobody_wait(project: str) -> None:
    told = Card(id="PVTI_1", updated_at=NOW - A_SECOND)
    here = scene(NOW - 10 * LAG, name="projects_v2_item.edited", card=told)
    assert trusted_from(here, (), BLANK.but(updated_at=NOW, card=None), NOW, project) is None


def test_by_a_clock_that_is_behind_the_time_counts_from_the_delivery() -> None:
    ahead, old = NOW + 5 * LAG, BLANK.but(updated_at=NOW)
    assert may_come_yet(scene(ahead, NOW - A_SECOND), NOW) == NOW + SOON
    assert may_come_yet(scene(ahead, NOW - 2 * LAG), NOW) is None
    assert trusted_from(scene(ahead, NOW - LAG), (), old, NOW) == NOW + SOON
    assert trusted_from(scene(ahead, NOW - 2 * LAG), (), old, NOW) is None


ON_BOARD = load(
    "{project: {purpose: We mend}, board: {project: 1, labels: true, stages: {Triage: {}, Doing: {}}}, "
    "rules: [{name: a, do: [{stage: Triage}]}]}"
)
WITHOUT = load(
    "{project: {purpose: We mend}, board: {stages: {Triage: {}}}, rules: [{name: a, do: [{stage: Triage}]}]}"
)
DEED, DONE = ("stage", "Triage"), NOW - 5 * A_SECOND
SEEN = BLANK.but(board=Board(options=("Triage", "Doing")))
UNSEEN = BLANK.but(board=Board(problem="there is none"))


def staged(book: Rulebook) -> Scene:
    """An item that the bot put in a stage a moment ago."""
    here = scene(NOW - 10 * LAG)
    return replace(here, in_force=InForce(book, Directory(), "0"), memory=Memory(settled={DEED: milliseconds(DONE)}))


@pytest.mark.parametrize(
    ("column", "labels", "changed", "until"),
    [
        (None, ("stage/Triage",), NOW, DONE + LAG),
        ("Doing", ("stage/Triage",), NOW, DONE + LAG),
        ("Triage", ("stage/Triage",), DONE - A_SECOND, None),
        ("Triage", ("stage/Doing",), DONE - A_SECOND, DONE + LAG),
        ("Triage", (), DONE - A_SECOND, DONE + LAG),
        ("Triage", (), DONE, None),
    ],
)
def test_a_stage_that_an_answer_shows_by_half_is_asked_for_again(
    column: str | None, labels: tuple[str, ...], changed: datetime, until: datetime | None
) -> None:
    seen = SEEN.but(kind="issue", card=Card(id="C", status=column), labels=labels, stage=column or "Triage")
    assert trusted_from(staged(ON_BOARD), [DEED], seen.but(updated_at=changed), NOW) == until


@pytest.mark.parametrize(("changed", "until"), [(DONE - A_SECOND, DONE + LAG), (DONE, None)])
def test_where_no_board_is_seen_the_label_tells_whether_an_answer_is_old(
    changed: datetime, until: datetime | None
) -> None:
    seen = UNSEEN.but(kind="issue", card=None, labels=(), stage=None, updated_at=changed)
    assert trusted_from(staged(WITHOUT), [DEED], seen, NOW) == until
