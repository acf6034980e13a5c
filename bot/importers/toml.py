"""TOML as data with the lines of its tables, which Python's reader does not keep."""

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from bot.importers.imported import Notes, refusal
from rules.tomltext import read_toml
from rules.yamltext import MAX_BYTES

_TABLE = re.compile(r"\s*\[[^\[\]]+\]\s*(#.*)?\Z")
_KEY = re.compile(r"\s*(?:\"([^\"]+)\"|([\w-]+))\s*=")


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a TOML file.

    Attributes:
        lines: the line of each table and of each key in it, by path.
    """

    data: dict[str, Any]
    lines: dict[tuple[str, ...], int]
    notes: Notes

    def line(self, *path: str) -> int:
        """The line of a table or key, counted from 1; of what it holds or is held by, where it has none."""
        while path:
            within = [line for known, line in self.lines.items() if known[: len(path)] == path]
            if within:
                return min(within)
            path = path[:-1]
        return 1

    def note(self, path: tuple[str, ...], what: str, instead: str = "") -> None:
        """Take a note about a table or key."""
        self.notes.add(self.line(*path), what, instead)

    def tables(self, name: str) -> dict[str, dict[str, Any]]:
        """The tables within a table, by name."""
        found = self.data.get(name)
        return (
            {key: table for key, table in found.items() if isinstance(table, dict)} if isinstance(found, dict) else {}
        )


def tables(text: bytes | str) -> Tables:
    """The tables of a TOML text.

    Raises:
        RuleFileError: it is too large, or not TOML; with the place.
    """
    raw = text.encode() if isinstance(text, str) else text
    if len(raw) > MAX_BYTES:
        raise refusal(1, 1, f"the file has {len(raw):,} bytes, the limit is {MAX_BYTES:,}")
    try:
        source = raw.decode("utf-8-sig")
        return Tables(read_toml(source), _lines(source), Notes())
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise refusal(line, 1, "this is not UTF-8 text", "save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (raw.count(b"\n") + 1, 1)  # at the end
        raise refusal(line, column, f"this is not TOML: {str(error).partition(' (at ')[0]}") from None
    except RecursionError:
        raise refusal(1, 1, "this nests too deep") from None


def _lines(source: str) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(source.splitlines(), 1):
        if _TABLE.match(line):
            table = _path(line)
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, key[1] or key[2]), number)
    return found


def _path(header: str) -> tuple[str, ...]:
    """The path that the header of a table names."""
    try:
        inner: Any = read_toml(header)
    except (tomllib.TOMLDecodeError, RecursionError):
        return ()
    path: list[str] = []
    while isinstance(inner, dict) and inner:
        name, inner = next(iter(inner.items()))
        path.append(name)
    return tuple(path)
