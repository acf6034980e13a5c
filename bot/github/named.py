"""Ask how other items of the repository stand that a command names by their numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.github.answer import ABSENT, Answer
from bot.github.document import Part
from bot.item import ItemRef
from rules.facts import UNKNOWN, Maybe

_WORK = (
    "issueOrPullRequest(number: ${n}) {{ ... on Issue {{ closed stateReason(enableDuplicate: true) }} "
    "... on PullRequest {{ closed }} }}"
)
_TALK = "discussion(number: ${n}) {{ closed stateReason }}"


def named_parts(item: ItemRef, numbers: Sequence[int]) -> list[Part]:
    """The parts of a question that tell of these items; a discussion's number is a discussion's."""
    asked = _TALK if item.kind == "discussion" else _WORK
    return [
        Part(
            name := f"named{number}",
            f"node(id: $repo) {{ ... on Repository {{ it: {asked.format(n=name)} }} }}",
            {"repo": ("ID!", item.repo_node), name: ("Int!", number)},
        )
        for number in numbers
    ]


def named_in(answer: Answer, numbers: Sequence[int]) -> Maybe[dict[int, str | None]]:
    """How each of them stands: open, closed or duplicate; None for what is not there; unknown where nobody told."""
    found: dict[int, str | None] = {}
    for number in numbers:
        told, fault = answer.data.get(f"named{number}"), answer.fault_at(f"named{number}")
        if fault and fault.kind not in ABSENT:
            return UNKNOWN
        found[number] = _standing(told["it"]) if isinstance(told, Mapping) and told.get("it") else None
    return found


def _standing(it: Mapping[str, Any]) -> str:
    return "duplicate" if it.get("stateReason") == "DUPLICATE" else "closed" if it["closed"] else "open"
