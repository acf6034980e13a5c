"""Which texts tell a moment, and which one."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.explaining.moments import read_moment

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-22", datetime(2026, 11, 22, tzinfo=UTC)),
        ("2026-11-22T09:00:00Z", NINE),
        ("2026-11-22T11:00:00+02:00", NINE),
        ("2026-11-22T09:00:00", NINE),
        ("Sun Nov 22 2026", datetime(2026, 11, 22, tzinfo=UTC)),
        ("Sun Nov 22 2026 09:00:00 GMT+0000 (Coordinated Universal Time)", NINE),
        ("Sun Nov 22 2026 10:00:00 GMT+0100 (Mitteleuropäische Normalzeit)", NINE),
        ("Sun Nov 22 2026 04:00:00 GMT-0500", NINE),
    ],
)
def test_a_moment_is_read_in_utc(text: str, moment: datetime) -> None:
    found = read_moment(text)
    assert (found, found.tzinfo) == (moment, UTC)


@pytest.mark.parametrize(
    "value",
    [
        "soon",
        "",
        None,
        1_700_000_000,
        "Mon Nov 22 2026",  # it was a Sunday
        "sun nov 22 2026",
        "Sun Nov  22 2026",
        "Sun Nov 22 26",
        "Sun Nov 31 2026",
        "Sun Nov 22 2026 09:00:00",
        "Sun Nov 22 2026 09:00 GMT+0000",
        "Sun Nov 22 2026 09:00:00 UTC",
        "Sun Nov 22 2026 09:00:00 GMT+0000 (a) (b)",
        "Sun Nov 22 2026 09:00:00 GMT+00:00",
        "Sun Nov 22 2026 09:00:00 GMTZ",
        "0001-01-01T00:00:00+14:00",
        "2026-11-22" + " " * 120,
    ],
)
def test_whatever_else_tells_none(value: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_moment(value)
