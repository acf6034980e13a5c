"""An issue's way from one repository to another, as GitHub tells of it. Pure.

Both repositories are told, in any order; whoever moves an issue is answered where it is now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.hearing.payloads import Payload, Repository
from bot.item import ItemRef, item_lane


@dataclass(frozen=True, slots=True)
class Moved:
    """An issue's way from one repository to another.

    Attributes:
        old: the lane that it left.
        new: where it is now.
    """

    old: str
    new: ItemRef
    private: bool


def told_by(payload: Payload, here: ItemRef) -> Moved | None:
    """The move that a payload tells of, be it from the old repository or from the new one."""
    changes = payload.changes or {}
    there = _repository(changes.get("new_repository"))
    number, node = _number(changes.get("new_issue"))
    if there is not None and number and node:
        new = replace(here, repo_id=there.id, repo_node=there.node_id, repo=there.full_name, number=number, node=node)
        return Moved(here.lane, new, there.private)
    source, number = _repository(changes.get("old_repository")), _number(changes.get("old_issue"))[0]
    if source is None or number is None or payload.repository is None:
        return None
    return Moved(item_lane(source.id, number), here, payload.repository.private)


def answered(answer: Mapping[str, Any], here: ItemRef) -> Moved | None:
    """The move that GitHub's answer to `transferIssue` tells of."""
    issue = answer.get("issue")
    repository = issue.get("repository") if isinstance(issue, Mapping) else None
    if not isinstance(issue, Mapping) or not isinstance(repository, Mapping):
        return None
    new = replace(
        here,
        repo_id=repository["databaseId"],
        repo_node=repository["id"],
        repo=repository["nameWithOwner"],
        number=issue["number"],
        node=issue["id"],
    )
    return Moved(here.lane, new, repository["isPrivate"])


def _repository(value: Any) -> Repository | None:
    named = isinstance(value, dict) and {"id", "node_id", "full_name"} <= value.keys()
    return Repository.model_validate(value) if named else None


def _number(value: Any) -> tuple[int | None, str | None]:
    if not isinstance(value, dict):
        return None, None
    number, node = value.get("number"), value.get("node_id")
    return (number if isinstance(number, int) else None), (node if isinstance(node, str) else None)
