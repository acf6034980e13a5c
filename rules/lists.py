"""`{list: NAME}`: the values of a list under `lists:`, wherever in a rule or decision a list of values may stand.

It stands for the whole list (`label: {list: areas}`) or for some of its entries (`label: [urgent, {list: areas}]`). The
values keep their place under `lists`, so that a mistake in one of them is told there.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from rules.conditions import CONDITIONS
from rules.diagnostics import Diagnostic, RuleFileError
from rules.goals import GOALS
from rules.pointing import point
from rules.suggestions import Suggestions
from rules.yamltree import MAX_DEPTH, MAX_NODES, Node, locate

COMBINED = frozenset({"not", "any", "all"})
# Below these stands a mapping of names that people chose: one of them may be `list`.
OF_NAMES = frozenset({"field", "board_field"})

Values = list[tuple[Any, Node]]


class MissingList(Exception):
    """A list is named that cannot be put in.

    Attributes:
        told: that the file does not have it, but its bases that were not seen may; nothing where it is malformed,
            which is told elsewhere.
    """

    def __init__(self, *told: Diagnostic) -> None:
        super().__init__(*told)
        self.told = told


class Lists:
    """The lists of one rule file."""

    def __init__(self, data: Mapping[str, Any], tree: Node) -> None:
        """The lists under `lists`; a malformed section is told elsewhere.

        Args:
            data: the whole file.
            tree: where its parts stand.
        """
        self._lists: Any = data.get("lists", {})
        self._node = locate(tree, ("lists",))
        self._left = MAX_NODES
        self._suggestions = Suggestions()

    def rule(self, rule: dict[str, Any], node: Node) -> tuple[dict[str, Any], Node]:
        """A rule with the values of the lists that it names.

        Raises:
            MissingList: there is no such list, or none that can be read.
            RuleFileError: a list holds itself, or the values are too many.
        """
        if not _mentions(rule):
            return rule, node
        filled, where = dict(rule), dict(node.children)
        if "on" in rule:
            filled["on"], where["on"] = self._value(rule["on"], where["on"])
        self._fill(rule, "when", filled, where)
        return filled, _with(node, where)

    def _fill(self, data: dict[str, Any], asking: str, filled: dict[str, Any], where: dict[Any, Node]) -> None:
        """Fill in what a rule asks and wants, or what is left to a later moment."""
        if isinstance(when := data.get(asking), dict):
            filled[asking], where[asking] = self._words(when, where[asking], {*CONDITIONS, *COMBINED})
        if isinstance(entries := data.get("do"), list):
            done = [self._entry(entry, where["do"].children[i]) for i, entry in enumerate(entries)]
            filled["do"], where["do"] = _list(done, where["do"])

    def decision(self, decision: dict[str, Any], node: Node) -> tuple[dict[str, Any], Node]:
        """A decision with the values of the lists that say who votes.

        Raises:
            MissingList: there is no such list, or none that can be read.
            RuleFileError: a list holds itself, or the values are too many.
        """
        return self._words(decision, node, {"voters"})

    def _entry(self, entry: Any, node: Node) -> tuple[Any, Node]:
        if not isinstance(entry, dict):
            return entry, node
        filled, at = self._words(entry, node, set(GOALS))
        if "after" in entry:
            self._fill(entry, "unless", filled, at.children)
        return filled, at

    def _words(self, data: dict[str, Any], node: Node, words: set[str]) -> tuple[Any, Node]:
        """A mapping of words; the values of those that this version does not act on are left as they are."""
        below = {
            key: self._below(key, value, node.children[key]) if key in words else (value, node.children[key])
            for key, value in data.items()
        }
        return {key: value for key, (value, _) in below.items()}, _with(
            node, {key: at for key, (_, at) in below.items()}
        )

    def _below(self, key: str, value: Any, node: Node) -> tuple[Any, Node]:
        """What stands under a key."""
        if key in OF_NAMES and isinstance(value, dict):
            return self._words(value, node, set(value))
        return self._value(value, node)

    def _value(self, value: Any, node: Node) -> tuple[Any, Node]:
        if (name := _named(value)) is not None:
            return _list(list(self._values(name, node.children["list"], ())), node)
        if isinstance(value, dict):
            return self._words(value, node, set(value))
        if isinstance(value, list):
            parts: Values = []
            for i, each in enumerate(value):
                name, at = _named(each), node.children[i]
                parts += [self._value(each, at)] if name is None else self._values(name, at.children["list"], ())
            return _list(parts, node)
        return value, node

    def _values(self, name: str, node: Node, above: tuple[str, ...]) -> Iterator[tuple[Any, Node]]:
        """The values of a list, those of the lists that it names included."""
        if name in above:
            raise _wrong(node, "list", f"the list `{name}` holds itself", "take one of the two out")
        if len(above) >= MAX_DEPTH:
            raise _wrong(node, "limit", f"lists name each other more than {MAX_DEPTH} deep")
        held, where = self._held(name, node), self._node.children[name]
        for i, each in enumerate(held):
            further, at = _named(each), where.children[i]
            self._left -= at.size
            if self._left < 0:
                raise _wrong(node, "limit", f"more than {MAX_NODES:,} values once lists are written out")
            if further is None:
                yield each, at
            else:
                yield from self._values(further, at.children["list"], (*above, name))

    def _held(self, name: str, node: Node) -> list[Any]:
        """What a list holds."""
        if isinstance(self._lists, dict) and name not in self._lists:
            advice = self._suggestions.meant(name, self._lists) or "add it under `lists`"
            raise MissingList(point(node, "error", "unknown-list", f"there is no list `{name}`", advice))
        held = self._lists[name] if isinstance(self._lists, dict) else None
        if not held or not isinstance(held, list):
            raise MissingList
        return held


def _named(value: Any) -> str | None:
    """The name of the list that is meant, where one is."""
    name = value.get("list") if isinstance(value, dict) and len(value) == 1 else None
    return name if isinstance(name, str) else None


def _mentions(value: Any) -> bool:
    """Whether any list is named in it; most rules name none."""
    if isinstance(value, dict):
        return "list" in value or any(map(_mentions, value.values()))
    return isinstance(value, list) and any(map(_mentions, value))


def _list(parts: Values, node: Node) -> tuple[list[Any], Node]:
    return [value for value, _ in parts], _with(node, {i: at for i, (_, at) in enumerate(parts)})


def _with(node: Node, children: dict[Any, Node]) -> Node:
    return Node(node.line, node.column, node.end_line, node.end_column, node.keys, children, node.text)


def _wrong(node: Node, code: str, message: str, advice: str = "") -> RuleFileError:
    return RuleFileError([point(node, "error", code, message, advice)])
