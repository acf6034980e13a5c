"""`extends`: a rule file put on top of others. Base first, ours last; what ours says counts.

Rules are the same where name or id is: our keys replace those of the base. Maps (`labels`, `board`, `messages`, `lists`
…) merge by key. A rule of a base that is `locked` cannot be changed, nor the messages and lists that it uses.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rules.bases import Base, extended
from rules.diagnostics import Diagnostic, RuleFileError, in_order
from rules.gathering import Gathering, Part, Path, well_formed, wrong
from rules.sources import Sources
from rules.yamltree import Node, locate

# What a community says of itself is not taken over, but for how its days and words are counted and who belongs to it.
OF_PROJECT = ("language", "timezone", "people")
# Where a rule uses what stands in another section, by the key under which it names it.
_USES = {"say": "messages", "list": "lists"}
# What is named in a rule and not known may stand in a base that was not seen.
_OF_OTHER_SECTIONS = frozenset(
    {"unknown-stage", "unknown-role", "unknown-message", "unknown-decision", "unknown-region"}
)


@dataclass(slots=True)
class Composed:
    """A rule file with its bases.

    Attributes:
        tree: where everything stands, in the files as `sources` puts them one below the other.
        parts: the bases by name, as far as they are there.
        origins: for each rule the name of the base that it came from, empty for the file itself, and the line there.
        people: the base whose people file counts; empty for the file's own.
        unseen: bases that were not given.
        left_out: the paths of what others may name and cannot be read.
    """

    data: dict[str, Any]
    tree: Node
    sources: Sources
    parts: dict[str, Part] = field(default_factory=dict)
    origins: list[tuple[str, int]] = field(default_factory=list)
    people: str = ""
    unseen: list[str] = field(default_factory=list)
    left_out: set[Path] = field(default_factory=set)

    def told(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Findings with the file in which each stands; what is wrong in a base is told where we extend it too."""
        kept, mistakes = [], dict.fromkeys(self.parts, 0)
        for each in found:
            name, line = self.sources.place(each.line)
            if not name:
                hidden = bool(self.unseen) and each.code in _OF_OTHER_SECTIONS
                kept.append(maybe_there(each) if hidden else each)
            elif each.severity != "note":  # what is not acted on yet is for the base's own people
                mistakes[name] += each.severity == "error"
                kept += [] if self.parts[name].secret else [replace(each, line=line, base=self.parts[name].title)]
        for name, number in mistakes.items():
            if number:
                part = self.parts[name]
                message = f"`{part.title}` brings {number:,} mistake{'' if number == 1 else 's'}"
                kept.append(
                    wrong(self.tree, part.entry, "extends", message, "mend it there, or change here what it needs")
                )
        return in_order(kept)

    def switch_off(self, places: Container[int]) -> None:
        """Have rules do nothing, by where they stand; what they say is still read."""
        rules = enumerate(self.data["rules"])
        off = [{"name": rule["id"], **rule, "off": True} if i in places else rule for i, rule in rules]
        self.data = {**self.data, "rules": off}


def maybe_there(found: Diagnostic) -> Diagnostic:
    """What is not known, as a note where a base that was not seen may have it."""
    return replace(found, severity="note", message=f"{found.message}; a base that is not here may have it")


def compose(data: dict[str, Any], tree: Node, bases: Mapping[str, Base]) -> Composed:
    """A file on top of what it extends.

    Args:
        data: the file; a malformed one is given back as it is, for its mistakes are told later.
        tree: where its parts stand.
        bases: other repositories' files, by the name under `extends`.

    Raises:
        RuleFileError: a base does not exist or cannot be used, or a locked rule is changed; told at our own line.
    """
    own, gathering = Part(data, tree), Gathering(bases, tree)
    if not extended(data) or not well_formed(data):
        return Composed(data, tree, gathering.sources, origins=_origins(own, gathering.sources))
    whole = Composed({}, Node(0, 0, 0, 0), gathering.sources, gathering.parts, unseen=gathering.unseen)
    for i, name in enumerate(extended(data)):
        entry = ("extends", i) if isinstance(data["extends"], list) else ("extends",)
        for part in gathering.of(name, entry, ()):
            _put(whole, part, tree)
    _put(whole, own, tree)
    if "project" not in data:
        whole.tree.children.pop("project", None)  # what is missing there is missing here
    return whole


def _put(whole: Composed, part: Part, ours: Node) -> None:
    """Put one file over what has come together so far."""
    _check_locks(whole, part, ours)
    rules, nodes = list(whole.data.get("rules", [])), _nodes(whole.data, whole.tree)
    origins, below = list(whole.origins), _by_word(rules)
    mine = zip(part.data.get("rules", []), _nodes(part.data, part.tree), _origins(part, whole.sources), strict=True)
    for rule, node, origin in mine:
        at = min((k for word in _words(rule) for k in below.get(word, ())), default=None)
        if at is None:
            rules.append(rule)
            nodes.append(node)
            origins.append(origin)
        else:
            for word in _words(rules[at]):
                below[word].remove(at)  # a second rule of that name is a mistake
            rules[at], nodes[at] = _over((rules[at], nodes[at]), (rule, node))
    if "people" in part.data.get("project", {}):
        whole.people = part.name
    data, tree = _merged((whole.data, whole.tree), _sections(part))
    if rules:
        held = part.tree.children.get("rules") or locate(whole.tree, ("rules",))
        data["rules"], tree.children["rules"] = rules, replace(held, children=dict(enumerate(nodes)))
    whole.data, whole.tree, whole.origins = data, tree, origins


