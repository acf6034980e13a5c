"""Places of a rule file at which nothing stands, and which of its other mistakes only come of that. Pure."""

from collections.abc import Iterator
from typing import Any

from rules.diagnostics import Diagnostic
from rules.yamltree import Node

Path = tuple[Any, ...]

_NAMED_ALONE = frozenset({("board", "stages"), ("labels",)})


def find_blanks(data: Any, tree: Node, path: Path = ()) -> Iterator[Diagnostic]:
    """Keys after which nothing stands; a stage or label that is only named is complete and becomes `{}`."""
    for key, value in _parts(data):
        if isinstance(value, (dict, list)):
            yield from find_blanks(value, tree.children[key], (*path, key))
        elif value is not None:
            continue
        elif path in _NAMED_ALONE and isinstance(data, dict):
            data[key] = {}
        else:
            yield _blank(data, key, tree)


def blank_places(data: Any, path: Path = ()) -> Iterator[Path]:
    """The paths at which nothing stands."""
    for key, value in _parts(data):
        if value is None:
            yield *path, key
        else:
            yield from blank_places(value, (*path, key))


def comes_of_blank(error: Any) -> bool:
    """Whether what pydantic reports may only come of it that nothing stands there, or within."""
    given = error["input"]
    if error["type"] == "missing":
        return any(value is None for _, value in _parts(given))
    return given is None or next(blank_places(given), None) is not None


def _parts(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, (list, tuple)) else []


def _blank(data: Any, key: Any, tree: Node) -> Diagnostic:
    node, below = tree.keys.get(str(key), tree.children[key]), tree.children[key]
    message = f"nothing stands after `{key}:`" if isinstance(data, dict) else "an empty entry"
    advice = "give it a value or leave it out; quote a value that begins with # ! * or @"
    if isinstance(data, dict) and (below.line, below.column) == (node.line, node.end_column):
        alone = f'if a text is meant, quote it: "{{{key}}}"'
        advice = alone if len(data) == 1 else "a text that holds a comma must be quoted inside { }"
    return Diagnostic(node.line + 1, node.column + 1, "error", "empty", message, advice, len(str(key)))
