"""From figures to shapes: nothing lies outside its box, and bands lie on each other without a gap."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow import Band, Times
from webhooks.pages.one_board.drawing import HEIGHT, WIDTH, Area, Bar, areas, bars, round_up

DAY = timedelta(days=1)


@pytest.mark.parametrize(("number", "next_one"), [(0, 1), (1, 1), (7, 8), (9, 10), (11, 20), (21, 30), (401, 500)])
def test_the_box_is_as_high_as_a_number_that_reads_well(number: int, next_one: int) -> None:
    assert round_up(number) == next_one


def test_the_last_band_lies_at_the_bottom() -> None:
    drawn, top = areas([Band("Review", (1, 3)), Band("Done", (1, 2))])
    assert top == 5
    assert drawn == (
        Area("Review", "0.0,120.0 600.0,0.0 600.0,120.0 0.0,160.0", 3),
        Area("Done", "0.0,160.0 600.0,120.0 600.0,200.0 0.0,200.0", 2),
    )


def test_of_nothing_nothing_is_drawn() -> None:
    assert (areas([]), bars([])) == (((), 1), ())


def test_bars_stand_against_the_longest() -> None:
    times = [Times("Review", 3, DAY, 4 * DAY), Times("Ready", 1, 2 * DAY, 2 * DAY)]
    assert bars(times) == (Bar(times[0], 250, 1000), Bar(times[1], 500, 500))
    at_once = [Times("Review", 1, 0 * DAY, 0 * DAY)]
    assert bars(at_once) == (Bar(at_once[0], 0, 0),)


@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.tuples(*[st.integers(0, 50)] * n), min_size=1, max_size=6)))
def test_everything_lies_in_the_box_and_each_band_on_the_next(counts: list[tuple[int, ...]]) -> None:
    drawn, _ = areas([Band(str(place), each) for place, each in enumerate(counts)])
    points = [[tuple(map(float, pair.split(","))) for pair in area.points.split()] for area in drawn]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for shape in points for x, y in shape)
    half = len(counts[0])
    lowers, uppers = [shape[half:][::-1] for shape in points], [shape[:half] for shape in points]
    assert lowers[:-1] == uppers[1:]
