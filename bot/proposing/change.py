"""A change of one entry in a list that the community keeps as YAML, such as its people file. Pure.

It is made in the text itself, so that comments and the order of things stay; and it is read back: where the text does
not say exactly what was meant, it is refused, and a person does it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.proposing.splices import CannotChange, Source, Splice, another, append, drop, entry_lines, put, taken_out
from rules.diagnostics import RuleFileError
from rules.yamltree import Node, parse

__all__ = ["CannotChange", "Change", "Value", "changed", "checked", "lines_of"]

Listed: TypeAlias = str | Mapping[str, str]
"""What lists hold: a name, or a name with what is said of it, `{editor: 2026-03-01}`."""
Value: TypeAlias = str | int | bool | tuple[Listed, ...]
_ALSO: Mapping[str, tuple[str, ...]] = {"github": ("github", "login")}
"""Keys that mean the same in a people file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What shall be different.

    Attributes:
        of: the keys by which the entry is found, whatever their case; one that is not there is added.
        set: values that keys get. add: what lists get more. remove: what they lose.
        new: whether it must not be there yet; gone: whether it goes altogether.
    """

    of: Mapping[str, str]
    set: Mapping[str, Value] = field(default_factory=dict)
    add: Mapping[str, tuple[Listed, ...]] = field(default_factory=dict)
    remove: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    new: bool = False
    gone: bool = False

    @property
    def entry(self) -> dict[str, Any]:
        """The entry where there was none before."""
        given = {key: list(value) if isinstance(value, tuple) else value for key, value in self.set.items()}
        return {**self.of, **given, **{key: list(values) for key, values in self.add.items()}}


def changed(text: str, change: Change, *, begun: bool = False) -> str:
    """The text with the change made; the same text where nothing has to be changed.

    Args:
        text: of the file.
        change: what shall be different.
        begun: whether a new entry may be there already because it was proposed before.

    Raises:
        CannotChange: it cannot be made without touching anything else; says why.
    """
    source, entries = _read(text)
    found = [number for number, entry in enumerate(entries) if _is(entry, change.of)]
    if len(found) > 1:
        raise CannotChange(f"{len(found)} entries are {_named(change)}")
    if found and change.new and not begun:
        raise CannotChange(f"{_named(change)} is listed already, on line {source.tree.children[found[0]].line + 1}")
    if change.gone:
        left = [entry for number, entry in enumerate(entries) if number not in found]
        return checked(source.with_all(taken_out(source, number) for number in found), left)
    if not found:
        if not (change.new or change.set or change.add):
            return text
        place = _place(entries, change.of)
        text = source.with_all([another(source, change.entry, place)])
        return checked(text, [*entries[:place], change.entry, *entries[place:]])
    number = found[0]
    splices, meant = _within(source, number, entries[number], change)
    if not splices:
        return text
    return checked(source.with_all(splices), [*entries[:number], meant, *entries[number + 1 :]])


def lines_of(change: Change) -> str:
    """The change as a person may write it: the entry, or what is to be different in it."""
    if change.gone:
        return "\n".join(f"# without the entry `{value}`" for value in change.of.values())
    taken = [f"# without {key}: {', '.join(values)}" for key, values in change.remove.items()]
    return "\n".join([*entry_lines(change.entry), *taken])


def _read(text: str) -> tuple[Source, list[Any]]:
    try:
        data, tree = parse(text)
    except RuleFileError as error:
        first = error.diagnostics[0]
        raise CannotChange(f"it is broken on line {first.line}: {first.message}") from None
    if data is not None and not isinstance(data, list):
        raise CannotChange("it is no list of entries")
    return Source(text, tree), data or []


def _place(entries: Sequence[Any], of: Mapping[str, str]) -> int:
    """Before which entry a new one goes: by the alphabet, so that two at once are seldom at the same place."""
    key, wanted = next(((key, _plain(value) or "") for key, value in of.items()), ("", ""))
    named = [(max(_names(entry, key), default=wanted), number) for number, entry in enumerate(entries)]
    return max((each for each in named if each[0] < wanted), default=("", len(entries) - 1))[1] + 1


def _names(entry: Any, key: str) -> list[str]:
    held = entry if isinstance(entry, dict) else {}
    return [name for each in _ALSO.get(key, (key,)) if (name := _plain(held.get(each)))]


def _is(entry: Any, of: Mapping[str, str]) -> bool:
    """Whether an entry is the one that is meant."""
    if not isinstance(entry, dict) or not of:
        return False
    return all(_plain(wanted) in _names(entry, key) for key, wanted in of.items())


def _plain(value: Any) -> str | None:
    return None if value is None else str(value).strip().removeprefix("@").lower()


def _named(change: Change) -> str:
    return ", ".join(f"`{value[:60]}`" for value in change.of.values())


def _within(source: Source, number: int, entry: dict[str, Any], change: Change) -> tuple[list[Splice], dict[str, Any]]:
    """The cuts into an entry that is there, and what it says then."""
    node, meant, splices = source.tree.children[number], dict(entry), list[Splice]()
    for key, value in change.set.items():
        plain = list(value) if isinstance(value, tuple) else value
        if entry.get(key) != plain:
            splices.append(put(source, node, key, plain))
            meant[key] = plain
    for key, values in change.add.items():
        splices += _added(source, node, key, meant, values)
    for key, names in change.remove.items():
        splices += _removed(source, node, key, meant, names)
    return splices, meant


def _added(source: Source, node: Node, key: str, meant: dict[str, Any], values: tuple[Listed, ...]) -> Iterator[Splice]:
    """The cuts that add to a list, or to a mapping of names to what is said of them."""
    present = meant.get(key)
    has = present if isinstance(present, (list, dict)) else [] if present is None else [present]
    names = {_name(each) for each in has}
    new = [value for value in values if _name(value) not in names]
    if not new:
        return
    if isinstance(present, dict):
        said = {name: about for value in new for name, about in _pair(value)}
        yield from (put(source, node.children[key], name, about) for name, about in said.items())
        meant[key] = {**present, **said}
    else:
        yield append(source, node, key, present, new)
        meant[key] = [*has, *new]


def _removed(source: Source, node: Node, key: str, meant: dict[str, Any], names: tuple[str, ...]) -> Iterator[Splice]:
    present = meant.get(key)
    if isinstance(present, dict) and not present.keys().isdisjoint(names):
        raise CannotChange(f"`{key}` on line {node.keys[key].line + 1} is no list")
    if isinstance(present, list):
        left = [value for value in present if _name(value) not in names]
        if left != present:
            yield from drop(source, node, key, present, left)
            meant[key] = left
    elif present in names:
        yield put(source, node, key, [])
        meant[key] = []


def _name(listed: Any) -> Any:
    return next(iter(listed), None) if isinstance(listed, Mapping) else listed


def _pair(listed: Listed) -> Iterable[tuple[str, str | None]]:
    return listed.items() if isinstance(listed, Mapping) else ((listed, None),)


def checked(text: str, meant: Any) -> str:
    """The text, as long as it says what was meant and nothing else."""
    try:
        data, _ = parse(text)
    except RuleFileError:
        data = None
    if data != meant:
        raise CannotChange("it is written in a way that a program cannot change safely")
    return text
