"""Paths as `.gitignore` and CODEOWNERS write them, as our globs: what names a folder takes all that lies in it."""

import re
from fnmatch import fnmatchcase

_FILE = re.compile(
    r"(^|/)\*\.\w+$|\.(md|rst|txt|json|ya?ml|toml|lock|cfg|ini|xml|py|tsx?|sh|sum|mod|gradle|csproj|sln)$"
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


def disjoint(one: str, other: str) -> bool:
    """Whether no path can fit two patterns; where that is hard to tell, it is not said."""
    if not all("/" in pattern.removesuffix("/") for pattern in (one, other)):
        endings = [re.match(r"\*(\.\w+)$", pattern) for pattern in (one, other)]
        return all(endings) and len({found[1] for found in endings if found}) == len(endings)
    return any(map(_differ, one.strip("/").split("/"), other.strip("/").split("/")))


def _differ(one: str, other: str) -> bool:
    """Whether two names of one depth cannot be the same; after `**` depths tell nothing."""
    if "**" in one or "**" in other or "\\" in one + other:
        return False
    wild = [bool(re.search(r"[*?]", name)) for name in (one, other)]
    if all(wild):
        return False
    return not fnmatchcase(other, _bracketed(one)) if wild[0] else not fnmatchcase(one, _bracketed(other))


def _bracketed(name: str) -> str:
    return name.replace("[", "[[]")
