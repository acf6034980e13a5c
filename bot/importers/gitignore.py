"""Paths as `.gitignore` and CODEOWNERS write them, as our globs: what names a folder takes all that lies in it."""

import re
from collections import defaultdict
from collections.abc import Sequence
from fnmatch import fnmatchcase
from itertools import dropwhile, takewhile
from typing import TypeVar

T = TypeVar("T")

_ENDING = re.compile(r"\*(\.\w+)$")

# Names that hardly ever are those of folders; `chart.js` and `System.Text` are.
_FILE = re.compile(
    r"(^|/)\*\.\w+$"
    r"|\.(md|rst|txt|json|ya?ml|toml|lock|cfg|ini|xml|html|s?css|sh|py|tsx?|rs|rb|java|kt|cc?|cpp|h|mod|sum|csproj)$"
)


def glob_of(pattern: str) -> str:
    """The glob that takes the same paths.

    A pattern with a slash at the beginning or in the middle counts from the root, others fit at any depth. Whether
    `docs` is a file or a folder cannot be told from its name, so the glob takes both.
    """
    if pattern in {"*", "**", "/**"}:
        return "**"
    body = pattern.strip("/")
    anchored = "/" in pattern.removesuffix("/")
    start = body if anchored or body.startswith("**") else f"**/{body}"
    if pattern.endswith("/"):
        return _literal(start if start.endswith("**") else f"{start}/**")
    if start.endswith("**/*"):
        return _literal(start.removesuffix("/*"))
    whole = (anchored and re.search(r"(^|/)\*\*?$", body)) or _FILE.search(body)
    return _literal(start) if whole else f"{_literal(start)}{{,/**}}"


def _literal(body: str) -> str:
    """Brackets and braces mean themselves here."""
    return re.sub(r"(?<!\\)[\[\]{}]", r"\\\g<0>", body)


def layered(lines: Sequence[tuple[str, T]], wanted: T) -> list[str]:
    """The globs of the paths whose last fitting line says `wanted`.

    Args:
        lines: patterns with what they say, the last one that fits a path decides.
        wanted: what some of them say.
    """
    globs: list[str] = []
    own = _Patterns()
    for pattern, said in lines:
        if said == wanted:
            own.add(pattern)
            globs.append(glob_of(pattern))
        elif own.touch(pattern):
            globs.append(f"!{glob_of(pattern)}")
    last = {each: i for i, each in enumerate(globs)}  # of equal globs the last decides
    kept = [each for i, each in enumerate(globs) if last[each] == i]
    return list(dropwhile(lambda each: each.startswith("!"), kept))


class _Patterns:
    """Patterns by the folders that they name, so that few must be compared with another."""

    def __init__(self) -> None:
        self.endings: set[str] = set()
        self.at: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        self.below: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)

    def add(self, pattern: str) -> None:
        if found := _ENDING.match(pattern):
            self.endings.add(found[1])
            return
        stem = _stem(pattern)
        self.at[stem].append(pattern)
        for depth in range(len(stem)):
            self.below[stem[:depth]].append(pattern)

    def touch(self, pattern: str) -> bool:
        """Whether a path may fit one of these and another pattern."""
        if found := _ENDING.match(pattern):
            return bool(self.at) or found[1] in self.endings
        stem = _stem(pattern)
        near = [self.at[stem[:depth]] for depth in range(len(stem) + 1) if stem[:depth] in self.at]
        near += [self.below[stem]] if stem in self.below else []
        return bool(self.endings) or any(not disjoint(pattern, each) for some in near for each in some)


def _stem(pattern: str) -> tuple[str, ...]:
    """The folders that a pattern names in full, from the root."""
    if "/" not in pattern.removesuffix("/"):
        return ()
    return tuple(takewhile(lambda name: not re.search(r"[*?\\]", name), pattern.strip("/").split("/")))


def disjoint(one: str, other: str) -> bool:
    """Whether no path can fit two patterns; where that is hard to tell, it is not said."""
    if not all("/" in pattern.removesuffix("/") for pattern in (one, other)):
        endings = [_ENDING.match(pattern) for pattern in (one, other)]
        return all(endings) and len({found[1] for found in endings if found}) == len(endings)
    for name, beside in zip(one.strip("/").split("/"), other.strip("/").split("/"), strict=False):
        if "**" in name + beside:
            return False  # from here on, depths tell nothing
        if _differ(name, beside):
            return True
    return False


def _differ(one: str, other: str) -> bool:
    """Whether two names of one depth cannot be the same."""
    if "\\" in one + other:
        return False
    wild = [bool(re.search(r"[*?]", name)) for name in (one, other)]
    if all(wild):
        return False
    return not fnmatchcase(other, _bracketed(one)) if wild[0] else not fnmatchcase(one, _bracketed(other))


def _bracketed(name: str) -> str:
    return name.replace("[", "[[]")
