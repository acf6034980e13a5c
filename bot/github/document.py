"""GraphQL documents put together from parts, each part under an alias of its own. Pure.

Several reads, or several writes, of any number of callers make one request: a part brings its text, its variables and
its fragments, and all of them are renamed where two callers mean different things by one name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bot.action import Write

_VARIABLE = re.compile(r"\$(\w+)")
_SPREAD = re.compile(r"\.\.\.(\w+)")
_HEAD = re.compile(r"^fragment (\w+)")


@dataclass(frozen=True, slots=True)
class Part:
    """One root field of a document.

    Attributes:
        alias: its name in the answer.
        text: the field with its selection; variables are written `$name`.
        variables: by name, each with its GraphQL type and its value.
        fragments: the texts of the fragments that it uses.
    """

    alias: str
    text: str
    variables: Mapping[str, tuple[str, Any]] = field(default_factory=dict)
    fragments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A request: text and variables."""

    text: str
    variables: Mapping[str, Any]


def query(parts: Sequence[Part]) -> Document:
    """One query of several parts; variables of one name must mean the same in all of them."""
    return joined("query", [parts])


def mutation(writes: Sequence[Write]) -> Document:
    """One mutation of several writes, `w0`, `w1` …; GitHub runs them in order, each on its own."""
    return joined("mutation", [parts_of(writes)])


def parts_of(writes: Sequence[Write]) -> list[Part]:
    """Writes as the parts of a mutation."""
    return [
        Part(f"w{n}", f"{write.mutation}(input: $i{n}) {{ {write.select} }}", {f"i{n}": (_input(write), write.input)})
        for n, write in enumerate(writes)
    ]


def _input(write: Write) -> str:
    return f"{write.mutation[0].upper()}{write.mutation[1:]}Input!"


def joined(operation: str, callers: Sequence[Sequence[Part]]) -> Document:
    """One document of what several callers bring; where there are several, `prefix_of` tells their aliases apart."""
    joining = _Joining()
    for place, parts in enumerate(callers):
        for part in parts:
            joining.add(part, prefix_of(place, len(callers)), place)
    declared = ", ".join(f"${name}: {kind}" for name, (kind, _) in joining.variables.items())
    fields = "\n  ".join(joining.fields)
    head = f"{operation}({declared})" if declared else operation
    values = {name: dict(v) if isinstance(v, Mapping) else v for name, (_, v) in joining.variables.items()}
    return Document("\n".join([f"{head} {{\n  {fields}\n}}", *joining.fragments.values()]), values)


def prefix_of(place: int, callers: int) -> str:
    """What the aliases of one caller begin with; nothing where it is alone."""
    return f"c{place}_" if callers > 1 else ""


class _Joining:
    """A document that grows: variables and fragments by their names in it."""

    def __init__(self) -> None:
        self.fields: list[str] = []
        self.variables: dict[str, tuple[str, Any]] = {}
        self.fragments: dict[str, str] = {}

    def add(self, part: Part, prefix: str, place: int) -> None:
        """Add a part of the caller at a place."""
        names = {name: self._variable(name, typed, place) for name, typed in part.variables.items()}
        own = {_name(text): text for text in part.fragments}
        spreads = {name: self._fragment(name, own, names) for name in own}
        self.fields.append(f"{prefix}{part.alias}: {_renamed(part.text, names, spreads)}")

    def _variable(self, name: str, typed: tuple[str, Any], place: int) -> str:
        """The name of a variable in the document; one name has one value."""
        chosen = name
        while self.variables.get(chosen, typed) != typed:
            chosen = f"{chosen}_{place}"
        self.variables[chosen] = typed
        return chosen

    def _fragment(self, name: str, own: Mapping[str, str], variables: Mapping[str, str]) -> str:
        """The name of a fragment in the document; the same fragment of two callers is there once."""
        inner = {found: self._fragment(found, own, variables) for found in _names_in(own[name])[1] if found in own}
        text = _renamed(own[name], variables, inner)
        chosen, n = name, 0
        while self.fragments.get(chosen, _named(text, chosen)) != _named(text, chosen):
            n += 1
            chosen = f"{name}_{n}"
        self.fragments[chosen] = _named(text, chosen)
        return chosen


@lru_cache(maxsize=1_000)
def _names_in(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The variables and the fragments that a text names; most are the same few texts, again and again."""
    return frozenset(_VARIABLE.findall(text)), frozenset(_SPREAD.findall(text))


@lru_cache(maxsize=1_000)
def _name(fragment: str) -> str:
    found = _HEAD.match(fragment)
    return found[1] if found else ""


def _named(fragment: str, name: str) -> str:
    return fragment if _name(fragment) == name else _HEAD.sub(f"fragment {name}", fragment)


def _renamed(text: str, variables: Mapping[str, str], spreads: Mapping[str, str]) -> str:
    used, spread = _names_in(text)
    if all(variables.get(name, name) == name for name in used) and all(spreads.get(n, n) == n for n in spread):
        return text
    text = _VARIABLE.sub(lambda found: f"${variables.get(found[1], found[1])}", text)
    return _SPREAD.sub(lambda found: f"...{spreads.get(found[1], found[1])}", text)


@dataclass(frozen=True, slots=True)
class Fault:
    """One error of a GraphQL answer.

    Attributes:
        kind: GitHub's `type`: NOT_FOUND, FORBIDDEN, UNPROCESSABLE …; empty where it gives none.
        path: where in the answer; empty for an error of the whole request.
    """

    kind: str
    message: str
    path: tuple[Any, ...] = ()


def faults(errors: Iterable[Any]) -> tuple[Fault, ...]:
    """The errors of an answer, whatever form they have."""
    found = []
    for error in errors:
        known = error if isinstance(error, dict) else {}
        path = known.get("path")
        kind, message = known.get("type"), known.get("message")
        whole = tuple(path) if isinstance(path, list) else ()
        found.append(Fault(str(kind or ""), str(message or "an error without a text"), whole))
    return tuple(found)
