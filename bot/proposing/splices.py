"""Small cuts into a YAML text, at the places that its tree tells: whatever they do not touch stays as it is. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.importers.yamlwriter import on_one_line, one
from rules.yamltree import Node


class CannotChange(Exception):
    """A file cannot be changed as it is wanted; the text says why, for people."""


@dataclass(frozen=True, slots=True)
class Splice:
    """A piece of a text, and what stands there instead."""

    start: int
    end: int
    text: str


class Source:
    """A YAML text with its tree, by lines."""

    def __init__(self, text: str, tree: Node) -> None:
        self.text, self.tree = text, tree
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.lines = text.splitlines(keepends=True)
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line))

    def at(self, line: int, column: int) -> int:
        """How many characters stand before a place."""
        return self._starts[min(line, len(self.lines))] + column

    def start(self, node: Node) -> int:
        """Where a value begins."""
        return self.at(node.line, node.column)

    def end(self, node: Node) -> int:
        """Where a value ends that is written in one piece."""
        return self.at(node.end_line, node.end_column)

    def written(self, node: Node) -> str:
        """How a value is written."""
        return self.text[self.start(node) : self.end(node)]

    def in_brackets(self, node: Node) -> bool:
        """Whether a list or mapping is written in `[…]` or `{…}`."""
        return self.written(node)[:1] in {"[", "{"}

    def last_line(self, node: Node) -> int:
        """The last line of a value; comments and empty lines behind it do not count."""
        if node.children and not self.in_brackets(node):
            return max(self.last_line(child) for child in node.children.values())
        return node.end_line - 1 if node.end_column == 0 and node.end_line > node.line else node.end_line

    def after(self, line: int) -> int:
        """Where a line ends, its line break left out."""
        held = self.lines[line] if line < len(self.lines) else ""
        return self.at(line, len(held.rstrip("\r\n")))

    def with_all(self, splices: Iterable[Splice]) -> str:
        """The text with all cuts made."""
        pieces, done = list[str](), 0
        for splice in sorted(splices, key=lambda each: (each.start, each.end)):
            pieces += [self.text[done : splice.start], splice.text]
            done = splice.end
        return "".join([*pieces, self.text[done:]])


def put(source: Source, entry: Node, key: str, value: Any) -> Splice:
    """The cut that gives a key of an entry another value, or adds the key behind the others."""
    node = entry.children.get(key)
    if node is None:
        return _new_key(source, entry, key, value)
    if node.children and not source.in_brackets(node):
        raise CannotChange(f"`{key}` on line {entry.keys[key].line + 1} is written over several lines")
    start, end = source.start(node), source.end(node)
    space = "" if start and source.text[start - 1] in " \t\r\n" else " "
    return Splice(start, end, f"{space}{_flow(value)}")


def append(source: Source, entry: Node, key: str, present: Any, new: Sequence[Any]) -> Splice:
    """The cut that adds to what a key of an entry lists."""
    node = entry.children.get(key)
    if node is None or not isinstance(present, list):
        return put(source, entry, key, [*([] if present is None else [present]), *new])
    if source.in_brackets(node):
        close = source.end(node) - 1
        begin = len(source.text[:close].rstrip())
        joint = "" if not present else " " if source.text[begin - 1] == "," else ", "
        return Splice(begin, close, joint + ", ".join(map(_flow, new)))
    line = source.after(source.last_line(node))
    return Splice(line, line, "".join(f"{source.newline}{' ' * node.column}- {_flow(each)}" for each in new))


def drop(source: Source, entry: Node, key: str, present: list[Any], left: list[Any]) -> Iterator[Splice]:
    """The cuts that take something away from what a key of an entry lists."""
    node = entry.children[key]
    if source.in_brackets(node):
        if "#" in source.written(node):
            raise CannotChange(f"`{key}` on line {node.line + 1} has a comment in its brackets")
        yield Splice(source.start(node), source.end(node), _flow(left))
        return
    if not left:
        colon = source.end(entry.keys[key]) + 1
        yield Splice(colon, colon, " []")
    for number, value in enumerate(present):
        if value not in left:
            item = node.children[number]
            yield Splice(source.at(item.line, 0), source.at(source.last_line(item) + 1, 0), "")


def entry_lines(entry: dict[str, Any], indent: int = 0) -> list[str]:
    """A new entry of a list, line by line."""
    lines = [f"{one(key)}: {_flow(value)}" for key, value in entry.items()]
    return [f"{' ' * indent}{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines)]


def another(source: Source, entry: dict[str, Any], place: int) -> Splice:
    """The cut that adds an entry behind so many others."""
    tree = source.tree
    if not tree.children:
        return _first(source, entry)
    if source.in_brackets(tree):
        raise CannotChange("its entries stand in brackets, not on lines of their own")
    last = max(tree.children)
    lines = entry_lines(entry, tree.column)
    begin = tree.children[last].line
    apart = last > 0 and begin > 0 and not source.lines[begin - 1].strip()
    at = source.after(_with_comments(source, tree.children[place - 1]))
    return Splice(at, at, source.newline * (1 + apart) + source.newline.join(lines))


def taken_out(source: Source, number: int) -> Splice:
    """The cut that takes an entry out; one that stands alone leaves an empty list behind."""
    if source.in_brackets(source.tree):
        raise CannotChange("its entries stand in brackets, not on lines of their own")
    node = source.tree.children[number]
    begin, end = source.at(node.line, 0), source.at(_with_comments(source, node) + 1, 0)
    return Splice(begin, end, f"[]{source.newline}" if len(source.tree.children) == 1 else "")


def _with_comments(source: Source, entry: Node) -> int:
    """The last line of an entry, with the comments that stand behind it as deep as its keys."""
    line = source.last_line(entry)
    while line + 1 < len(source.lines) and source.lines[line + 1].startswith(f"{' ' * entry.column}#"):
        line += 1
    return line


def _first(source: Source, entry: dict[str, Any]) -> Splice:
    """The cut that adds an entry where there is none yet; comments stay above it."""
    lines = source.newline.join(entry_lines(entry)) + source.newline
    if source.in_brackets(source.tree):
        return Splice(source.start(source.tree), source.end(source.tree), lines.rstrip("\r\n"))
    gap = "" if not source.text or source.text.endswith("\n") else source.newline
    return Splice(len(source.text), len(source.text), gap + lines)


def _new_key(source: Source, entry: Node, key: str, value: Any) -> Splice:
    if source.in_brackets(entry):
        close = source.end(entry) - 1
        begin = len(source.text[:close].rstrip())
        return Splice(begin, close, f", {one(key)}: {_flow(value)}")
    at = source.after(source.last_line(entry))
    return Splice(at, at, f"{source.newline}{' ' * entry.column}{one(key)}: {_flow(value)}")


def _flow(value: Any) -> str:
    """A value on one line, lists in brackets; a text in brackets may hold nothing that would end it."""
    return on_one_line(value) or one(value)
