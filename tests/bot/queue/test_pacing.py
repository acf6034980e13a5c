"""When the next piece of content may be created."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.queue.pacing import HOUR, MINUTE, Limits, earliest, within_an_hour

WINDOWS = Limits(3, 5).windows(command=True)


@pytest.mark.parametrize(
    ("made", "many", "at"),
    [
        ([], 1, 1_000),
        ([(900, 2)], 1, 1_000),
        ([(800, 1), (900, 2)], 1, 800 + MINUTE),
        ([(800, 1), (900, 2)], 2, 900 + MINUTE),
        ([(800, 1), (900, 1)], 3, 900 + MINUTE),
        ([(900, 3), (900 + MINUTE, 2)], 1, 900 + HOUR),
        ([], 9, 1_000),
        ([(900, 1)], 9, 900 + HOUR),
    ],
)
def test_content_is_created_as_soon_as_every_limit_allows_it(made: list[tuple[int, int]], many: int, at: int) -> None:
    assert earliest(made, many, 1_000, WINDOWS) == at


def test_the_last_tenth_of_an_hour_is_left_for_commands() -> None:
    limits = Limits()
    assert limits.windows(command=True) == [(MINUTE, 80), (HOUR, 500)]
    assert limits.windows(command=False) == [(MINUTE, 80), (HOUR, 450)]


def test_nought_is_no_limit() -> None:
    assert Limits(0, 0).windows(command=False) == []
    assert earliest([(1_000, 9_999)], 1, 1_000, Limits(0, 0).windows(command=True)) == 1_000


def test_after_an_hour_nothing_counts_and_a_clock_that_was_set_back_makes_nobody_wait_longer() -> None:
    now = 2 * HOUR
    assert within_an_hour([(now + 5_000, 2), (now - HOUR, 1), (now - HOUR + 1, 1)], now) == [
        (now - HOUR + 1, 1),
        (now, 2),
    ]


@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(1, 3)), max_size=40))
def test_no_window_ever_holds_more_than_its_limit(asked: list[tuple[int, int]]) -> None:
    made: list[tuple[int, int]] = []
    now = 0
    for pause, many in asked:
        now += pause
        at = earliest(made, many, max(now, made[-1][0] if made else 0), WINDOWS)
        made.append((at, many))
    for span, most in WINDOWS:
        for end, _ in made:
            assert sum(many for at, many in made if end - span < at <= end) <= most
