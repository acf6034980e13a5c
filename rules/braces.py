"""The braces of globs: `{a,b}`, `{1..9}` and what lies in each other, as the texts that they stand for."""

import re
from collections.abc import Iterator
from itertools import pairwise

from rules.pattern import PatternError

MAX_ALTERNATIVES = 64
_MOST_READ = 20_000
"""Characters that are looked through for braces, each text on its way included."""
_SIGN = re.compile(r"\\.|[{},]", re.DOTALL)


def alternatives(source: str) -> list[str]:
    """The texts that one with braces stands for; itself, where it has none.

    Raises:
        PatternError: too many, or too long.
    """
    waiting, done, read = [source], [], 0
    while waiting:
        text = waiting.pop()
        read += len(text)
        options = _first_brace(text)
        if options is None:
            done.append(text)
        else:
            waiting.extend(options)
        if len(waiting) + len(done) > MAX_ALTERNATIVES:
            raise PatternError(f"more than {MAX_ALTERNATIVES} alternatives in braces")
        if read > _MOST_READ:
            raise PatternError("these braces stand for too much text: write several globs")
    return done


def _first_brace(text: str) -> list[str] | None:
    """The texts that one stands for by its first brace with alternatives; None where it has none."""
    for edges in sorted(_braces(text)):
        start, end = edges[0], edges[-1]
        if text[start - 1 : start] != "$" and (bodies := _bodies(text, edges)):  # `${` is a template's, as in a shell
            return [text[:start] + body + text[end + 1 :] for body in bodies]
    return None


def _braces(text: str) -> Iterator[list[int]]:
    """Where each brace begins, has its own commas, and ends; in one pass, however many are never closed."""
    opened: list[list[int]] = []
    for found in _SIGN.finditer(text):
        match found[0]:
            case "{":
                opened.append([found.start()])
            case "," if opened:
                opened[-1].append(found.start())
            case "}" if opened:
                yield [*opened.pop(), found.start()]


def _bodies(text: str, edges: list[int]) -> list[str] | None:
    """What a brace holds, one for each alternative; None where it has no alternatives."""
    bodies = [text[a + 1 : b] for a, b in pairwise(edges)]
    return bodies if len(bodies) > 1 else _range(bodies[0])


def _range(body: str) -> list[str] | None:
    """What `1..9`, `01..12`, `0..10..5` or `a..e` stands for; None where it is no range."""
    if found := re.fullmatch(r"(-?[0-9]{1,6})\.\.(-?[0-9]{1,6})(?:\.\.-?([0-9]{1,4}))?", body):
        low, high, pace = int(found[1]), int(found[2]), int(found[3] or 1) or 1
        padded = any(re.match("-?0[0-9]", edge) for edge in (found[1], found[2]))
        wide = max(len(found[1]), len(found[2])) if padded else 0
        return [f"{n:0{wide}d}" for n in _steps(low, high, pace)]
    if found := re.fullmatch(r"([a-z])\.\.([a-z])|([A-Z])\.\.([A-Z])", body):
        low, high = (ord(edge) for edge in found.groups() if edge)
        return [chr(n) for n in _steps(low, high, 1)]
    return None


def _steps(low: int, high: int, pace: int) -> range:
    steps = range(low, high + 1, pace) if low <= high else range(low, high - 1, -pace)
    if len(steps) > MAX_ALTERNATIVES:
        raise PatternError(f"more than {MAX_ALTERNATIVES} alternatives in braces")
    return steps
