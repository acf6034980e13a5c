"""One pattern of CODEOWNERS, which is .gitignore's but that `[…]` is no class: the paths that it means.

Most name a path or a folder outright: those are looked up. The others become expressions that never try a way twice.
"""

import re
from collections.abc import Iterator

from rules import oneway

LONGEST = 1_000
"""Characters of a pattern; a longer one means nothing."""

_PIECE = re.compile(r"\\(?P<escaped>.)|(?P<star>\*+)|(?P<one>\?)|(?P<other>.)", re.DOTALL)


def is_pattern(text: str) -> bool:
    """Whether GitHub knows such a pattern."""
    return bool(text.strip("/")) and not text.startswith("!") and len(text) <= LONGEST


def outright(pattern: str) -> str:
    """What a pattern without wildcards means, as one of the `names_of` a path; empty where it has some."""
    parts = _parts(pattern)
    if any(found["star"] or found["one"] for part in parts for found in _PIECE.finditer(part)):
        return ""
    named = "/".join("".join(found["escaped"] or found["other"] for found in _PIECE.finditer(part)) for part in parts)
    return f"{'/' if _anchored(pattern) else ''}{named}{'/' if pattern.endswith('/') else ''}"


def names_of(path: str) -> Iterator[str]:
    """All that may name a path or a folder that it is in: `/docs`, `/docs/`, `docs`, `docs/`, `/docs/a.md`, `a.md`."""
    parts, above = path.split("/"), ""
    for part in parts[:-1]:
        yield from (part, f"{part}/")
        if len(above) < LONGEST:
            above += f"/{part}"
            yield from (above, f"{above}/")
    yield from (parts[-1], f"/{path}")


def expression(pattern: str) -> re.Pattern[str]:
    """What tells from the beginning of a path whether a pattern means it."""
    *first, last = _parts(pattern)
    groups: list[list[str]] = [[]] if _anchored(pattern) else [[], []]
    for part in first:
        if part == "**":
            groups.append([])
        else:
            groups[-1].append(_part(part) + "/")
    if last == "**":
        groups[-1].append(".")
    else:
        groups[-1].append(_part(last) + _below(pattern))
    return re.compile(oneway.path(groups), re.DOTALL)


def _parts(pattern: str) -> list[str]:
    return [part for part in pattern.split("/") if part]


def _anchored(pattern: str) -> bool:
    return "/" in pattern.rstrip("/") or _parts(pattern)[0] == "**"


def _below(pattern: str) -> str:
    """What may follow: a folder's name stands for all that is in it, `folder/*` only for what is in it directly."""
    if pattern.endswith("/"):
        return "/"
    return r"\Z" if pattern.endswith("/*") else r"(?=/|\Z)"


def _part(part: str) -> str:
    """One component of a path."""
    texts = [""]
    for found in _PIECE.finditer(part):
        if found["star"]:
            texts.append("")
        else:
            texts[-1] += "[^/]" if found["one"] else re.escape(found["escaped"] or found["other"])
    return oneway.component(texts)
