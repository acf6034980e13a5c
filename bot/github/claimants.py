"""Ask about those who would take an item: whether they are there, and how much they have."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.github.answer import ABSENT, Answer
from bot.github.document import Part
from bot.item import ItemRef
from rules.facts import UNKNOWN, Maybe


def claimant_parts(item: ItemRef, logins: Sequence[str], *, counted: bool) -> list[Part]:
    """The parts of a question that tell of these people.

    Args:
        item: what they would take.
        logins: none where nobody would.
        counted: whether it matters how many open issues they have.
    """
    found = []
    for n, login in enumerate(logins):
        given: dict[str, tuple[str, Any]] = {f"k{n}": ("String!", login)}
        found.append(Part(f"k{n}", f"user(login: $k{n}) {{ login }}", given))
        if counted:
            issues = f"issues(states: OPEN, first: 1, filterBy: {{assignee: $k{n}}}) {{ totalCount }}"
            text = f"node(id: $repo) {{ ... on Repository {{ {issues} }} }}"
            found.append(Part(f"has{n}", text, {**given, "repo": ("ID!", item.repo_node)}))
    return found


def claimants_in(answer: Answer, logins: Sequence[str], *, counted: bool) -> Maybe[dict[str, int | None]]:
    """How many open issues each of these people has; None for who is not on GitHub; unknown where it did not tell."""
    found: dict[str, int | None] = {}
    for n, login in enumerate(logins):
        person, had = answer.data.get(f"k{n}"), answer.data.get(f"has{n}")
        fault = answer.fault_at(f"k{n}")
        if (person is None and fault and fault.kind not in ABSENT) or (counted and not isinstance(had, Mapping)):
            return UNKNOWN
        found[login.lower()] = None if person is None else had["issues"]["totalCount"] if had else 0
    return found
