"""`wait`: somebody stands in line for the item."""

from dataclasses import dataclass

from rules.goal import Goal


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place in the line, or none any more."""

    login: str
    waits: bool = True


class Wait(Goal[Place], word="wait", by_command=True):
    """Puts somebody in the line of those who would take the item when it is free, or takes them out of it."""

    example = "wait: {login: ben, waits: true}"
    reads = frozenset({"assignees", "now", "sections"})
    reached = "they stand in line, or do not any more"
    held_back = "never"
    kinds = frozenset({"issue", "pull_request"})
