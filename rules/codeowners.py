"""CODEOWNERS with GitHub's meaning: whose a path is. The last line that matches decides, also where it names nobody.

Patterns are those of .gitignore; `[…]` is no class, and a line that begins with `!` or holds something that is no owner
is passed over, as GitHub does.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from rules.pattern import MAX_PROGRAM

MOST = 262_144
PATHS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where GitHub looks for the file; the first one counts."""

_WORD = re.compile(r"(?:\\.|[^\s\\])+")
_OWNER = re.compile(r"@[A-Za-z0-9][A-Za-z0-9_-]*(\[bot\])?(/[A-Za-z0-9._-]+)?|[^@\s]+@[^@\s]+")
_PIECE = re.compile(r"\\(?P<escaped>.)|(?P<star>\*+)|(?P<one>\?)|(?P<other>.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Owners:
    """One file, read.

    Attributes:
        lines: the owners that each pattern names, in the order of the file.
        search: tells which patterns match a path.
    """

    lines: tuple[tuple[str, ...], ...]
    search: Any

    def of(self, path: str) -> tuple[str, ...]:
        """The owners of a path: `@login`, `@org/team` or an e-mail address."""
        found = self.search.Match(path.replace("\n", " ")) if self.lines else None
        return self.lines[max(found)] if found else ()

    def of_all(self, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The owners of each path."""
        return {path: self.of(path) for path in paths}


@lru_cache(maxsize=32)
def read_owners(text: str) -> Owners:
    """The owners that a CODEOWNERS file names. Of a very long one the last lines count, for they decide."""
    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    lines, search = [], re2.Filter()
    for expression, owners in _lines(text):
        search.Add(expression, options)
        lines.append(owners)
    if lines:
        search.Compile()
    return Owners(tuple(lines), search)


def _lines(text: str) -> list[tuple[str, tuple[str, ...]]]:
    found = []
    for line in text.splitlines() if len(text) <= MOST else text[-MOST:].splitlines()[1:]:
        words = _WORD.findall(line)
        comment = next((i for i, word in enumerate(words) if word.startswith("#")), len(words))
        pattern, *owners = words[:comment] or [""]
        expression = expression_of(pattern)
        if expression and all(_OWNER.fullmatch(owner) for owner in owners):
            found.append((expression, tuple(owners)))
    return found


def expression_of(pattern: str) -> str:
    """The RE2 expression for the paths that a pattern means; empty where GitHub knows no such pattern."""
    parts = [part for part in pattern.split("/") if part]
    if not parts or pattern.startswith("!") or len(pattern) > MAX_PROGRAM:
        return ""
    anchored = "/" in pattern.rstrip("/") or parts[0] == "**"
    body = "".join(_part(part) + "/" for part in parts[:-1]).replace("(?:.*/)?/", "(?:.*/)?")
    last = ".+$" if parts[-1] == "**" else _part(parts[-1]) + _below(pattern)
    return f"(?s)^{'' if anchored else '(?:.*/)?'}{body}{last}"


def _below(pattern: str) -> str:
    """What may follow: a folder's name stands for all that is in it, `folder/*` only for what is in it directly."""
    if pattern.endswith("/"):
        return "/.*$"
    return "$" if pattern.endswith("/*") else "(?:/.*)?$"


def _part(part: str) -> str:
    """One component of a path; `**` is any number of them."""
    if part == "**":
        return "(?:.*/)?"
    if part == "*":
        return "[^/]+"
    return "".join(_piece(found) for found in _PIECE.finditer(part))


def _piece(found: re.Match[str]) -> str:
    if found["star"]:
        return "[^/]*"
    return "[^/]" if found["one"] else re2.escape(found["escaped"] or found["other"])
