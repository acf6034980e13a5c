"""What the fields of boards and their options were called, by GitHub's ids; the newest bearer of a name counts."""

from collections.abc import Mapping
from typing import TypeAlias

import sqlalchemy as sa

from bot.store.schema import board_name
from bot.store.sql import upsert

Names: TypeAlias = Mapping[tuple[str, str], str]
"""GitHub's ids by place (a field's id, or nothing for the fields themselves) and name in lower case."""


def remember(connection: sa.Connection, project: str, names: Names) -> None:
    """Keep what things are called now."""
    rows = [{"project": project, "place": place, "name": name, "node": node} for (place, name), node in names.items()]
    upsert(connection, board_name, *rows)


def of(connection: sa.Connection, project: str) -> Names:
    """What was ever called something on a board."""
    columns = board_name.c
    query = sa.select(columns.place, columns.name, columns.node).where(columns.project == project)
    return {(place, name): node for place, name, node in connection.execute(query)}
