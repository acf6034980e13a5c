"""YAML 1.2 with positions and limits, built on libyaml's events.

A plain loader loses where a value stood, reads `on` as true and lets the last of two equal keys win. This one gives
the data together with a tree of the same shape that knows line and column, keeps YAML 1.2's core types only, and
refuses what cannot be bounded: tags, merge keys, several documents, aliases that explode.
"""

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from rules.diagnostics import RuleFileError, lines_of
from rules.yamlhints import commented_out, hint, plainly, unclosed
from rules.yamltext import MAX_BYTES, decode, refusal

MAX_NODES = 50_000  # a thousand large rules, twice; keys count too
MAX_DEPTH = 24
MAX_SCALAR = 65_536
MAX_LENGTH = 4 * MAX_BYTES  # whoever writes a value out for a person must not run out of memory

NONE: Any = MappingProxyType({})  # most nodes are single values: one empty mapping does for all of them
Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]{1,30}\Z")  # longer ones stay text: turning those into numbers takes its time
_OCTAL = re.compile(r"0o[0-7]{1,20}\Z")
_HEX = re.compile(r"0x[0-9a-fA-F]{1,15}\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,30}|[0-9]{1,30}(\.[0-9]{0,30})?)([eE][-+]?[0-9]{1,3})?\Z")
_OPENED = {
    "while parsing a flow sequence": "[",
    "while parsing a flow mapping": "{",
    "while scanning a quoted scalar": "quote",
}


@dataclass(slots=True)
class Node:
    """Where a value stands. Lines and columns count from 0, as libyaml counts them.

    Attributes:
        keys: for a mapping, where each key stands.
        children: for a mapping by key, for a list by position.
        text: how a single value is spelled in the file, quotes left out.
        size: how many values it holds, aliases counted in full.
        depth: how deep lists and mappings nest in it, aliases counted in full.
        length: how many characters its texts have together, aliases counted in full.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    keys: dict[str, "Node"] = field(default_factory=lambda: NONE)
    children: dict[Any, "Node"] = field(default_factory=lambda: NONE)
    text: str = ""
    size: int = 1
    depth: int = 0
    length: int = 0


def parse(source: bytes | str) -> tuple[Any, Node]:
    """The data of a YAML text and the tree of its positions.

    Raises:
        RuleFileError: it is not YAML 1.2 within our limits; one diagnostic with the place.
    """
    text = decode(source)
    try:
        return _Builder(text).build()
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, text) from None


def locate(tree: Node, path: tuple[Any, ...], *, key: bool = False) -> Node:
    """The node at a path of keys and positions; parts that the tree does not have are passed over.

    Args:
        tree: what `parse` gave.
        path: as pydantic reports it.
        key: whether the place of the last key is wanted rather than that of its value.
    """
    node, key_node = tree, tree
    for part in path:
        if part in node.children:
            key_node = node.keys.get(part, node.children[part])
            node = node.children[part]
    return key_node if key else node


def scalar(text: str) -> Any:
    """The value of a plain scalar by YAML 1.2's core schema; `yes`, `on`, dates and times stay text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "0123456789+-.":
        if _INTEGER.match(text):
            return int(text)
        if _OCTAL.match(text):
            return int(text, 0)
        if _HEX.match(text):
            return int(text, 16)
        if _FLOAT.match(text):
            return float(text)
    return text


def _syntax(error: Any, text: str) -> RuleFileError:
    found, opened, lines = error.problem_mark, error.context_mark, lines_of(text)
    at_end = not "".join(lines[found.line :]).strip()
    if error.context in _OPENED and (at_end or opened.line < found.line):
        message = f"the {_OPENED[error.context]} that opens here is not closed"
        advice = unclosed(lines[opened.line : found.line])
        before = "" if at_end else f" before line {found.line + 1}"
        return refusal("syntax", message + before, opened.line, opened.column, advice)
    if hidden := commented_out(lines, found.line, error.problem):
        return refusal("syntax", "the list or mapping of this line is not closed", *hidden)
    if error.context == "while scanning a simple key":  # it is told where it was missed, not where it was looked for
        found = opened
    if found.line >= len(lines):  # libyaml tells the line after the last
        return refusal("syntax", plainly(error.problem), len(lines) - 1, len(lines[-1]))
    advice = hint(lines, found.line, found.column, error.problem)
    return refusal("syntax", plainly(error.problem), found.line, found.column, advice)


