"""What is done to a pull request that will close an issue is done for the issue."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.github.activity import activity_of

ADA = {"__typename": "User", "login": "ada"}
WHO = ("ADA", "ben", "cem")
NO_ACTS = {"nodes": [], "pageInfo": {"hasPreviousPage": False}}


def node(day: int, **more: Any) -> dict[str, Any]:
    """An item that somebody opened on a day of March."""
    at = f"2026-03-{day:02}T09:00:00Z"
    return {"createdAt": at, "updatedAt": at, "author": ADA, "acts": NO_ACTS, **more}


def pull(day: int, **more: Any) -> dict[str, Any]:
    """A pull request that nobody has reviewed."""
    told = {"number": 12, "state": "OPEN", "isDraft": False, "reviewRequests": {"totalCount": 0}}
    return node(day, **{**told, "opinions": {"totalCount": 0}, **more})


def of(*pulls: Any) -> tuple[int, Any]:
    """The day of the last act, and what waits for a reviewer."""
    found = activity_of(node(2, work={"nodes": list(pulls)}))
    assert found["human_at"] == datetime(2026, 3, found["human_at"].day, 9, tzinfo=UTC)
    return found["human_at"].day, found["reviewing"]


def test_the_last_act_of_all_counts() -> None:
    assert of() == (2, None)
    assert of(pull(3), None, pull(5), pull(4, acts=None)) == (5, 12)


@pytest.mark.parametrize(
    ("told", "waits"),
    [
        ({}, True),
        ({"isDraft": True}, False),
        ({"state": "MERGED"}, False),
        ({"opinions": {"totalCount": 1}}, False),
        ({"opinions": {"totalCount": 1}, "reviewRequests": {"totalCount": 1}}, True),
        ({"opinions": None, "reviewRequests": None}, True),
    ],
)
def test_a_pull_request_waits_for_a_reviewer_until_one_has_answered(told: dict[str, Any], waits: bool) -> None:
    assert of(pull(3, **told)) == (3, 12 if waits else None)


def test_what_is_no_issue_waits_for_nobody_and_without_a_timeline_nothing_is_known() -> None:
    assert activity_of(node(2))["reviewing"] is None
    assert activity_of({"number": 1}) == {}


def comment(login: str, day: int) -> dict[str, Any]:
    return {"author": {"__typename": "User", "login": login}, "createdAt": f"2026-03-{day:02}T09:00:00Z"}


def test_each_person_has_a_last_act_on_the_item_or_on_a_pull_request_that_will_close_it() -> None:
    said = {"nodes": [comment("Ben", 6), None, comment("Ben", 4)], "pageInfo": {"hasPreviousPage": False}}
    acts = activity_of(node(2, acts=said, work={"nodes": [pull(8, acts=None), pull(7)]}))["acts"]
    assert {who: at.day for who, at in acts.by.items()} == {"ada": 7, "ben": 6}
    days = {who: [day for day in range(1, 9) if acts.silent(who, datetime(2026, 3, day, 9, tzinfo=UTC))] for who in WHO}
    assert days == {"ADA": [7, 8], "ben": [6, 7, 8], "cem": list(range(1, 9))}


def test_of_whom_earlier_acts_were_not_asked_for_nobody_can_say_that_they_were_silent() -> None:
    cut = {"nodes": [comment("ben", 5), comment("ben", 6)], "pageInfo": {"hasPreviousPage": True}}
    acts = activity_of(node(2, acts=cut))["acts"]
    silent = [day for day in range(1, 9) if acts.silent("cem", datetime(2026, 3, day, 9, tzinfo=UTC))]
    assert (silent, acts.since.day) == ([5, 6, 7, 8], 5)
