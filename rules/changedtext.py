"""Values of two rule files, shown so that one sees what differs: short, on one line, harmless in Markdown. Pure."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from rules import escape

_LONGEST = 120
_AROUND = 24
"""So many characters that are the same are left on each side of what differs in a long text."""
_READ = 8 * _LONGEST
_MOST_VALUES = 5
_MOST_COUNTED = 1_000


def shown(value: Any) -> str:
    """A value as inline code."""
    return escape.code(_flow(value))


def entry(key: str, value: Any) -> str:
    """A key with its value as inline code."""
    return escape.code(f"{_middle(key)}: {_flow(value)}")


def listed(values: list[Any]) -> str:
    """Some values, the first ones by themselves."""
    left = len(values) - _MOST_VALUES
    told = [shown(each) for each in values[:_MOST_VALUES]]
    return ", ".join([*told, f"{left} more"] if left > 0 else told)


def beside(was: Any, now: Any) -> tuple[str, str]:
    """Two values; of long texts what differs, with the words around it."""
    if isinstance(was, str) and isinstance(now, str) and (is_long(was) or is_long(now)):
        begin = _same(was, now)
        end = _same(was[begin:][::-1], now[begin:][::-1])
        return _part(was, begin, end), _part(now, begin, end)
    return shown(was), shown(now)


def is_long(value: Any) -> bool:
    """Whether a value is a text of which only what differs is shown."""
    return isinstance(value, str) and len(value) > _LONGEST // 2


def bounded(parts: Iterable[str], most: int, room: int, rest: str) -> list[str]:
    """The first of some parts, at least one; of those for which there is no room it is said how many they are."""
    found, taken, used = list(islice(parts, _MOST_COUNTED)), 0, 0
    while taken < min(len(found), most) and (not taken or used + len(found[taken]) <= room):
        used += len(found[taken])
        taken += 1
    left = len(found) - taken
    if not left:
        return found
    many = f"{left} more {rest}{'' if left == 1 else 's'}" if len(found) < _MOST_COUNTED else f"many more {rest}s"
    return [*found[:taken], f"and {many}"]


def _same(was: str, now: str) -> int:
    """How many characters two texts begin with alike; by halves, for whoever writes them may make them long."""
    low, high = 0, min(len(was), len(now))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if was[low:middle] == now[low:middle] else (low, middle - 1)
    return low


def _part(text: str, begin: int, end: int) -> str:
    """What stands between two ends of a text, whole words of these included where there are spaces."""
    start, stop = max(0, begin - _AROUND), min(len(text), len(text) - end + _AROUND)
    start = text.find(" ", start, begin) + 1 or start if start else 0
    last = text.rfind(" ", len(text) - end, stop)
    stop = last if stop < len(text) and last > 0 else stop
    before, after = "… " if start else "", " …" if stop < len(text) else ""
    return escape.code(f"{before}{_middle(text[start:stop])}{after}")


def _middle(text: str) -> str:
    """A text on one line; of a long one both ends, cut between words where there are some."""
    line = " ".join((text if len(text) <= _READ else f"{text[: _READ // 2]} {text[-_READ // 2 :]}").split())
    if len(line) <= _LONGEST:
        return line
    half = _LONGEST // 2
    return f"{line[:half].rpartition(' ')[0] or line[:half]} … {line[-half:].partition(' ')[2] or line[-half:]}"


def _flow(value: Any) -> str:
    """A value on one line, nearly as YAML writes it; the end of a long one is left out unread."""
    if isinstance(value, str):
        return _middle(value)
    text = ""
    for piece in _pieces(value):
        text += piece
        if len(text) > 2 * _LONGEST:
            return f"{text[: 2 * _LONGEST].rpartition(' ')[0]} …"
    return text


def _pieces(value: Any) -> Iterator[str]:
    match value:
        case None:
            yield "nothing"
        case bool():
            yield str(value).lower()
        case dict():
            yield "{"
            for number, (key, each) in enumerate(value.items()):
                yield f"{', ' if number else ''}{_middle(key)}: "
                yield from _pieces(each)
            yield "}"
        case list():
            yield "["
            for number, each in enumerate(value):
                yield ", " if number else ""
                yield from _pieces(each)
            yield "]"
        case _:
            yield _middle(str(value))
