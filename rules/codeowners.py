"""CODEOWNERS with GitHub's meaning: whose a path is. The last line that matches decides, also where it names nobody.

A line that begins with `!` or holds something that is no owner is passed over, as GitHub does.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rules.ownedpattern import expression, is_pattern, names_of, outright

MOST = 262_144
MOST_WILD = 40_000
"""What all patterns with wildcards may take: their characters, and some for each of them is tried on each path."""
_EACH = 40
_WORK = 2_000_000_000
"""The same for each character of the paths that are looked up together: a nanosecond at most."""
PATHS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where GitHub looks for the file; the first one counts."""

_WORD = re.compile(r"(?:\\.|[^\s\\])+")
_OWNER = re.compile(r"@[A-Za-z0-9][A-Za-z0-9_-]*(\[bot\])?(/[A-Za-z0-9._-]+)?|[^@\s]+@[^@\s]+")


@dataclass(frozen=True, slots=True)
class Owners:
    """One file, read.

    Attributes:
        lines: the owners that each pattern names, in the order of the file.
        plain: which of them a path or folder has that is named outright.
        wild: which of them a path has that fits, the last one first.
        effort: what a character of a path takes.
    """

    lines: tuple[tuple[str, ...], ...]
    plain: Mapping[str, int]
    wild: tuple[tuple[int, re.Pattern[str]], ...]
    effort: int

    def of(self, path: str) -> tuple[str, ...]:
        """The owners of a path: `@login`, `@org/team` or an e-mail address."""
        named = max((self.plain[name] for name in names_of(path) if name in self.plain), default=-1)
        fits = next((line for line, wild in self.wild if line < named or wild.match(path)), -1)
        last = max(named, fits)
        return self.lines[last] if last >= 0 else ()

    def of_all(self, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The owners of each path; of more than can be looked up in a second or two, those of the first ones."""
        found, left = {}, _WORK
        for path in paths:
            left -= self.effort * len(path)
            if left < 0:
                break
            found[path] = self.of(path)
        return found


@lru_cache(maxsize=32)
def read_owners(text: str) -> Owners:
    """The owners that a CODEOWNERS file names. Of a very long one the last lines count, for they decide."""
    lines = tuple(_lines(text))
    last = {pattern: number for number, (pattern, _) in enumerate(lines)}
    plain: dict[str, int] = {}
    wild: list[tuple[int, re.Pattern[str]]] = []
    effort = 10 * _EACH  # for what is looked up
    for pattern, number in sorted(last.items(), key=lambda each: -each[1]):
        if name := outright(pattern):
            plain.setdefault(name, number)
        elif effort + _EACH + len(pattern) <= MOST_WILD:
            effort += _EACH + len(pattern)
            wild.append((number, expression(pattern)))
    return Owners(tuple(owners for _, owners in lines), plain, tuple(wild), effort)


def _lines(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in text.splitlines() if len(text) <= MOST else text[-MOST:].splitlines()[1:]:
        words = _WORD.findall(line)
        comment = next((i for i, word in enumerate(words) if word.startswith("#")), len(words))
        pattern, *owners = words[:comment] or [""]
        if is_pattern(pattern) and all(_OWNER.fullmatch(owner) for owner in owners):
            yield pattern, tuple(owners)
