from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.durations import DurationError, duration
from tests.rules.world import Told, told_of_rule

FRIDAY = datetime(2026, 1, 9, 10, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("30 days", timedelta(days=30)),
        ("1 day", timedelta(days=1)),
        (" 2  Weeks ", timedelta(days=14)),
        ("90 minutes", timedelta(minutes=90)),
        ("12hours", timedelta(hours=12)),
        ("3 months", timedelta(days=90)),
        ("1 year", timedelta(days=365)),
        ("0 days", timedelta(0)),
    ],
)
def test_a_span_has_a_number_and_a_unit(text: str, span: timedelta) -> None:
    read = duration(text)
    assert (read.span, read.business, str(read)) == (span, False, text.strip())
    assert read.after(FRIDAY, UTC) == FRIDAY + span


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("soon", "`soon` is no span of time"),
        ("30", "`30` is no span of time"),
        ("3 fortnights", "`3 fortnights` is no span of time"),
        ("-3 days", "`-3 days` is no span of time"),
        ("2 business weeks", "only days can be business days"),
        ("101 years", "`101 years` is more than a hundred years"),
        ("999999999 days", "`999999999 days` is more than a hundred years"),
    ],
)
def test_anything_else_is_told(text: str, problem: str) -> None:
    with pytest.raises(DurationError) as told:
        duration(text)
    assert (str(told.value), "30 days" in told.value.help) == (problem, True)


@pytest.mark.parametrize(
    ("days", "start", "end"),
    [
        (1, FRIDAY, datetime(2026, 1, 12, 10, tzinfo=UTC)),
        (5, FRIDAY, datetime(2026, 1, 16, 10, tzinfo=UTC)),
        (6, FRIDAY, datetime(2026, 1, 19, 10, tzinfo=UTC)),
        (12, FRIDAY, datetime(2026, 1, 27, 10, tzinfo=UTC)),
        (3, datetime(2026, 1, 5, 10, tzinfo=UTC), datetime(2026, 1, 8, 10, tzinfo=UTC)),
        (1, datetime(2026, 1, 10, 10, tzinfo=UTC), datetime(2026, 1, 13, tzinfo=UTC)),
        (1, datetime(2026, 1, 11, 23, tzinfo=UTC), datetime(2026, 1, 13, tzinfo=UTC)),
        (0, datetime(2026, 1, 11, 23, tzinfo=UTC), datetime(2026, 1, 12, tzinfo=UTC)),
    ],
)
def test_business_days_pass_over_the_weekend(days: int, start: datetime, end: datetime) -> None:
    assert duration(f"{days} business days").after(start, UTC) == end
    assert duration(f"{days} working days").after(start, UTC) == end


def test_the_zone_tells_when_the_weekend_begins() -> None:
    late = datetime(2026, 1, 9, 23, 30, tzinfo=UTC)  # in Berlin it is Saturday already
    assert duration("1 business day").after(late, UTC) == datetime(2026, 1, 12, 23, 30, tzinfo=UTC)
    assert duration("1 business day").after(late, BERLIN) == datetime(2026, 1, 13, tzinfo=BERLIN)


def test_a_span_is_over_from_its_last_moment_on() -> None:
    week = duration("7 days")
    assert week.over(FRIDAY, FRIDAY + timedelta(days=7), UTC) is True
    assert week.over(FRIDAY, FRIDAY + timedelta(days=7, microseconds=-1), UTC) is False
    assert duration("5 business days").over(FRIDAY, FRIDAY + timedelta(days=6), UTC) is False


def test_at_the_end_of_time_nothing_breaks() -> None:
    end = datetime.max.replace(tzinfo=UTC)
    assert duration("5 business days").over(end, end, BERLIN) is False
    assert duration("100 years").over(end, FRIDAY, UTC) is False


HELP = 'write "30 days", "2 weeks", "12 hours" or "5 business days"'


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("when: {age: soon}", (4, 17, "duration", "`soon` is no span of time", HELP)),
        ("when: {age: 30}", (4, 17, "duration", "`30` is no span of time", HELP)),
        ("when: {idle: {for: 3 dais}}", (4, 24, "duration", "`3 dais` is no span of time", HELP)),
        ("when: {idle: {since: update}}", (4, 18, "missing-key", "`for` is missing", "add `for: …`")),
    ],
)
def test_mistakes_are_told_at_their_place(line: str, finding: Told) -> None:
    assert told_of_rule(line) == [finding]


@pytest.mark.parametrize(
    ("start", "source", "end"),
    [
        # Clocks go forward on Sunday the 29th of March 2026, and back on Sunday the 25th of October.
        ("2026-03-27T08:00", "1 business day", "2026-03-30T07:00"),
        ("2026-03-27T08:00", "3 days", "2026-03-30T08:00"),
        ("2026-10-23T07:00", "1 business day", "2026-10-26T08:00"),
        ("2026-10-22T07:00", "5 business days", "2026-10-29T08:00"),
        ("2028-02-28T08:00", "1 business day", "2028-02-29T08:00"),
        ("2028-02-29T08:00", "1 year", "2029-02-28T08:00"),
        ("2026-12-31T22:30", "1 business day", "2027-01-01T22:30"),
        ("2026-01-31T08:00", "1 month", "2026-03-02T08:00"),
    ],
)
def test_business_days_go_by_the_clock_on_the_wall_and_other_spans_by_hours(start: str, source: str, end: str) -> None:
    began = datetime.fromisoformat(f"{start}+00:00")
    assert duration(source).end(began, BERLIN) == datetime.fromisoformat(f"{end}+00:00")
