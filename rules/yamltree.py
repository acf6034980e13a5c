"""YAML 1.2 with positions and limits, built on libyaml's events.

A plain loader loses where a value stood, reads `on` as true and lets the last of two equal keys win. This one gives
the data together with a tree of the same shape that knows line and column, keeps YAML 1.2's core types only, and
refuses what cannot be bounded: tags, merge keys, several documents, aliases that explode.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from rules.diagnostics import Diagnostic, RuleFileError
from rules.yamlhints import hint

MAX_BYTES = 1024 * 1024
MAX_NODES = 100_000
MAX_DEPTH = 24
MAX_SCALAR = 65_536

Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")
_OCTAL = re.compile(r"0o[0-7]{1,20}\Z")
_HEX = re.compile(r"0x[0-9a-fA-F]{1,15}\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,30}|[0-9]{1,30}(\.[0-9]{0,30})?)([eE][-+]?[0-9]{1,3})?\Z")
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_FOREIGN_BREAK = re.compile("[\x85\u2028\u2029]")


@dataclass(slots=True)
class Node:
    """Where a value stands. Lines and columns count from 0, as libyaml counts them.

    Attributes:
        keys: for a mapping, where each key stands.
        children: for a mapping by key, for a list by position.
        size: how many values it holds, aliases counted in full.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    keys: dict[str, "Node"] = field(default_factory=dict)
    children: dict[Any, "Node"] = field(default_factory=dict)
    size: int = 1


def parse(source: bytes | str) -> tuple[Any, Node]:
    """The data of a YAML text and the tree of its positions.

    Raises:
        RuleFileError: it is not YAML 1.2 within our limits; one diagnostic with the place.
    """
    text = _decode(source) if isinstance(source, bytes) else source
    if len(text) > MAX_BYTES:
        raise _refusal("too-large", f"the file has more than {MAX_BYTES:,} bytes", 0, 0)
    for pattern, code, message, advice in (
        (
            _DIRECTIVE,
            "directive",
            "YAML directives (%) are not supported",
            "quote a value that begins with %",
        ),
        (
            _FOREIGN_BREAK,
            "character",
            "a line separator that editors do not show",
            "delete it, or write it as \\u…",
        ),
    ):
        if found := pattern.search(text):
            raise _refusal(code, message, *_place(text, found.start()), advice)
    try:
        return _Builder(text).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        problem = error.problem or error.context or "this is not YAML"
        raise _refusal("syntax", problem, line, column, hint(text.split("\n"), line, column)) from None
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        raise _refusal("character", "a character that YAML does not allow", *_place(text, position)) from None


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


def _decode(source: bytes) -> str:
    if len(source) > MAX_BYTES:
        raise _refusal("too-large", f"the file has {len(source):,} bytes, the limit is {MAX_BYTES:,}", 0, 0)
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = source[: error.start].decode("utf-8-sig", "replace")
        message = "this is not UTF-8 text"
        raise _refusal("encoding", message, *_place(good, len(good)), "save the file as UTF-8") from None


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1)


def _refusal(code: str, message: str, line: int, column: int, advice: str = "") -> RuleFileError:
    return RuleFileError([Diagnostic(line + 1, column + 1, "error", code, message, advice)])


def _refuse(code: str, message: str, node: Node, advice: str = "") -> RuleFileError:
    return _refusal(code, message, node.line, node.column, advice)


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being read."""

    value: Any
    node: Node
    anchor: str | None
    key: str | None = None
    key_node: Node | None = None


class _Builder:
    """Turns libyaml's events into data and tree."""

    def __init__(self, text: str) -> None:
        self.events = Parser(text)
        self.frames: list[_Frame] = []
        self.anchors: dict[str, tuple[Any, Node]] = {}
        self.total = 0
        self.documents = 0
        self.root: tuple[Any, Node] = (None, Node(0, 0, 0, 0))

    def build(self) -> tuple[Any, Node]:
        try:
            while self.events.check_event():
                self.step(self.events.get_event())
        finally:
            self.events.dispose()
        return self.root

    def step(self, event: Event) -> None:
        if isinstance(event, ScalarEvent):
            self.attach(*self.scalar(event), plain=event.implicit[0])
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self.open(event)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self.close(event)
        elif isinstance(event, AliasEvent):
            self.attach(*self.alias(event))
        elif isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _refuse("documents", "a rule file is one YAML document", _node(event), "remove the `---`")

    def scalar(self, event: ScalarEvent) -> tuple[Any, Node]:
        node, text, tag = _node(event), event.value, event.tag
        if len(text) > MAX_SCALAR:
            raise _refuse("limit", f"a value has {len(text):,} characters, the limit is {MAX_SCALAR:,}", node)
        if tag is not None and tag != "!" and not tag.endswith(":str"):
            shown = f"!!{tag.rpartition(':')[2]}" if tag.startswith("tag:") else tag
            raise _refuse(
                "tag",
                f"the tag {shown} is not allowed",
                node,
                f'for a value that begins with !, quote it: "{shown}"',
            )
        value = scalar(text) if event.implicit[0] and tag is None else text
        if event.anchor:
            self.anchors[event.anchor] = (value, node)
        return value, node

    def open(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        node = _node(event)
        if event.tag is not None and event.tag != "!":
            raise _refuse("tag", f"the tag {event.tag} is not allowed", node, "quote a value that begins with !")
        if len(self.frames) >= MAX_DEPTH:
            raise _refuse("limit", f"nested more than {MAX_DEPTH} deep", node)
        above = self.frames[-1] if self.frames else None
        if above and isinstance(above.value, dict) and above.key is None:
            advice = 'if a value is meant that begins with { or [, quote it: "{author}"'
            raise _refuse("key", "a key must be a plain text", node, advice)
        value: Any = {} if isinstance(event, MappingStartEvent) else []
        self.frames.append(_Frame(value, node, event.anchor))

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
        node.keys, node.children, node.size = target.keys, target.children, target.size
        self.total += target.size - 1
        return value, node

    def attach(self, value: Any, node: Node, *, plain: bool = True) -> None:
        self.total += 1
        if self.total > MAX_NODES:
            raise _refuse("limit", f"more than {MAX_NODES:,} values once aliases are written out", node)
        if not self.frames:
            self.root = (value, node)
            return
        frame = self.frames[-1]
        if isinstance(frame.value, list):
            frame.node.children[len(frame.value)] = node
            frame.value.append(value)
        elif frame.key is None:
            self.name(frame, value, node, plain=plain)
            return
        else:
            frame.value[frame.key] = value
            frame.node.children[frame.key] = node
            frame.key = None
        frame.node.size += node.size

    def name(self, frame: _Frame, value: Any, node: Node, *, plain: bool) -> None:
        if isinstance(value, (dict, list)):
            raise _refuse("key", "a key must be a plain text", node)
        key = value if isinstance(value, str) else _shown(value)
        if key == "<<" and plain:
            raise _refuse("merge-key", "merge keys (<<) are not part of YAML 1.2", node, "use `extends` or `lists`")
        if key in frame.value:
            first = frame.node.keys[key].line + 1
            advice = f"keep one of them; the first is on line {first}"
            raise _refuse("duplicate-key", f"the key `{key}` stands here twice", node, advice)
        frame.key = key
        frame.node.keys[key] = node


def _node(event: Any) -> Node:
    start, end = event.start_mark, event.end_mark
    return Node(start.line, start.column, end.line, end.column)


def _shown(value: Any) -> str:
    return {None: "null", True: "true", False: "false"}.get(value, str(value))
