"""When what a rule says before it waits is news once more."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.action import Look
from bot.writing.waits import EVER, key_of, touched, warns_anew
from rules.facts import UNKNOWN
from rules.language import load
from tests.rules.world import facts

RULES = """
project: {purpose: p}
rules:
  - {name: Ask, on: [schedule.daily, issues.labeled], do: [{comment: Hi}, {after: 7 days, do: [{unassign: all}]}]}
  - {name: Date, on: schedule.daily, for_each: item, do: [{after: {field: Day, plus: 3 days}, do: [{comment: Hi}]}]}
"""
FIRST, SECOND = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)


def look(rule: int = 0, **known: Any) -> Look:
    book = load(RULES)
    return Look(book, book.rules[rule], 0, "cause", facts(event="schedule.daily", **known), {})


@pytest.mark.parametrize(
    ("known", "anew"),
    [
        ({"awaited": {"ask/1": FIRST}, "human_at": SECOND}, True),
        ({"awaited": {"ask/1": SECOND}, "human_at": SECOND}, False),
        ({"awaited": {"ask/1": FIRST}, "human_at": UNKNOWN}, False),
        ({"awaited": {}, "human_at": SECOND}, False),
        ({"awaited": UNKNOWN, "human_at": SECOND}, False),
    ],
)
def test_a_warning_is_news_when_somebody_acted_since_the_rule_waited_last(known: dict[str, Any], anew: bool) -> None:
    assert warns_anew(look(**known)) is anew


def test_what_an_event_leads_to_and_what_waits_for_a_day_of_the_form_is_no_such_warning() -> None:
    since: dict[str, Any] = {"awaited": {"ask/1": FIRST, "date/0": FIRST}, "human_at": SECOND}
    assert warns_anew(look(1, **since)) is False
    told = look(**since)
    told.facts = told.facts.but(event="issues.labeled")
    assert warns_anew(told) is False


def test_a_rule_waits_under_its_id_and_place() -> None:
    assert (key_of(look(), 1), touched(facts()), touched(facts(human_at=FIRST))) == ("ask/1", EVER, FIRST)