def _sections(part: Part) -> tuple[dict[str, Any], Node]:
    """What a file brings beside its rules; of what a base says of itself, only a little."""
    if not part.name:
        return {key: value for key, value in part.data.items() if key != "rules"}, part.tree
    left_out = {"rules", "extends", "project"}
    project = part.data.get("project", {})
    taken = {key: project[key] for key in OF_PROJECT if key in project}
    data = {key: value for key, value in part.data.items() if key not in left_out} | {"project": taken}
    keys = {key: node for key, node in part.tree.keys.items() if key not in left_out}
    return data, replace(part.tree, keys=keys)


def _check_locks(whole: Composed, part: Part, ours: Node) -> None:
    """See that a file changes no locked rule, nor what one uses.

    Raises:
        RuleFileError: it does; told where it stands in our file, or where we extend the base that does it.
    """
    theirs = _by_word(part.data.get("rules", []))
    for locked, (base, _) in zip(whole.data.get("rules", []), whole.origins, strict=True):
        if locked.get("locked") is not True:
            continue
        what = f"the rule “{locked.get('name')}” of `{whole.parts[base].title}`"
        changed: Iterator[tuple[Path, str]] = (
            (("rules", i), f"{what} is locked")
            for i in sorted({i for word in _words(locked) for i in theirs.get(word, ())})
        )
        used = (
            ((section, name), f"{what} is locked, and it uses `{name}`")
            for section, name in _used(locked)
            if name in _map(whole.data, section) and name in _map(part.data, section)
        )
        for path, message in (*changed, *used):
            raise RuleFileError(
                [wrong(ours, part.entry if part.name else path, "locked", message, "leave it as it is")]
            )


def _used(value: Any) -> Iterator[tuple[str, str]]:
    """The messages and lists that a rule names."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key in _USES and isinstance(each, str):
                yield _USES[key], each
            yield from _used(each)
    elif isinstance(value, list):
        for each in value:
            yield from _used(each)


def locked_messages(whole: Composed) -> frozenset[str]:
    """The messages of bases that rules which are locked there use."""
    rules = zip(whole.data.get("rules", []), whole.origins, strict=True) if whole.parts else ()
    locked = [rule for rule, (base, _) in rules if base and rule.get("locked") is True]
    used = {name for rule in locked for section, name in _used(rule) if section == _USES["say"]}
    return frozenset(used & _map(whole.data, _USES["say"]).keys())


def _map(data: dict[str, Any], section: str) -> dict[str, Any]:
    found = data.get(section)
    return found if isinstance(found, dict) else {}


def _merged(base: tuple[Any, Node], over: tuple[Any, Node]) -> tuple[Any, Node]:
    """One value over another, with where its parts stand; mappings merge by key."""
    (old, old_node), (new, new_node) = base, over
    if not isinstance(old, dict) or not isinstance(new, dict):
        return over
    data, node = _over(base, over)
    for key in old.keys() & new.keys():
        below = (old[key], old_node.children[key]), (new[key], new_node.children[key])
        data[key], node.children[key] = _merged(*below)
    return data, node


def _over(base: tuple[Any, Node], over: tuple[Any, Node]) -> tuple[Any, Node]:
    """One mapping over another, key by key."""
    (old, old_node), (new, new_node) = base, over
    keys, children = {**old_node.keys, **new_node.keys}, {**old_node.children, **new_node.children}
    return {**old, **new}, replace(new_node, keys=keys, children=children)


def _by_word(rules: Iterable[dict[str, Any]]) -> dict[str, list[int]]:
    """The places of rules by the words that they are addressed by."""
    found: dict[str, list[int]] = {}
    for place, rule in enumerate(rules):
        for word in _words(rule):
            found.setdefault(word, []).append(place)
    return found


def _words(rule: dict[str, Any]) -> set[str]:
    """What a rule is addressed by: its id and its name."""
    return {rule[key] for key in ("id", "name") if isinstance(rule.get(key), str)}


def _nodes(data: dict[str, Any], tree: Node) -> list[Node]:
    rules = data.get("rules")
    return [tree.children["rules"].children[i] for i in range(len(rules))] if isinstance(rules, list) else []


def _origins(part: Part, sources: Sources) -> list[tuple[str, int]]:
    return [(part.name, sources.place(node.line + 1)[1]) for node in _nodes(part.data, part.tree)]
