from datetime import UTC, datetime, timedelta

import pytest

from rules.evaluate import judge
from rules.language import load
from rules.turning import next_turn
from tests.rules.world import facts, finding, met

START = datetime(2026, 1, 9, 23, 30, tzinfo=UTC)  # a Friday; in Tokyo a Saturday
MONTH = timedelta(days=30)
TIMES = {"created_at": START, "human_at": START + MONTH, "updated_at": START + 2 * MONTH}


@pytest.mark.parametrize(
    ("asked", "quiet_from"),
    [
        ("30 days", TIMES["human_at"]),
        ("{for: 30 days}", TIMES["human_at"]),
        ("{for: 30 days, since: human}", TIMES["human_at"]),
        ("{for: 30 days, since: update}", TIMES["updated_at"]),
        ("{for: 30 days, since: created}", TIMES["created_at"]),
    ],
)
def test_silence_is_counted_from_what_is_asked(asked: str, quiet_from: datetime) -> None:
    assert met(f"idle: {asked}", now=quiet_from + MONTH, **TIMES) is True
    assert met(f"idle: {asked}", now=quiet_from + MONTH - timedelta(seconds=1), **TIMES) is False


def test_without_the_time_that_is_asked_nothing_is_told() -> None:
    assert met("idle: 30 days", created_at=START, updated_at=START, now=START + MONTH) is None


@pytest.mark.parametrize(("zone", "over"), [("UTC", False), ("Asia/Tokyo", True)])
def test_business_days_are_those_of_the_projects_time_zone(zone: str, over: bool) -> None:
    text = (
        f"project: {{purpose: p, timezone: {zone}}}\nrules: [{{name: A rule, when: {{any: {{idle: 1 business day}}}}}}]"
    )
    (rule,) = load(text).rules
    monday = datetime(2026, 1, 12, 20, tzinfo=UTC)
    assert judge(rule, facts(human_at=START, now=monday)).matched is over


def test_the_answer_tells_the_last_time_and_what_was_asked() -> None:
    answer = finding("idle: 30 days", human_at=START, now=START)
    assert (answer.saw, answer.says) == ("2026-01-09T23:30:00+00:00", "no person did anything for 30 days")
    assert finding("idle: {for: 1 day, since: update}").says.startswith("nothing changed for 1 day (")
    assert finding("idle: {for: 1 day, since: created}").says.startswith("the item was there for 1 day (")


@pytest.mark.parametrize(("asked", "over"), [("30 days", False), ("{for: 30 days, since: update}", True)])
def test_what_waits_for_a_reviewer_is_not_idle_though_nothing_changes(asked: str, over: bool) -> None:
    later = TIMES["updated_at"] + MONTH
    assert met(f"idle: {asked}", now=later, reviewing=12, **TIMES) is over
    assert met(f"idle: {asked}", now=later, reviewing=None, **TIMES) is True
    assert finding("idle: 30 days", now=later, reviewing=12, **TIMES).saw == "pull request #12 waits for a reviewer"


def test_what_waits_for_a_reviewer_is_looked_at_the_next_day() -> None:
    book = load("project: {purpose: p}\nrules: [{name: A rule, when: {idle: 1 day}, do: [{label: x}]}]")
    told = facts(human_at=START, now=START + MONTH, reviewing=12)
    assert next_turn(book, told).at == START + MONTH + timedelta(days=1)
