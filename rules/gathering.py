"""The bases of a rule file, and the bases of those: each of them once, within bounds, what is extended first."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rules.bases import PATTERN, Base, extended, presets
from rules.blanks import find_blanks
from rules.diagnostics import Diagnostic, RuleFileError, did_you_mean
from rules.pointing import point
from rules.sources import Sources
from rules.yamltree import MAX_NODES, Node, locate, parse

MOST_DEEP = 4
MOST_BASES = 20
MOST_BYTES = 1024 * 1024  # of all bases together
MOST_RULES = 2_000  # of all bases together; some may change others
_BOUNDS = (MOST_BASES, MOST_BYTES, MAX_NODES, MOST_RULES)

Path = tuple[Any, ...]


@dataclass(slots=True)
class Part:
    """One file, its own data and tree.

    Attributes:
        name: the base's; empty for the file itself.
        title: what people read in place of the name.
        entry: where the file itself names it, or names what leads to it.
    """

    data: dict[str, Any]
    tree: Node
    name: str = ""
    title: str = ""
    secret: bool = False
    entry: Path = ()


class Gathering:
    """Finds bases, and the bases of bases, within bounds; each of them once.

    Attributes:
        sources: the files found, one below the other.
        parts: the files found, by name.
        unseen: the names of those that were not given.
    """

    def __init__(self, bases: Mapping[str, Base], tree: Node) -> None:
        """Nothing is found yet.

        Args:
            bases: other repositories' files, by name.
            tree: of the file that extends them.
        """
        self.bases, self.tree = {**bases, **presets()}, tree
        self.sources = Sources(tree)
        self.parts: dict[str, Part] = {}
        self.unseen: list[str] = []
        self.number = self.size = self.rules = 0
        self.values = tree.size

    def of(self, name: str, entry: Path, above: tuple[str, ...]) -> Iterator[Part]:
        """A base, what it extends itself first.

        Args:
            name: of the base.
            entry: where the file itself names what leads to it.
            above: the bases that lead to it.

        Raises:
            RuleFileError: it does not exist or cannot be used.
        """
        base = self.bases.get(name)
        if name in above:
            way = " → ".join(self.title(each) for each in (*above, name))
            raise self.refused(entry, f"`{self.title(name)}` extends itself by way of {way}", "take one of them out")
        if len(above) >= MOST_DEEP:
            advice = "extend what it extends yourself, or fewer"
            raise self.refused(entry, f"`{self.title(above[0])}` has bases more than {MOST_DEEP} deep", advice)
        self.number, self.size = self.number + 1, self.size + len(base.text if base else "")
        self.check_size(entry)
        if base is None:
            self.miss(name, entry)
            return
        if name in self.parts:
            return
        part = self.read(name, base, entry)
        self.values, self.rules = self.values + part.tree.size, self.rules + len(part.data.get("rules", ()))
        self.check_size(entry)
        for further in extended(part.data):
            yield from self.of(further, entry, (*above, name))
        self.sources.add(name, part.tree)
        self.parts[name] = part
        yield part

    def check_size(self, entry: Path) -> None:
        """See that the bases so far are not too many.

        Raises:
            RuleFileError: they are, or hold too much.
        """
        held = (self.number, self.size, self.values, self.rules)
        if any(number > most for number, most in zip(held, _BOUNDS, strict=True)):
            bases = f"extend {MOST_BASES} at most, of {MOST_BYTES:,} characters and {MOST_RULES:,} rules together"
            advice = f"{bases}; with this file {MAX_NODES:,} values"
            raise self.refused(entry, "these are too many bases, or too large ones", advice)

    def miss(self, name: str, entry: Path) -> None:
        """Note a repository that was not given.

        Raises:
            RuleFileError: it is none, and no preset.
        """
        if "/" not in name:
            raise self.refused(entry, f"there is no preset `{name}`", did_you_mean(name, sorted(presets())))
        if not re.match(PATTERN, name):
            advice = "write OWNER/REPO, or OWNER/REPO@REF for another version than the default branch's"
            raise self.refused(entry, f"`{name}` is no preset and no repository", advice)
        if name not in self.unseen:
            self.unseen.append(name)

    def read(self, name: str, base: Base, entry: Path) -> Part:
        """A base by itself.

        Raises:
            RuleFileError: it cannot be used.
        """
        title = self.title(name)
        if base.problem:
            raise self.refused(entry, f"`{title}` {base.problem}", base.help)
        try:
            data, tree = _parsed(base.text)
        except RuleFileError as error:
            refused = self.refused(entry, f"`{title}` cannot be used: it is not right in itself", "mend it there")
            theirs = [] if base.secret else [replace(each, base=title) for each in error.diagnostics]
            raise RuleFileError([*refused.diagnostics, *theirs]) from None
        if not well_formed(data):
            raise self.refused(entry, f"`{title}` cannot be used: it is not a rule file", "mend it there")
        return Part(data, tree, name, title, base.secret, entry)

    def title(self, name: str) -> str:
        """What people read in place of a base's name."""
        base = self.bases.get(name)
        return base.title or name if base else name

    def refused(self, entry: Path, message: str, advice: str = "") -> RuleFileError:
        """The error that tells it where the file itself names what leads to it."""
        return RuleFileError([wrong(self.tree, entry, "extends", message, advice)])


def _parsed(text: str) -> tuple[Any, Node]:
    """The data of a file, and where it stands.

    Raises:
        RuleFileError: it is not YAML, or a key has no value.
    """
    data, tree = parse(text)
    if blanks := tuple(find_blanks(data, tree)):
        raise RuleFileError(blanks[:1])
    return data, tree


def well_formed(data: Any) -> bool:
    """Whether it can be merged at all; what else is wrong with it is told later."""
    if not isinstance(data, dict):
        return False
    rules = data.get("rules", [])
    listed = isinstance(rules, list) and all(isinstance(rule, dict) for rule in rules)
    named = "extends" not in data or bool(extended(data))
    return listed and named and isinstance(data.get("project", {}), dict)


def wrong(tree: Node, path: Path, code: str, message: str, advice: str) -> Diagnostic:
    """An error at a place of a file."""
    return point(locate(tree, path), "error", code, message, advice)
