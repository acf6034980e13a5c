from datetime import UTC, date, datetime
from typing import Any

import pytest

from rules.facts import Away, Facts

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture
def today(item: Facts) -> Facts:
    return item.but(now=NOW)


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("/away", None),
        ("/away until 2026-12-24", date(2026, 12, 24)),
        ("/away 2026-12-24.", date(2026, 12, 24)),
        ("/ausente hasta 2026-03-02", TODAY),
    ],
)
def test_whoever_is_away_is_away_until_the_day_that_they_name(
    said: Any, today: Facts, words: str, until: date | None
) -> None:
    came = said(words, by="Tess", facts=today)
    assert (came.done, came.signs) == ([{"do": "leave", "login": "Tess", "until": f"{until or 'away'}"}], ["+1"])
    assert {one.login: one.away for one in came.facts.people if one.away} == {"tess": (Away(since=TODAY, until=until),)}


@pytest.mark.parametrize(
    "words", ["/away soon", "/away until 2026-02-30", "/away until Christmas", "/away 2026-12-24x"]
)
def test_a_day_that_no_calendar_has_is_asked_for(said: Any, today: Facts, words: str) -> None:
    came = said(words, by="tess", facts=today)
    told = "`/away [until YYYY-MM-DD]`: please say the last day as a date, such as `/away until 2027-01-06`."
    assert (came.done, came.told) == ([], told)


def test_nobody_is_away_in_the_past(said: Any, today: Facts) -> None:
    came = said("/away until 2026-03-01", by="tess", facts=today)
    assert (came.done, came.told) == ([], "2026\\-03\\-01 was before today, which is 2026\\-03\\-02.")
