"""The ways in which GitHub tells that an issue moved."""

from typing import Any

import pytest

from bot.hearing.moved import Moved, answered, told_by
from bot.hearing.payloads import Payload
from bot.item import ItemRef

HERE = ItemRef(7, 1, "R_1", "acme/garden", 3, "I_3", "issue")
THERE = ItemRef(7, 2, "R_2", "acme/shed", 9, "I_9", "issue")
SHED = {"id": 2, "node_id": "R_2", "full_name": "acme/shed", "private": False}
GARDEN = {"id": 1, "node_id": "R_1", "full_name": "acme/garden", "private": True}


def payload(repository: Any, **changes: Any) -> Payload:
    return Payload.model_validate({"repository": repository, "changes": changes})


def test_the_old_repository_tells_where_it_went() -> None:
    told = payload(GARDEN, new_repository=SHED, new_issue={"number": 9, "node_id": "I_9"})
    assert told_by(told, HERE) == Moved("1#3", THERE, private=False)


def test_the_new_repository_tells_where_it_came_from() -> None:
    told = payload(SHED, old_repository=GARDEN, old_issue={"number": 3, "node_id": "I_3"})
    assert told_by(told, THERE) == Moved("1#3", THERE, private=False)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": {"from": "x"}},
        {"new_repository": SHED},
        {"new_repository": SHED, "new_issue": {"number": "9", "node_id": "I_9"}},
        {"new_repository": {"id": 2}, "new_issue": {"number": 9, "node_id": "I_9"}},
        {"old_issue": {"number": 3}},
        {"old_repository": GARDEN, "old_issue": None},
        {"old_repository": "garden", "old_issue": {"number": 3}},
    ],
)
def test_what_tells_less_tells_of_no_move(changes: dict[str, Any]) -> None:
    assert told_by(payload(SHED, **changes), HERE) is None


def test_the_answer_to_a_transfer_tells_where_it_is_now() -> None:
    repository = {"databaseId": 2, "id": "R_2", "nameWithOwner": "acme/shed", "isPrivate": True}
    answer = {"issue": {"id": "I_9", "number": 9, "repository": repository}}
    assert answered(answer, HERE) == Moved("1#3", THERE, private=True)
    assert answered({"issue": {"id": "I_9"}}, HERE) is None
    assert answered({"labelable": {}}, HERE) is None
