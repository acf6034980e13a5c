"""Paths as `.gitignore` and CODEOWNERS write them, as our globs: what names a folder takes all that lies in it."""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from itertools import dropwhile
from typing import TypeVar

T = TypeVar("T")

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
    own: list[str] = []
    for pattern, said in lines:
        if said == wanted:
            own.append(pattern)
            globs.append(glob_of(pattern))
        elif not all(disjoint(pattern, each) for each in own):
            globs.append(f"!{glob_of(pattern)}")
    last = {each: i for i, each in enumerate(globs)}  # of equal globs the last decides
    kept = [each for i, each in enumerate(globs) if last[each] == i]
    return list(dropwhile(lambda each: each.startswith("!"), kept))


def disjoint(one: str, other: str) -> bool:
    """Whether no path can fit two patterns; where that is hard to tell, it is not said."""
    if not all("/" in pattern.removesuffix("/") for pattern in (one, other)):
        endings = [re.match(r"\*(\.\w+)$", pattern) for pattern in (one, other)]
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
