"""Writes rules as a person writes them: short things on one line, quotes only where they are needed.

What it writes is read by `rules.yamltree`; both know the same plain texts.
"""

import json
import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from rules.yamltree import scalar

WIDTH = 110
_NARROWEST = 40

_PLAIN = re.compile(r"[A-Za-z0-9_./(][A-Za-z0-9_./+()@'!?=-]*( [A-Za-z0-9_./+()@'!?=&-]+)*\Z")
_BOOLEANS_ELSEWHERE = frozenset({"y", "n", "yes", "no", "on", "off"})
_UNREADABLE = re.compile("[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def written(value: Any, indent: int = 0, used: int = 0) -> Iterator[str]:
    """The lines of a value; the first continues the line of its key, of which `used` columns are taken."""
    flow = on_one_line(value)
    if flow is not None and used + len(flow) <= WIDTH:
        yield flow
    elif isinstance(value, dict):
        yield ""
        for key, part in value.items():
            yield from _entry(f"{' ' * indent}{one(key)}:", part, indent + 2)
    elif isinstance(value, list):
        yield ""
        for part in value:
            yield from _item(part, indent)
    elif isinstance(value, str) and _as_block(value):
        yield "|-" if not value.endswith("\n") else "|"
        yield from (f"{' ' * indent}{line}".rstrip() for line in value.removesuffix("\n").split("\n"))
    elif isinstance(value, str) and _folds(value):
        yield ">-"
        room = max(_NARROWEST, WIDTH - indent)
        lines = wrap(value, room, break_long_words=False, break_on_hyphens=False)
        yield from (f"{' ' * indent}{line}" for line in lines)
    else:
        yield one(value)


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    first, *rest = written(value, indent, len(key) + 1)
    yield f"{key} {first}".rstrip()
    yield from rest


def _item(value: Any, indent: int) -> Iterator[str]:
    """An element of a list; a mapping that is too long for a line begins beside the dash."""
    start = " " * indent
    first, *rest = written(value, indent + 2, indent + 2)
    if first:
        yield f"{start}- {first}"
        yield from rest
    else:
        yield f"{start}- {rest[0].strip()}"
        yield from rest[1:]


def on_one_line(value: Any) -> str | None:
    """A value in flow style; None where it holds a text of several lines."""
    if isinstance(value, (dict, list)):
        parts = [on_one_line(part) for part in (value.values() if isinstance(value, dict) else value)]
        if any(part is None for part in parts):
            return None
        if isinstance(value, list):
            return f"[{', '.join(map(str, parts))}]"
        return f"{{{', '.join(f'{one(key)}: {part}' for key, part in zip(value, parts, strict=True))}}}"
    return None if isinstance(value, str) and _as_block(value) else one(value)


def _folds(text: str) -> bool:
    """Whether a long text on one line can be written as several."""
    return " ".join(text.split()) == text and not _UNREADABLE.search(text) and " " in text


def _as_block(text: str) -> bool:
    """Whether a text reads better as several lines, and can be written so without being changed."""
    lines = text.removesuffix("\n").split("\n")
    blank_edges = not lines[0].strip() or lines[0][0] in " \t" or not lines[-1].strip()
    trailing = any(line != line.rstrip() for line in lines)
    return len(lines) > 1 and not blank_edges and not trailing and "\t" not in text and not _UNREADABLE.search(text)


def one(value: Any) -> str:
    """A single value on one line."""
    if not isinstance(value, str):
        return json.dumps(value)
    if _PLAIN.match(value) and scalar(value) == value and value.lower() not in _BOOLEANS_ELSEWHERE:
        return value
    if ('"' in value or "\\" in value) and not re.search(r"['\n\t]", value) and not _UNREADABLE.search(value):
        return f"'{value}'"
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNREADABLE.sub(lambda found: f"\\U{ord(found[0]):08x}", quoted)