def _refuse(code: str, message: str, node: Node, advice: str = "") -> RuleFileError:
    return refusal(code, message, node.line, node.column, advice)


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being read."""

    value: Any
    node: Node
    anchor: str | None
    keys: dict[str, Node] = field(default_factory=dict)
    children: dict[Any, Node] = field(default_factory=dict)
    key: str | None = None


class _Builder:
    """Turns libyaml's events into data and tree."""

    def __init__(self, text: str) -> None:
        self.events = Parser(text)
        self.frames: list[_Frame] = []
        self.anchors: dict[str, tuple[Any, Node]] = {}
        self.total = self.length = 0
        self.documents = 0
        self.root: tuple[Any, Node] = (None, Node(0, 0, 0, 0))

    def build(self) -> tuple[Any, Node]:
        try:
            while event := self.events.get_event():
                self.step(event)
        finally:
            self.events.dispose()
        return self.root

    def step(self, event: Event) -> None:
        if isinstance(event, ScalarEvent):
            self.attach(*self.scalar(event), plain=event.implicit[0])
        elif isinstance(event, CollectionStartEvent):
            self.open(event)
        elif isinstance(event, CollectionEndEvent):
            self.close(event)
        elif isinstance(event, AliasEvent):
            self.attach(*self.alias(event))
        elif isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _refuse("documents", "a rule file is one YAML document", _node(event), "remove the `---`")

    def scalar(self, event: ScalarEvent) -> tuple[Any, Node]:
        node, text = self.untagged(event), event.value
        if len(text) > MAX_SCALAR:
            raise _refuse("limit", f"a value has {len(text):,} characters, the limit is {MAX_SCALAR:,}", node)
        node.text, node.length = text, len(text)
        self.length += len(text)
        value = scalar(text) if event.implicit[0] else text
        if event.anchor:
            self.anchors[event.anchor] = (value, node)
        return value, node

    def untagged(self, event: ScalarEvent | CollectionStartEvent) -> Node:
        node = _node(event)
        if event.tag is not None:
            shown = f"!!{event.tag.rpartition(':')[2]}" if event.tag.startswith("tag:") else event.tag
            advice = f'for a value that begins with !, quote it: "{shown}"'
            raise _refuse("tag", f"the tag {shown} is not allowed", node, advice)
        return node

    def open(self, event: CollectionStartEvent) -> None:
        node = self.untagged(event)
        if len(self.frames) >= MAX_DEPTH:
            raise _refuse("limit", f"nested more than {MAX_DEPTH} deep", node)
        above = self.frames[-1] if self.frames else None
        if above and isinstance(above.value, dict) and above.key is None:
            advice = 'if a value is meant that begins with { or [, quote it: "{author}"'
            raise _refuse("key", "a key must be a plain text", node, advice)
        node.depth = 1
        value: Any = {} if isinstance(event, MappingStartEvent) else []
        frame = _Frame(value, node, event.anchor)
        node.keys, node.children = frame.keys, frame.children
        self.frames.append(frame)

    def close(self, event: Any) -> None:
        frame = self.frames.pop()
        frame.node.end_line, frame.node.end_column = event.end_mark.line, event.end_mark.column
        if frame.anchor:
            self.anchors[frame.anchor] = (frame.value, frame.node)
        self.attach(frame.value, frame.node)

    def alias(self, event: AliasEvent) -> tuple[Any, Node]:
        node = _node(event)
        if event.anchor not in self.anchors:
            advice = f'for a value that begins with *, quote it: "*{event.anchor}"'
            raise _refuse("alias", f"there is no anchor &{event.anchor}", node, advice)
        value, target = self.anchors[event.anchor]
        if len(self.frames) + target.depth > MAX_DEPTH:
            raise _refuse("limit", f"nested more than {MAX_DEPTH} deep once aliases are written out", node)
        node.keys, node.children, node.text = target.keys, target.children, target.text
        node.size, node.depth, node.length = target.size, target.depth, target.length
        self.total += target.size - 1
        self.length += target.length
        return value, node

    def attach(self, value: Any, node: Node, *, plain: bool = True) -> None:
        self.total += 1
        if self.total > MAX_NODES:
            raise _refuse("limit", f"more than {MAX_NODES:,} values once aliases are written out", node)
        if self.length > MAX_LENGTH:
            raise _refuse("limit", f"more than {MAX_LENGTH:,} characters once aliases are written out", node)
        if not self.frames:
            self.root = (value, node)
            return
        frame = self.frames[-1]
        frame.node.length += node.length
        if isinstance(frame.value, list):
            frame.children[len(frame.value)] = node
            frame.value.append(value)
        elif frame.key is None:
            self.name(frame, value, node, plain=plain)
            return
        else:
            frame.value[frame.key] = value
            frame.children[frame.key] = node
            frame.key = None
        frame.node.size += node.size
        frame.node.depth = max(frame.node.depth, node.depth + 1)

    def name(self, frame: _Frame, value: Any, node: Node, *, plain: bool) -> None:
        key = node.text
        if isinstance(value, (dict, list)) or not key:
            raise _refuse("key", "a key must be a plain text", node)
        if key == "<<" and plain:
            raise _refuse("merge-key", "merge keys (<<) are not part of YAML 1.2", node, "use `extends` or `lists`")
        if key in frame.value:
            first = frame.keys[key].line + 1
            advice = f"keep one of them; the first is on line {first}"
            raise _refuse("duplicate-key", f"the key `{key}` stands here twice", node, advice)
        frame.key = key
        frame.keys[key] = node


def _node(event: Any) -> Node:
    start, end = event.start_mark, event.end_mark
    return Node(start.line, start.column, end.line, end.column, NONE, NONE)  # thousands: no default is made for each
