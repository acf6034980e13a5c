"""Columns that were renamed on the board, or deleted there: a rule file may call them as they were called before. Pure.

GitHub's ids stay when a name changes. A name that a column bears today is that column's, whatever bore it before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.store.boardnames import Names


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a board.

    Attributes:
        ids: by all the names that they can be called by, those of today first.
        renamed: today's names by the former ones, in lower case.
        deleted: former names, in lower case, of columns that are gone.
    """

    ids: Mapping[str, str]
    renamed: Mapping[str, str]
    deleted: frozenset[str]


def columns_of(field: Mapping[str, Any], past: Names) -> Columns:
    """The options of a field by their names, the former ones included."""
    now = {option["name"]: option["id"] for option in field["options"]}
    bearers, taken = {id_: name for name, id_ in now.items()}, {name.lower() for name in now}
    former = {name: id_ for (place, name), id_ in past.items() if place == field["id"] and name not in taken}
    renamed = {name: bearers[id_] for name, id_ in former.items() if id_ in bearers}
    ids = now | {name: former[name] for name in renamed}
    return Columns(ids, renamed, frozenset(former.keys() - renamed.keys()))


def names_now(field: Mapping[str, Any]) -> Names:
    """What a field and its options are called today."""
    options = {(field["id"], option["name"].lower()): option["id"] for option in field["options"]}
    return {("", field["name"].lower()): field["id"], **options}
