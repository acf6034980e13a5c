"""The items of a repository that invite somebody to take them: open, with a label that says so, and nobody's."""

from collections.abc import Mapping
from typing import Any

from bot.github.document import Part
from bot.item import ItemRef
from rules.facts import Inviting

MOST = 13
"""One more than are told of, for this item may be among them."""
LABELS = ("good first issue", "good-first-issue", "help wanted", "help-wanted")


def inviting_parts(item: ItemRef, needs: frozenset[str]) -> list[Part]:
    """The part of the question that tells them, where they are needed; this item may be one of them."""
    if "inviting" not in needs:
        return []
    labels = ",".join(f'"{label}"' for label in LABELS)
    wording = f"repo:{item.repo} is:issue is:open no:assignee label:{labels} sort:updated-desc"
    text = (
        f"search(type: ISSUE, first: {MOST}, query: $inviting) "
        "{ nodes { ... on Issue { number title labels(first: 10) { nodes { name } } } } }"
    )
    return [Part("inviting", text, {"inviting": ("String!", wording)})]


def inviting_facts(answer: Any, item: ItemRef) -> dict[str, Any]:
    """The facts that the answer tells; what could not be told stays unknown."""
    if not isinstance(answer, Mapping):
        return {}
    found = (node for node in answer["nodes"] if node and "number" in node and node["number"] != item.number)
    return {"inviting": tuple(map(_inviting, found))[: MOST - 1]}


def _inviting(node: Mapping[str, Any]) -> Inviting:
    labels = [label["name"] for label in (node.get("labels") or {"nodes": ()})["nodes"] if label]
    return Inviting(number=node["number"], title=node["title"], labels=tuple(labels))
