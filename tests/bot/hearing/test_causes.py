"""An event and the same event made again are known by one name."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.hearing.causes import cause_of, known_as, same

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = int(AT.timestamp())


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("issues.opened", "opened:1#2"),
        ("pull_request.opened", "opened:1#2"),
        ("discussion.created", "opened:1#2"),
        ("issue_comment.created", "comment:1#2:77"),
        ("pull_request_review.submitted", "review:1#2:77"),
        ("issues.labeled", f"labeled:1#2:bug@{SECOND}"),
        ("issues.closed", f"closed:1#2:bug@{SECOND}"),
        ("issues.edited", ""),
        ("issue_comment.edited", ""),
    ],
)
def test_what_can_be_made_again_is_known_by_what_it_is(name: str, cause: str) -> None:
    assert cause_of(name, "1#2", AT, said=77, about="Bug") == cause


def test_without_what_tells_it_apart_only_the_delivery_does() -> None:
    assert [cause_of(name, "1#2", None) for name in ("issues.labeled", "issue_comment.created")] == ["", ""]
    assert cause_of("issues.closed", "1#2", AT) == f"closed:1#2@{SECOND}"


@pytest.mark.parametrize(
    ("seconds", "label", "one"), [(0, "bug", True), (5, "bug", True), (6, "bug", False), (1, "docs", False)]
)
def test_two_accounts_of_one_event_may_be_a_moment_apart(seconds: int, label: str, one: bool) -> None:
    here = cause_of("issues.labeled", "1#2", AT, about="bug")
    there = cause_of("issues.labeled", "1#2", AT + timedelta(seconds=seconds), about=label)
    assert (same(here, there), same(there, here)) == (one, one)
    assert known_as(there, {here, "opened:1#2"}) == (here if one else there)


def test_a_delivery_is_itself_only() -> None:
    assert [same("d-1", "d-1"), same("d-1", "d-2"), same("a@1", "a@1x")] == [True, False, False]
    assert known_as("opened:1#2", {"opened:1#2"}) == "opened:1#2"
