"""GraphQL documents put together from parts, each part under an alias of its own. Pure.

Several reads, or several writes, of any number of items make one request: a part brings its text and its variables, and
both are renamed so that no two parts clash.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.action import Write


@dataclass(frozen=True, slots=True)
class Part:
    """One root field of a query.

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
    variables = {name: typed for part in parts for name, typed in part.variables.items()}
    fields = "\n  ".join(f"{part.alias}: {part.text}" for part in parts)
    fragments = dict.fromkeys(text for part in parts for text in part.fragments)
    head = _head("query", {name: kind for name, (kind, _) in variables.items()})
    text = "\n".join([f"{head} {{\n  {fields}\n}}", *fragments])
    return Document(text, {name: value for name, (_, value) in variables.items()})


def mutation(writes: Sequence[Write]) -> Document:
    """One mutation of several writes, `w0`, `w1` …; GitHub runs them in order, each on its own."""
    kinds = {f"i{n}": f"{write.mutation[0].upper()}{write.mutation[1:]}Input!" for n, write in enumerate(writes)}
    fields = "\n  ".join(f"w{n}: {write.mutation}(input: $i{n}) {{ {write.select} }}" for n, write in enumerate(writes))
    head = _head("mutation", kinds)
    return Document(f"{head} {{\n  {fields}\n}}", {f"i{n}": dict(write.input) for n, write in enumerate(writes)})


def _head(operation: str, kinds: Mapping[str, str]) -> str:
    declared = ", ".join(f"${name}: {kind}" for name, kind in kinds.items())
    return f"{operation}({declared})" if declared else operation


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
        found.append(Fault(str(kind or ""), str(message or "an error without a text"), tuple(path or ())))
    return tuple(found)
