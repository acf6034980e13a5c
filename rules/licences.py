"""Which licences go into a work under another one, by SPDX's names. It advises people and is no legal verdict. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

MOST = 60
"""How many words of an expression are read."""

_TOKEN = re.compile(r"[A-Za-z0-9.+:-]+|[()]")
_NAME = re.compile(r"(?P<family>.+?)(?:-(?P<version>\d[\d.]*)(?P<later>-or-later|\+)?(?:-only|-[a-z]{2,3})?)?")
_FREE = frozenset(
    {"cc0", "pddl", "unlicense", "0bsd", "apache", "mit", "bsd-2-clause", "bsd-3-clause", "isc", "zlib", "ofl"}
)
"""What goes into any work, as long as its own notice stays."""
_TAKES: Mapping[str, frozenset[str]] = {
    "cc-by-sa": frozenset({"cc-by", "cc-by-sa"}),
    "gpl": frozenset({"cc-by", "cc-by-sa", "lgpl", "gpl"}),
    "agpl": frozenset({"cc-by", "cc-by-sa", "lgpl", "gpl", "agpl"}),
    **dict.fromkeys(_FREE, frozenset({"cc-by"})),
}
"""By the family of a work's licence, what else goes into it; others take their own alone."""
_MARKS = {"nc": "allows no commercial use", "nd": "allows no changed versions"}


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence, as SPDX names it.

    Attributes:
        version: its numbers, none where it has none.
        upwards: whether its text may be taken under a later version too.
    """

    name: str
    family: str
    version: tuple[int, ...]
    upwards: bool


def hindrance(stated: str, project: str) -> str:
    """Why what is under a stated licence does not go into a work under the project's; empty where it does.

    Args:
        stated: a name of SPDX's, or an expression of several.
        project: the work's; empty where the rule file names none.
    """
    return _Reading(_TOKEN.findall(stated)[:MOST], project).choice()


class _Reading:
    """One expression, read from left to right: `OR` leaves a choice, `AND` does not, and binds closer."""

    def __init__(self, tokens: list[str], project: str) -> None:
        self.tokens, self.project = tokens, project

    def choice(self) -> str:
        """What hinders all that may be chosen."""
        told = [self.whole()]
        while self.next_is("or"):
            told.append(self.whole())
        return "" if "" in told else told[0]

    def whole(self) -> str:
        """What hinders where each part counts."""
        told = [self.part()]
        while self.next_is("and"):
            told.append(self.part())
        return next(filter(None, told), "")

    def part(self) -> str:
        """What hinders of one licence, or of an expression in parentheses."""
        if self.next_is("("):
            told = self.choice()
            self.next_is(")")
            return told
        name = self.tokens.pop(0) if self.tokens else ""
        if self.next_is("with"):  # an exception only ever allows more
            del self.tokens[:1]
        return _between(licence(name), licence(self.project)) if name else "no licence is named"

    def next_is(self, word: str) -> bool:
        """Whether that comes next; it is read then."""
        found = bool(self.tokens) and self.tokens[0].lower() == word
        del self.tokens[: int(found)]
        return found


def licence(name: str) -> Licence:
    """A licence by its name."""
    found = _NAME.fullmatch(name.lower().strip("() "))
    family, numbers, later = found.groups() if found else ("", None, None)
    version = tuple(int(part) for part in (numbers or "").split(".") if part)
    return Licence(name, family, version, bool(later) or family.startswith("cc-"))


def _between(theirs: Licence, ours: Licence) -> str:
    """Why one licence does not go into a work under another."""
    if theirs.family == ours.family and (theirs.version == ours.version or not ours.version):
        return ""
    words = set(theirs.family.split("-")) - set(ours.family.split("-"))
    if barred := [says for mark, says in _MARKS.items() if mark in words]:
        return f"{theirs.name} {' and '.join(barred)}"
    takes = _TAKES.get(ours.family, frozenset()) | _FREE | {ours.family}
    if ours.family and theirs.family not in takes:
        return f"{theirs.name} is not known to go into a work under {ours.name}"
    if theirs.family == ours.family and not (theirs.upwards and theirs.version <= ours.version):
        return f"{theirs.name} is another version than {ours.name}"
    return ""
