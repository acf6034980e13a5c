"""An item's card on the community's board: its column, and what its other fields hold. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.action import BoardIds
from bot.github.boards import SeenBoard
from rules.book import Rulebook
from rules.facts import UNKNOWN, Card, Maybe

_VALUES = ("text", "number", "date", "name", "title")


def card_on(board: SeenBoard | None, node: Mapping[str, Any], book: Rulebook) -> Maybe[Card | None]:
    """The card; without a board to be seen there is none.

    Unknown where the board is not as it was when it was looked at: its field or its columns changed.
    """
    if board is None or board.ids is None:
        return None
    items = node.get("projectItems")
    if not isinstance(items, Mapping):
        return UNKNOWN
    for found in _on(board.ids.project, items):
        if "id" in found:
            column = found.get("fieldValueByName") or {}
            if found["project"].get("field", True) is None or not _is_known(board.ids, column.get("optionId")):
                return UNKNOWN
            return Card(
                id=found["id"],
                status=_as_written(board.ids, column, book),
                archived=found["isArchived"],
                moved_at=_moment(column.get("updatedAt")),
                updated_at=_moment(found.get("updatedAt")),
            )
        return UNKNOWN
    return None


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def _is_known(board: BoardIds, option: str | None) -> bool:
    return option is None or option in board.options.values()


def _as_written(board: BoardIds, column: Mapping[str, Any], book: Rulebook) -> str | None:
    """The column by the name that the rules know it by, be it a former one."""
    name, option = column.get("name"), column.get("optionId")
    if name is None or book.stage_named(name):
        return name
    former = (book.stage_named(known) for known, id_ in board.options.items() if id_ == option)
    return next((stage for stage in former if stage), name)


def values_on(board: SeenBoard | None, node: Mapping[str, Any]) -> Maybe[Mapping[str, Any]]:
    """What the card's fields hold; unknown where the board cannot be seen."""
    items = node.get("projectItems")
    if board is None or board.ids is None or not isinstance(items, Mapping):
        return UNKNOWN
    for found in _on(board.ids.project, items):
        values = found.get("fieldValues")
        return dict(_values(values)) if isinstance(values, Mapping) else UNKNOWN
    return {}


def _on(project: str, items: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The item's cards on one board: one at most."""
    return (one for one in items["nodes"] if one and one["project"] and one["project"]["id"] == project)


def _values(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Names and values; a kind of field that is not read, such as the labels, holds nothing here."""
    for value in values["nodes"]:
        held = next((value[kind] for kind in _VALUES if value.get(kind) is not None), None) if value else None
        name = (value.get("field") or {}).get("name") if value else None
        if name and held is not None:
            yield name, int(held) if isinstance(held, float) and held.is_integer() else held
