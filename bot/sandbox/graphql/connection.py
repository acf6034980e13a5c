"""Connections: a list cut by `first`, `last`, `after` and `before`, as GitHub cuts it."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any

from graphql import FieldNode

from bot.sandbox.graphql.context import Info
from bot.sandbox.refusals import BadRequest, NoBoundaries, TooMany

LARGEST = 100
_NO_PAGE = {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None}


def connection(
    info: Info, held: Sequence[Any], record: Callable[[Any], Any] | None = None, **arguments: Any
) -> dict[str, Any]:
    """A connection over a sequence.

    Args:
        info: The resolver's own.
        held: The whole sequence.
        record: Turns an element into what resolvers take; applied only to those that are shown.
        arguments: `first`, `last`, `after`, `before`; others are ignored.
    """
    first, last = arguments.get("first"), arguments.get("last")
    if first is None and last is None and not _shows_records(info):
        return {"nodes": [], "edges": [], "totalCount": len(held), "pageInfo": _NO_PAGE}
    _check(info.field_name, first, last)
    start = _place(arguments.get("after"), 0)
    end = _place(arguments.get("before"), len(held) + 1) - 1
    shown = list(range(start, min(end, len(held))))
    cut = shown[:first] if first is not None else shown[-last:] if last else []
    nodes = [record(held[place]) if record else held[place] for place in cut]
    page = {
        "hasNextPage": bool(cut) and cut[-1] < len(held) - 1 if first is not None else end < len(held),
        "hasPreviousPage": bool(cut) and cut[0] > 0,
        "startCursor": _cursor(cut[0]) if cut else None,
        "endCursor": _cursor(cut[-1]) if cut else None,
    }
    return {
        "nodes": nodes,
        "edges": [{"node": node, "cursor": _cursor(place)} for node, place in zip(nodes, cut, strict=True)],
        "pageInfo": page,
        "totalCount": len(held),
    }


def ordered(held: Sequence[Any], order: dict[str, str] | None) -> list[Any]:
    """Records in the order asked for."""
    if not order:
        return list(held)
    name = {"DUE_DATE": "due_on", "COMMENTS": "comments"}.get(order["field"], order["field"].lower())
    return sorted(held, key=lambda each: _key(each, name), reverse=order["direction"] == "DESC")


def _key(record: Any, name: str) -> tuple[Any, int]:
    value = getattr(record, name, "") or ""
    value = len(value) if isinstance(value, tuple) else value
    return (value.lower() if isinstance(value, str) else value, record.id)


def _shows_records(info: Info) -> bool:
    """Whether more is asked than `totalCount`, which needs no boundaries."""
    names: set[str] = set()
    for node in info.field_nodes:
        for chosen in node.selection_set.selections if node.selection_set else ():
            names.add(chosen.name.value if isinstance(chosen, FieldNode) else "nodes")
    return bool(names - {"totalCount", "issueCount", "__typename"})


def _check(name: str, first: int | None, last: int | None) -> None:
    if first is None and last is None:
        raise NoBoundaries(f"You must provide a `first` or `last` value to properly paginate the `{name}` connection.")
    if first is not None and last is not None:
        raise BadRequest(f"Passing both `first` and `last` to paginate the `{name}` connection is not supported.")
    for which, value in (("first", first), ("last", last)):
        if value is not None and value > LARGEST:
            raise TooMany(
                f"Requesting {value} records on the `{name}` connection exceeds the `{which}` limit of "
                f"{LARGEST} records."
            )
        if value is not None and value < 0:
            raise BadRequest(f"`{which}` on the `{name}` connection cannot be less than zero.")


def _cursor(place: int) -> str:
    return base64.b64encode(f"cursor:v2:{place + 1}".encode()).decode()


def _place(cursor: str | None, otherwise: int) -> int:
    if cursor is None:
        return otherwise
    try:
        text = base64.b64decode(cursor, validate=True).decode()
        return int(text.removeprefix("cursor:v2:"))
    except (binascii.Error, ValueError):
        raise BadRequest(f"`{cursor}` does not appear to be a valid cursor.") from None
