"""`extends`: a rule file put on top of others. Base first, ours last; what ours says counts.

Rules are the same where name or id is: our keys replace those of the base. Maps (`labels`, `board`, `messages` …) merge
by key. A rule of a base that is `locked` cannot be changed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from rules.diagnostics import Diagnostic, RuleFileError, did_you_mean
from rules.mistakes import find_blanks
from rules.yamltree import Node, locate, parse

MOST_DEEP = 4
MOST_BASES = 20
MOST_BYTES = 4 * 1024 * 1024
# What a community says of itself is not taken over, but for how its days and words are counted.
_OF_PROJECT = ("language", "timezone")

Origin = tuple[str, int]


@dataclass(slots=True)
class Composed:
    """A rule file with its bases.

    Attributes:
        origins: for each rule the base that it came from and the line there; an empty name is the file itself.
        unseen: bases that were not given.
    """

    data: dict[str, Any]
    tree: Node
    origins: list[Origin] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)


@cache
def presets() -> Mapping[str, str]:
    """The presets that come with the program, by name."""
    found = (file for file in (files("rules") / "presets").iterdir() if file.name.endswith(".yml"))
    return {file.name.removesuffix(".yml"): file.read_text(encoding="utf-8") for file in found}


def compose(data: dict[str, Any], tree: Node, bases: Mapping[str, str]) -> Composed:
    """A file on top of what it extends.

    Args:
        data: the file; a malformed one is given back as it is, for its mistakes are told later.
        tree: where its parts stand.
        bases: the texts of other repositories' files, by the name under `extends`.

    Raises:
        RuleFileError: a base does not exist or cannot be used, or a locked rule is changed; told at our own line.
    """
    names = _names(data)
    if not names or not _well_formed(data):
        return Composed(data, tree, [("", _line(tree, i)) for i in range(_count(data))])
    gathering = _Gathering(bases)
    whole = Composed({}, tree)
    for i, name in enumerate(names):
        where = ("extends", i) if isinstance(data["extends"], list) else ("extends",)
        try:
            for base, text in gathering.of(name, ()):
                _put(whole, _read(base, text), base)
        except _Refused as refused:
            raise _at(tree, where, refused.code, str(refused), refused.help) from None
    own = Composed(data, tree, [("", _line(tree, i)) for i in range(_count(data))])
    try:
        _put(whole, own, "")
    except _Refused as refused:
        raise _at(tree, refused.path, refused.code, str(refused), refused.help) from None
    whole.unseen = gathering.unseen
    return whole


class _Refused(Exception):
    """A base cannot be used."""

    def __init__(self, code: str, message: str, help_: str = "", path: tuple[Any, ...] = ()) -> None:
        super().__init__(message)
        self.code, self.help, self.path = code, help_, path


class _Gathering:
    """Finds bases, and the bases of bases, within bounds."""

    def __init__(self, bases: Mapping[str, str]) -> None:
        self.bases = {**bases, **presets()}
        self.unseen: list[str] = []
        self.size = self.number = 0

    def of(self, name: str, above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """A base with its text, what it extends itself first."""
        if name in above:
            raise _Refused("extends", f"`{name}` extends itself by way of {' → '.join((*above, name))}")
        if len(above) >= MOST_DEEP:
            raise _Refused("extends", f"`{name}` lies more than {MOST_DEEP} bases deep")
        if name not in self.bases:
            if "/" not in name:
                raise _Refused("extends", f"there is no preset `{name}`", did_you_mean(name, sorted(presets())))
            self.unseen.append(name)
            return
        text = self.bases[name]
        self.number, self.size = self.number + 1, self.size + len(text)
        if self.number > MOST_BASES or self.size > MOST_BYTES:
            raise _Refused("extends", "these are too many bases, or too large ones", "extend fewer")
        for further in _names(_read(name, text).data):
            yield from self.of(further, (*above, name))
        yield name, text


def _read(name: str, text: str) -> Composed:
    """A base by itself."""
    try:
        data, tree = parse(text)
    except RuleFileError as error:
        first = error.diagnostics[0]
        raise _Refused("extends", f"`{name}` cannot be used: line {first.line}: {first.message}") from None
    if not isinstance(data, dict) or any(find_blanks(data, tree)) or not _well_formed(data):
        raise _Refused("extends", f"`{name}` cannot be used: it is not a rule file")
    return Composed(data, tree, [(name, _line(tree, i)) for i in range(_count(data))])


def _put(whole: Composed, over: Composed, name: str) -> None:
    """Put one file over what has come together so far."""
    rules, origins = whole.data.get("rules", []), whole.origins
    nodes = [locate(whole.tree, ("rules", i)) for i in range(len(rules))] if not name else []
    nodes = [Node(node.line, node.column, node.end_line, node.end_column) for node in nodes]
    below = list(range(len(rules)))
    for i, rule in enumerate(over.data.get("rules") or []):
        at = next((k for k in below if _same(rules[k], rule)), None)
        mine = over.tree.children["rules"].children[i] if not name else None
        if at is None:
            rules, origins = [*rules, rule], [*origins, over.origins[i]]
            nodes += [mine] if mine else []
            continue
        below.remove(at)  # a second rule of that name is a mistake
        if rules[at].get("locked") is True:
            whose, what = origins[at][0], rules[at].get("name")
            raise _Refused("locked", f"the rule “{what}” of `{whose}` is locked", "leave it as it is", ("rules", i))
        rules = [*rules[:at], {**rules[at], **rule}, *rules[at + 1 :]]
        if mine:
            nodes[at] = mine
    project = over.data.get("project", {})
    given = project if not name else {key: project[key] for key in _OF_PROJECT if key in project}
    rest = {key: value for key, value in over.data.items() if key not in {"rules", "project", "extends"}}
    whole.data = {**_merged(whole.data, {**rest, "project": given}), **({"rules": rules} if rules else {})}
    whole.origins = origins
    if not name:
        whole.data |= {key: over.data[key] for key in ("extends",)}
        whole.tree = _with_rules(over.tree, nodes)


def _with_rules(tree: Node, nodes: list[Node]) -> Node:
    """Our tree, with the rules of bases standing where we extend them: we can mend nothing elsewhere."""
    there = tree.children["extends"]
    held = tree.children.get("rules", there)
    plain = [Node(there.line, there.column, there.end_line, there.end_column) if not n.children else n for n in nodes]
    listed = Node(held.line, held.column, held.end_line, held.end_column, children=dict(enumerate(plain)))
    whole = Node(tree.line, tree.column, tree.end_line, tree.end_column, tree.keys, {**tree.children, "rules": listed})
    return whole if nodes else tree


def _merged(base: Any, over: Any) -> Any:
    if isinstance(base, dict) and isinstance(over, dict):
        return {**base, **{key: _merged(base[key], value) if key in base else value for key, value in over.items()}}
    return over


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    mine, theirs = ({rule[key] for key in ("id", "name") if isinstance(rule.get(key), str)} for rule in (one, other))
    return not mine.isdisjoint(theirs)


def _names(data: dict[str, Any]) -> list[str]:
    given = data.get("extends")
    names: list[Any] = given if isinstance(given, list) else [given]
    return names if all(isinstance(name, str) for name in names) else []


def _well_formed(data: dict[str, Any]) -> bool:
    """Whether it can be merged at all; what else is wrong with it is told later."""
    rules = data.get("rules", [])
    listed = isinstance(rules, list) and all(isinstance(rule, dict) for rule in rules)
    return listed and isinstance(data.get("project", {}), dict)


def _count(data: dict[str, Any]) -> int:
    return len(data["rules"]) if isinstance(data.get("rules"), list) else 0


def _line(tree: Node, i: int) -> int:
    return locate(tree, ("rules", i)).line + 1


def _at(tree: Node, path: tuple[Any, ...], code: str, message: str, advice: str) -> RuleFileError:
    node = locate(tree, path)
    width = max(1, node.end_column - node.column) if node.line == node.end_line else 1
    return RuleFileError([Diagnostic(node.line + 1, node.column + 1, "error", code, message, advice, width)])
