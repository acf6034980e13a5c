from datetime import UTC, datetime, timedelta

from tests.rules.world import finding, met

FRIDAY = datetime(2026, 1, 9, 23, 30, tzinfo=UTC)


def test_an_item_is_old_enough_from_its_last_moment_on() -> None:
    assert met("age: 30 days", created_at=FRIDAY, now=FRIDAY + timedelta(days=30)) is True
    assert met("age: 30 days", created_at=FRIDAY, now=FRIDAY + timedelta(days=29, hours=23)) is False
    assert met("not: {age: 2 days}", created_at=FRIDAY, now=FRIDAY + timedelta(days=1)) is True


def test_the_answer_tells_the_beginning_and_what_was_asked() -> None:
    answer = finding("age: 5 business days", created_at=FRIDAY, now=FRIDAY)
    assert (answer.saw, answer.says) == (
        "2026-01-09T23:30:00+00:00",
        "the item was opened at least 5 business days ago",
    )
