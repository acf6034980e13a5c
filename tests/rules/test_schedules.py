"""When schedules are due: by the clock on the community's wall, whatever is done to that clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.schedules import SCHEDULES, next_due

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe")


def due(schedule: str, now: str, zone: str = "UTC") -> str:
    found = next_due(f"schedule.{schedule}", datetime.fromisoformat(f"{now}+00:00"), ZoneInfo(zone))
    return found.strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("schedule", "now", "zone", "at"),
    [
        ("daily", "2026-03-02T05:59", "UTC", "2026-03-02T06:00"),
        ("daily", "2026-03-02T06:00", "UTC", "2026-03-03T06:00"),
        ("daily", "2026-03-28T09:00", "Europe/Berlin", "2026-03-29T04:00"),  # the night in which clocks go forward
        ("daily", "2026-10-24T09:00", "Europe/Berlin", "2026-10-25T05:00"),  # and the one in which they go back
        ("daily", "2028-02-28T09:00", "UTC", "2028-02-29T06:00"),
        ("daily", "2026-12-31T20:00", "Asia/Kathmandu", "2027-01-01T00:15"),
        ("daily", "2011-12-29T18:00", "Pacific/Apia", "2011-12-30T16:00"),  # the 30th of December never was there
        ("weekly", "2026-03-02T06:00", "UTC", "2026-03-09T06:00"),
        ("weekly", "2026-03-08T23:00", "America/New_York", "2026-03-09T10:00"),
        ("monthly", "2026-01-01T06:00", "UTC", "2026-02-01T06:00"),
        ("monthly", "2026-01-31T23:00", "UTC", "2026-02-01T06:00"),
        ("monthly", "2028-02-29T23:00", "UTC", "2028-03-01T06:00"),
        ("monthly", "2026-12-01T06:01", "UTC", "2027-01-01T06:00"),
    ],
)
def test_the_next_time_is_six_in_the_morning_there(schedule: str, now: str, zone: str, at: str) -> None:
    assert due(schedule, now, zone) == at


@given(
    st.sampled_from(SCHEDULES),
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - given a zone there
    st.sampled_from(ZONES),
)
def test_it_is_always_later_and_never_left_out(schedule: str, now: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    found = next_due(schedule, now, zone)
    longest = {"schedule.daily": 3, "schedule.weekly": 9, "schedule.monthly": 33}[schedule]
    assert now < found <= now + timedelta(days=longest)
    assert next_due(schedule, found - timedelta(seconds=1), zone) == found
