"""A file of another tool as data, with the line of each part: YAML by our own bounded reader."""

from dataclasses import dataclass
from typing import Any

from bot.importers.imported import Notes, refusal
from rules.yamltree import Node, locate, parse

Path = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Data that knows where it stands, and the notes that are taken while it is read."""

    data: Any
    tree: Node
    notes: Notes

    def line(self, path: Path) -> int:
        """The line of a part, counted from 1."""
        return locate(self.tree, path, key=True).line + 1

    def note(self, path: Path, what: str, instead: str = "") -> None:
        """Take a note about a part."""
        self.notes.add(self.line(path), what, instead)

    def mapping(self, value: Any, path: Path, what: str, advice: str = "") -> dict[str, Any]:
        """A value that must be a mapping.

        Raises:
            RuleFileError: it is something else.
        """
        if isinstance(value, dict):
            return value
        node = locate(self.tree, path)
        raise refusal(node.line + 1, node.column + 1, f"{what} is a mapping, not {shape(value)}", advice)


def document(text: bytes | str, what: str, advice: str = "") -> Document:
    """The mapping that a YAML text holds.

    Raises:
        RuleFileError: it is not YAML within our limits, or no mapping; with the place.
    """
    data, tree = parse(text)
    read = Document(data, tree, Notes())
    read.mapping(data, (), what, advice)
    return read


def listed(value: Any) -> list[Any]:
    """A value that may stand alone as a list; nothing is an empty list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def shape(value: Any) -> str:
    """What a value is, in words."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else f"`{str(value)[:60]}`"
