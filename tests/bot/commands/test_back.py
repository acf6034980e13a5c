from datetime import UTC, datetime
from typing import Any

from rules.facts import Facts


def test_whoever_is_back_may_be_asked_again(said: Any, item: Facts) -> None:
    came = said("/back", by="tess", facts=item.but(now=datetime(2026, 3, 2, 9, tzinfo=UTC)))
    assert (came.done, came.signs) == ([{"do": "leave", "login": "tess", "until": "back"}], ["+1"])
    assert came.facts.people == item.people
