from datetime import UTC, datetime
from typing import Any

import pytest

from rules.facts import Facts
from rules.takers import Taker

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def taken(item: Facts) -> Facts:
    """An issue that two people have."""
    return item.but(now=NOW, assignees=("ben", "ada"))


@pytest.mark.parametrize("words", ["/unassign", "/release", "/abandon me", "/unassign no time left", "/freigeben"])
def test_whoever_has_it_gives_it_back(said: Any, taken: Facts, words: str) -> None:
    came = said(words, by="Ben", facts=taken)
    assert (came.done, came.signs) == ([{"do": "unassign", "assignees": ["ben"]}], ["+1"])


def test_whoever_waits_leaves_the_line(said: Any, taken: Facts) -> None:
    came = said("/unassign", by="cem", facts=taken.but(takers=(Taker(login="cem", at=NOW),)))
    assert (came.done, came.facts.takers) == ([{"do": "wait", "login": "cem", "state": "left"}], ())


def test_whoever_has_nothing_gives_nothing_back_and_was_understood(said: Any, taken: Facts) -> None:
    came = said("/unassign", by="cem", facts=taken)
    assert (came.done, came.signs) == ([], ["+1"])


def test_others_are_taken_off_by_whoever_may_triage(said: Any, taken: Facts) -> None:
    assert said("/unassign @ada", by="tess", facts=taken).done == [{"do": "unassign", "assignees": ["ada"]}]
    assert said("/unassign @ada", by="ben", facts=taken).done == []
    assert said("/unassign ada", by="tess", facts=taken).told.startswith("If you mean a person, write `ada`")
