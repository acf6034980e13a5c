"""Boards (Projects v2) as the App sees them: their fields and options, and the ids to write them by."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from bot.action import BoardIds, FieldIds, Name
from bot.github.document import Part
from bot.github.renamed import columns_of, names_now
from bot.item import ItemRef
from bot.store.boardnames import Names
from rules.facts import Board, BoardField
from rules.sections import BoardLook

_ITERATION = "{ id title startDate duration }"
BOARD = (
    "organization(login: $owner) { projectV2(number: $number) { id closed "
    "field(name: $field) { ... on ProjectV2SingleSelectField { id name options { id name } } } "
    "fields(first: 50) { nodes { ... on ProjectV2Field { id name dataType } "
    "... on ProjectV2SingleSelectField { id name dataType options { id name } } "
    "... on ProjectV2IterationField { id name dataType "
    f"configuration {{ iterations {_ITERATION} completedIterations {_ITERATION} }} }} }} }} }} }}"
)


@dataclass(frozen=True, slots=True)
class SeenBoard:
    """A board as the App sees it: what rules may ask about it, and its ids where it can be used.

    Attributes:
        field: what the field that holds the stage is called now.
        names: what its fields and columns are called now.
    """

    facts: Board
    ids: BoardIds | None
    field: str = ""
    names: Names = dataclasses.field(default_factory=dict)

    @property
    def project(self) -> str:
        """Its GraphQL id; empty where it cannot be used."""
        return self.ids.project if self.ids else ""


def project_part(alias: str, n: int, name: Name) -> Part:
    """The question for a project's id; of a user's project an App sees nothing."""
    owner, _, number = name.key.partition("/")
    text = f"organization(login: $o{n}) {{ projectV2(number: $k{n}) {{ id closed }} }}"
    return Part(alias, text, {f"o{n}": ("String!", owner), f"k{n}": ("Int!", int(number))})


def address(item: ItemRef, look: BoardLook) -> tuple[str, int | None, str]:
    """The board's owner and number, and why it cannot be used where that is plain from the address."""
    if look.project is None:
        return "", None, ""
    if isinstance(look.project, int):
        return item.repo.partition("/")[0], look.project, ""
    *_, kind, owner, _, number = look.project.rstrip("/").split("/")
    problem = (
        "an App cannot see a project that belongs to a user; move it to an organisation" if kind == "users" else ""
    )
    return owner, int(number), problem


def project_in(answer: Any) -> str | None:
    """The id of the project that an answer tells of."""
    project = answer.get("projectV2") if isinstance(answer, dict) else None
    return project["id"] if project else None


def seen(answer: Any, owner: str, number: int, field: str, past: Names = MappingProxyType({})) -> SeenBoard:
    """The board that an answer tells of, or why it cannot be used.

    Args:
        answer: to `BOARD`.
        owner: of the project.
        number: of the project.
        field: what the rule file calls the field that holds the stage.
        past: what things on this board were called before; they are followed by their ids.
    """
    if not isinstance(answer, dict):
        return _unusable(f"{owner} is not an organisation: an App cannot see user-owned projects")
    project = answer.get("projectV2")
    if not project:
        lacks = "there is none, or the App lacks the permission organization Projects: write"
        return _unusable(f"the App cannot see project {number} of {owner}: {lacks}")
    if project.get("closed"):
        return _unusable(f"project {number} of {owner} is closed")
    choices = [node for node in project["fields"]["nodes"] if node and "options" in node]
    bearer = past.get(("", field.lower()))
    status = project.get("field") or next((node for node in choices if node["id"] == bearer), None)
    if not status or "options" not in status:
        return _unusable(f"project {number} of {owner} has no single-select field {field}")
    columns = columns_of(status, past)
    fields = [_field(node) for node in project["fields"]["nodes"] if node and "name" in node]
    ids = BoardIds(
        project["id"],
        status["id"],
        {name.lower(): id_ for name, id_ in columns.ids.items()},
        {one.name.lower(): known for one, known in fields},
    )
    facts = Board(
        options=tuple(columns.ids),
        fields=tuple(known for known, _ in fields),
        renamed={**columns.renamed, **({} if status["name"].lower() == field.lower() else {"": status["name"]})},
        deleted=columns.deleted,
    )
    return SeenBoard(facts, ids, status["name"], names_now(status))


def _field(node: Mapping[str, Any]) -> tuple[BoardField, FieldIds]:
    """A field as rules may ask about it, and its ids."""
    kind = str(node["dataType"]).lower()
    if kind == "iteration":
        runs = node["configuration"]
        titles = {run["title"]: run["id"] for run in (*runs["completedIterations"], *runs["iterations"])}
        begins = {run["title"]: _span(run) for run in (*runs["completedIterations"], *runs["iterations"])}
        told = BoardField(name=node["name"], kind=kind, options=tuple(titles), begins=tuple(begins.values()))
    else:
        titles = {option["name"]: option["id"] for option in node.get("options") or ()}
        told = BoardField(name=node["name"], kind=kind, options=tuple(titles))
    return told, FieldIds(node["id"], kind, {title.lower(): id_ for title, id_ in titles.items()})


def _span(run: Mapping[str, Any]) -> tuple[date, date]:
    begin = date.fromisoformat(run["startDate"])
    return begin, begin + timedelta(days=run["duration"])


def _unusable(problem: str) -> SeenBoard:
    return SeenBoard(Board(problem=problem), None)
