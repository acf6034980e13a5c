"""The braces of globs: `{a,b}`, `{1..9}` and what lies in each other, as the texts that they stand for."""

import re
from itertools import pairwise

from rules.pattern import PatternError

MAX_ALTERNATIVES = 64


def alternatives(source: str) -> list[str]:
    """The texts that one with braces stands for; itself, where it has none.

    Raises:
        PatternError: too many.
    """
    waiting, done = [source], []
    while waiting:
        text = waiting.pop()
        options = _first_brace(text)
        if options is None:
            done.append(text)
        else:
            waiting.extend(options)
        if len(waiting) + len(done) > MAX_ALTERNATIVES:
            raise PatternError(f"more than {MAX_ALTERNATIVES} alternatives in braces")
    return done


def _first_brace(text: str) -> list[str] | None:
    i = 0
    while i < len(text):  # `${` is a template's, as in a shell
        if text[i] == "\\":
            i += 1
        elif text[i] == "{" and text[i - 1 : i] != "$" and (found := _brace(text, i)):
            end, bodies = found
            return [text[:i] + body + text[end + 1 :] for body in bodies]
        i += 1
    return None


def _brace(text: str, start: int) -> tuple[int, list[str]] | None:
    """Where a brace ends, and what it holds; None for braces without alternatives."""
    depth, cuts, i = 0, [start], start
    while i < len(text):
        char = text[i]
        if char == "\\":
            i += 1
        elif char == "{":
            depth += 1
        elif char == "," and depth == 1:
            cuts.append(i)
        elif char == "}":
            depth -= 1
            if depth == 0:
                break
        i += 1
    else:
        return None
    if len(cuts) > 1:
        edges = [*cuts, i]
        return i, [text[a + 1 : b] for a, b in pairwise(edges)]
    return (i, options) if (options := _range(text[start + 1 : i])) else None


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
