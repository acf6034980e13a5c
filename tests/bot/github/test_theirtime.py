"""GitHub's own time, whatever this machine's clock shows."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.github.theirtime import GitHubTime

NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
DATE = "Sun, 01 Mar 2026 10:00:00 GMT"
A_MINUTE = timedelta(minutes=1)


class Wall:
    """A clock that anybody may set, and seconds that nobody sets."""

    def __init__(self, shows: datetime) -> None:
        self.shows, self.seconds = shows, 0.0

    def now(self) -> datetime:
        return self.shows

    def steady(self) -> float:
        return self.seconds


def test_two_clocks_that_are_right_differ_by_seconds_and_then_ours_counts() -> None:
    wall = Wall(NOW + timedelta(seconds=4))
    time = GitHubTime(wall, wall.steady)
    time.heard({"date": DATE})
    assert (time.now(), time.ours(NOW), time.theirs(NOW)) == (wall.shows, NOW, NOW)


@pytest.mark.parametrize("off", [2 * A_MINUTE, -2 * A_MINUTE, timedelta(days=-9_000)])
def test_where_they_differ_by_more_github_is_right(off: timedelta) -> None:
    wall = Wall(NOW + off)
    time = GitHubTime(wall, wall.steady)
    assert time.now() == NOW + off
    time.heard({"date": DATE})
    assert time.now() == NOW
    assert (time.ours(NOW), time.theirs(wall.shows)) == (wall.shows, NOW)


def test_a_clock_that_is_set_between_two_answers_changes_nothing() -> None:
    wall = Wall(NOW)
    time = GitHubTime(wall, wall.steady)
    time.heard({"date": DATE})
    wall.shows, wall.seconds = NOW + timedelta(hours=1), 30.0
    assert time.now() == NOW + timedelta(seconds=30)
    wall.shows = NOW + timedelta(seconds=31)
    assert time.now() == NOW + timedelta(seconds=31)


@pytest.mark.parametrize(
    "told",
    [
        "",
        "yesterday",
        DATE * 2,
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Sun, 01 Mar 2026 10:00:00 +9999999999999",
        "Fri, 01 Jan 0100 00:00:00 +2359",
    ],
)
def test_what_is_no_time_changes_nothing(told: str) -> None:
    wall = Wall(NOW + A_MINUTE)
    time = GitHubTime(wall, wall.steady)
    time.heard({"date": told})
    time.heard({})
    assert time.now() == NOW + A_MINUTE
    assert time.ours(NOW) == NOW
