"""What only goals ask of an item: its pin, the bot's reactions, its cards on all boards, its last commit, its way here.

A goal needs these to tell whether it is reached. They are one part of the question that a look asks anyway.
"""

from collections.abc import Mapping
from typing import Any

from bot.github.document import Part
from bot.github.queries import TYPES
from bot.item import ItemRef
from bot.reactions import CONTENTS
from rules.facts import Card

_REACTIONS = "reactionGroups { content viewerHasReacted }"
_CARDS = (
    "projectItems(first: 20, includeArchived: true) { nodes { id isArchived "
    "project { number owner { ... on Organization { login } ... on User { login } } } } }"
)
_WAY = (
    "timelineItems(last: 20, itemTypes: [TRANSFERRED_EVENT]) "
    "{ nodes { ... on TransferredEvent { fromRepository { nameWithOwner } } } }"
)
SELECTIONS: Mapping[str, Mapping[str, str]] = {
    "issue": {"pinned": "isPinned", "reacted": _REACTIONS, "cards": _CARDS, "came_from": _WAY},
    "pull_request": {"reacted": _REACTIONS, "cards": _CARDS, "commit": "headRefOid"},
    "discussion": {"reacted": _REACTIONS},
}
"""By kind of item and fact, what is asked."""


def own_part(item: ItemRef, needs: frozenset[str]) -> Part | None:
    """The part of the question that tells these facts, as far as they are needed."""
    wanted = [text for fact, text in SELECTIONS[item.kind].items() if fact in needs]
    if not wanted:
        return None
    text = f"node(id: $item) {{ ... on {TYPES[item.kind]} {{ {' '.join(wanted)} }} }}"
    return Part("own", text, {"item": ("ID!", item.node)})


def own_facts(node: Any) -> dict[str, Any]:
    """The facts that the answer tells; what is missing in it stays unknown."""
    if not isinstance(node, Mapping):
        return {}
    found: dict[str, Any] = {}
    if isinstance(node.get("isPinned"), bool):
        found["pinned"] = node["isPinned"]
    if isinstance(groups := node.get("reactionGroups"), list):
        names = {content: name for name, content in CONTENTS.items()}
        found["reacted"] = frozenset(names[one["content"]] for one in groups if one["viewerHasReacted"])
    if isinstance(cards := node.get("projectItems"), Mapping):
        found["cards"] = {_address(one["project"]): _card(one) for one in cards["nodes"] if one and one["project"]}
    if isinstance(node.get("headRefOid"), str):
        found["commit"] = node["headRefOid"]
    if isinstance(way := node.get("timelineItems"), Mapping):
        sources = [one.get("fromRepository") for one in way["nodes"] if one]
        found["came_from"] = tuple(source["nameWithOwner"] for source in sources if source)
    return found


def _address(project: Mapping[str, Any]) -> str:
    return f"{(project.get('owner') or {}).get('login', '')}/{project['number']}".lower()


def _card(node: Mapping[str, Any]) -> Card:
    return Card(id=node["id"], archived=node["isArchived"])
