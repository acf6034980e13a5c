"""Regular expressions on names of branches, and on paths, as globs, where a glob says the same.

`^release/` is `release/**`. A dot is taken for any character but a slash. What repeats a part within a name, such as
`v[0-9]+-rc`, has no glob.
"""

import re
from itertools import pairwise

from rules.globs import glob
from rules.pattern import PatternError

_ANYTHING = "\0"
_MOST = 32
_SAFE = re.compile(r"[A-Za-z0-9_@#%~+=,&' -]")
_SETS = {"d": "[0-9]", "w": "[A-Za-z0-9_]"}
_CLASS = re.compile(r"\[[A-Za-z0-9_.^-]+\]")


def globs_of(expression: str) -> list[str]:
    """The globs that take the same branches as an expression that is searched for.

    Raises:
        PatternError: no globs do.
    """
    parser = _Parser(expression)
    try:
        bodies = parser.alternatives()
    except (IndexError, ValueError):
        raise _inexpressible() from None
    if parser.rest:
        raise _inexpressible()
    wholes = [_loose(body) for body in bodies]
    found = [_glob(whole) for whole in wholes if "//" not in whole]
    for each in found:
        glob(each)
    return list(dict.fromkeys(found))


def _inexpressible() -> PatternError:
    return PatternError("globs cannot say this regular expression")


def _loose(body: str) -> str:
    """A searched text as a whole one: what is not anchored may have anything around it."""
    start = body[1:] if body.startswith("^") else _ANYTHING + body
    whole = start[:-1] if body.endswith("$") else start + _ANYTHING
    if "^" in whole.replace("[^", "") or "$" in whole:
        raise _inexpressible()
    whole = re.sub(f"{_ANYTHING}+", _ANYTHING, whole)
    return re.sub(rf"/\?{_ANYTHING}$", f"/{_ANYTHING}", whole)  # no branch ends with a slash


def _glob(whole: str) -> str:
    """The glob for a text in which `_ANYTHING` also crosses slashes: within a part, or over whole parts."""
    if whole == _ANYTHING:
        return "**"
    pieces = whole.split(_ANYTHING)
    last = len(pieces) - 2
    gaps = [_gap(before, after, i == 0, i == last) for i, (before, after) in enumerate(pairwise(pieces))]
    return "".join(piece + gap for piece, gap in zip(pieces, [*gaps, ""], strict=True))


def _gap(before: str, after: str, first: bool, last: bool) -> str:
    if first and not before:
        return "*/**" if after.startswith("/") else "**/*"
    if last and not after:
        return "**" if before.endswith("/") else "*{,/**}"
    return "*{,/**/*}"


class _Parser:
    """Reads the few forms that globs know: alternatives, groups, single characters, `.*`."""

    def __init__(self, source: str) -> None:
        self.rest = source
        self.depth = 0

    def alternatives(self) -> list[str]:
        """Every text that the expression up to the end, or to a bracket, stands for."""
        bodies = self.sequence()
        while self.rest.startswith("|"):
            self.rest = self.rest[1:]
            bodies += self.sequence()
        return bodies

    def sequence(self) -> list[str]:
        bodies = [""]
        while self.rest and self.rest[0] not in "|)":
            options = self.repeated(self.atom())
            bodies = [body + option for body in bodies for option in options]
            if len(bodies) > _MOST:
                raise _inexpressible()
        return bodies

    def atom(self) -> list[str]:
        if found := re.match(r"\.\*\??", self.rest):
            self.rest = self.rest[found.end() :]
            return [_ANYTHING]
        if found := _CLASS.match(self.rest):
            self.rest = self.rest[found.end() :]
            return [found[0].replace("[^", "[!")]
        char, self.rest = self.rest[0], self.rest[1:]
        if char == "(":
            self.rest = self.rest.removeprefix("?:")
            self.depth += 1
            bodies = self.alternatives()
            self.depth -= 1
            if not self.rest.startswith(")"):
                raise _inexpressible()
            self.rest = self.rest[1:]
            return bodies
        if char == "\\":
            char, self.rest = self.rest[0], self.rest[1:]
            if char in _SETS:
                return [_SETS[char]]
            if char.isalnum() or char in "^$":
                raise _inexpressible()
            return [char if _SAFE.match(char) or char in "./" else f"\\{char}"]
        if char == ".":
            repeated, self.rest = self.rest.startswith("+"), self.rest.removeprefix("+")
            return [f"?{_ANYTHING}" if repeated else "?"]
        if char in "^$/" or _SAFE.match(char):
            return [char]
        raise _inexpressible()

    def repeated(self, options: list[str]) -> list[str]:
        if self.rest.startswith("?"):
            self.rest = self.rest[1:]
            return ["", *options]
        sign, after = self.rest[:1], self.rest[1:2]
        if sign in {"*", "+"} and not self.depth and after in {"", "|"}:
            self.rest = self.rest[1:]  # what may follow a searched text does not matter
            return options if sign == "+" else [""]
        if sign and sign in "*+{":
            raise _inexpressible()
        return options
