"""When schedules are due: at six in the morning where the community lives. Pure."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

SCHEDULES = ("schedule.daily", "schedule.weekly", "schedule.monthly")
SIX = time(6)
_LONGEST = 32  # days from one first of a month to the next


def next_due(schedule: str, now: datetime, zone: tzinfo) -> datetime:
    """The next moment at which a schedule is due, later than now."""
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(_LONGEST + 1))
    moments = (datetime.combine(day, SIX, zone).astimezone(UTC) for day in days if _falls_on(schedule, day))
    return next(moment for moment in moments if moment > now)


def _falls_on(schedule: str, day: date) -> bool:
    """Whether a schedule is due on a day: weekly is Monday, monthly the first."""
    if schedule == "schedule.weekly":
        return day.weekday() == 0
    return schedule == "schedule.daily" or day.day == 1
