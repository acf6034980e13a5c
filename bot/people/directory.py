"""The people file: who belongs to the community, and in which roles."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, TypeAdapter, ValidationError

from bot.malformed import first_mistake
from rules.diagnostics import RuleFileError
from rules.facts import Member
from rules.words import LOGIN, as_list
from rules.yamltree import locate, parse

MOST_PEOPLE = 5_000


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody in the people file, in its order.

    Attributes:
        problem: why the file could not be used, with the place; empty where it could.
    """

    members: tuple[Member, ...] = ()
    problem: str = ""


def _listed(value: Any) -> Any:
    return () if value is None else as_list(value)


class _Entry(BaseModel):
    """What this version reads of an entry; the rest is for later ones."""

    model_config = ConfigDict(extra="ignore")

    github: Annotated[str, StringConstraints(pattern=LOGIN)]
    roles: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    languages: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()


_ENTRIES = TypeAdapter(list[_Entry])


def read_people(text: str) -> Directory:
    """The directory of a people file; what is wrong with it is told, never raised."""
    try:
        data, tree = parse(text)
    except RuleFileError as error:
        first = error.diagnostics[0]
        return Directory(problem=f"line {first.line}: {first.message}")
    try:
        entries = _ENTRIES.validate_python([] if data is None else data)
    except ValidationError as error:
        return Directory(problem=_said(error, tree))
    if len(entries) > MOST_PEOPLE:
        return Directory(problem=f"it lists {len(entries)} people, the limit is {MOST_PEOPLE}")
    return Directory(tuple(map(_member, entries)))


def _member(entry: _Entry) -> Member:
    return Member(login=entry.github.removeprefix("@"), roles=entry.roles, languages=entry.languages)


def _said(error: ValidationError, tree: Any) -> str:
    place, wrong = first_mistake(error)
    line = locate(tree, place).line + 1
    keys = (part for part in place if isinstance(part, str))
    where = next(keys, "the entry" if place else "the file")
    return f"line {line}: {where}: {wrong}; each entry begins with `- github: LOGIN`"
