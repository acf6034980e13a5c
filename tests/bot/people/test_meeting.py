"""When people of many time zones meet: fair, with daylight saving, without those who are away."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.people.meeting import Meeting, meetings
from rules.facts import Away, Member

MARCH = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def member(login: str, zone: str = "", **more: object) -> Member:
    return Member(login=login, roles=("ambassador",), zone=zone, **more)  # type: ignore[arg-type]  # a test's shorthand


def told(found: tuple[Meeting, ...]) -> list[str]:
    return [f"{one.at:%a %Y-%m-%d %H:%M}: " + "; ".join(f"{at:%a %H:%M} {where}" for where, at in one.local) for one in found]  # fmt: skip  # noqa: E501 - one shape


def test_two_times_are_found_of_which_the_second_is_kind_to_whom_the_first_costs_most() -> None:
    people = [member("ada", "Europe/Berlin"), member("ben", "America/New_York"), member("yui", "Asia/Tokyo")]
    assert told(meetings(people, MARCH, UTC)) == [
        "Wed 2026-03-11 11:00: Wed 07:00 America/New_York; Wed 12:00 Europe/Berlin; Wed 20:00 Asia/Tokyo",
        "Wed 2026-03-11 22:00: Wed 18:00 America/New_York; Wed 23:00 Europe/Berlin; Thu 07:00 Asia/Tokyo",
    ]


def test_in_the_next_month_the_other_one_comes_first_by_the_clocks_of_that_day() -> None:
    people = [member("ada", "Europe/Berlin"), member("ben", "America/New_York"), member("yui", "Asia/Tokyo")]
    first, second = meetings(people, datetime(2026, 4, 1, 6, 0, tzinfo=UTC), UTC)
    assert (first.at.hour, second.at.hour) == (21, 11)
    assert dict(second.local)["Europe/Berlin"] == datetime(2026, 4, 8, 13, 0)  # noqa: DTZ001 - where it is, is said


def test_where_everybody_is_at_work_at_once_one_time_is_enough() -> None:
    people = [member("ada", "Europe/Berlin"), member("ben"), member("cem", "Europe/Vienna")]
    [only] = meetings(people, MARCH, BERLIN)
    assert told((only,)) == ["Wed 2026-03-11 08:00: Wed 09:00 Europe/Berlin, Europe/Vienna"]


@pytest.mark.parametrize(
    "people",
    [
        [],
        [Member(login="reader", zone="Europe/Berlin")],
        [member("ada", away=(Away(since=date(2026, 3, 9), until=date(2026, 3, 12)),))],
        [member("ada", "Moon/Base")],
    ],
)
def test_nobody_who_would_come_no_meeting(people: list[Member]) -> None:
    assert meetings(people, MARCH, UTC) == ()


def test_a_week_is_left_and_a_weekend_is_dear() -> None:
    wednesday = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
    assert [one.at.date() for one in meetings([member("ada")], wednesday, UTC)] == [date(2026, 3, 11)]
    far = [member("ada", "Pacific/Kiritimati"), member("ben", "Pacific/Pago_Pago")]
    assert {at.weekday() for one in meetings(far, MARCH, UTC) for _, at in one.local} <= {1, 2, 3}


def test_a_hundred_zones_are_not_all_named() -> None:
    people = [member(str(n), f"Etc/GMT{n:+d}") for n in range(-12, 13)]
    assert {len(one.local) for one in meetings(people, MARCH, UTC)} == {12}
