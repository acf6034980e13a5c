"""The people file: who belongs to the community, and what everybody says of themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.hearing.malformed import in_words
from bot.people.entry import Entry, slip
from rules.diagnostics import Diagnostic, RuleFileError
from rules.facts import Member
from rules.pointing import point
from rules.yamltree import Node, locate, parse

MOST_PEOPLE = 5_000
_BEGINS = "each entry begins with `- github: LOGIN`"
_ENTRIES = TypeAdapter(list[Entry])


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody in the people file, in its order.

    Attributes:
        problem: why the file could not be used, with the place; empty where it could.
    """

    members: tuple[Member, ...] = ()
    problem: str = ""


@lru_cache(maxsize=16)
def read_people(text: str) -> Directory:
    """The directory of a people file; what is wrong with it is told, never raised."""
    members, mistakes = examine(text)
    if not mistakes:
        return Directory(members)
    first = mistakes[0]
    return Directory(problem=f"line {first.line}: {first.message}{f'; {first.help}' if first.help else ''}")


def examine(text: str) -> tuple[tuple[Member, ...], tuple[Diagnostic, ...]]:
    """Everybody in a people file, or all that is wrong with it."""
    try:
        data, tree = parse(text)
    except RuleFileError as error:
        return (), error.diagnostics
    mistakes = list(_slips(data, tree))
    members: tuple[Member, ...] = ()
    try:
        members = tuple(entry.member() for entry in _ENTRIES.validate_python([] if data is None else data))
    except ValidationError as error:
        mistakes += (_mistake(each, tree) for each in error.errors(include_url=False, include_input=False))
    mistakes += _of_all(members, tree)
    return (() if mistakes else members), tuple(sorted(set(mistakes)))


def wrong_in(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with one entry that is no file yet, each with its key."""
    for key in entry:
        if meant := slip(key):
            yield key, f"there is no key `{key[:40]}`; did you mean `{meant}`?"
    try:
        _ENTRIES.validate_python([dict(entry)])
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            said, advice = said_of(each)
            yield (
                str(next((part for part in each["loc"] if isinstance(part, str)), "")),
                "; ".join(part for part in (said, advice) if part),
            )


def _slips(data: Any, tree: Node) -> Iterator[Diagnostic]:
    """Keys that are nearly right: without them an entry says less than was meant."""
    for number, entry in enumerate(data) if isinstance(data, list) else ():
        for key in entry if isinstance(entry, dict) else ():
            if meant := slip(key):
                yield at(tree, (number, key), f"there is no key `{key[:40]}`", f"did you mean `{meant}`?", key=True)


def _mistake(error: ErrorDetails, tree: Node) -> Diagnostic:
    return at(tree, error["loc"], *said_of(error))


def said_of(error: ErrorDetails, first: str = "github", begins: str = _BEGINS) -> tuple[str, str]:
    """A mistake in words, and what to write instead.

    Args:
        error: as pydantic tells it.
        first: the key with which each entry begins.
        begins: how that is written.
    """
    place = error["loc"]
    keys = (part for part in place if isinstance(part, str))
    where = next(keys, "")
    advice = error.get("ctx", {}).get("help", "") if error["type"] == "people" else ""
    if not where or where == first:
        advice = advice or begins
    subject = where or ("the entry" if place else "the file")
    return error["msg"] if error["type"] == "people" and not where else f"{subject}: {in_words(error)}", advice


def _of_all(members: tuple[Member, ...], tree: Node) -> Iterator[Diagnostic]:
    """What is wrong although each entry by itself is right."""
    if len(members) > MOST_PEOPLE:
        yield at(tree, (), f"it lists {len(members)} people, the limit is {MOST_PEOPLE}", "")
        return
    seen: dict[Any, int] = {}
    for number, member in enumerate(members):
        for key, value in (("github", member.login.lower()), ("id", member.id)):
            first = seen.setdefault((key, value), number) if value is not None else number
            if first != number:
                line = locate(tree, (first,)).line + 1
                message = f"{key}: another entry has `{value}`"
                yield at(tree, (number, key), message, f"the other begins on line {line}: make one of both")


def at(tree: Node, place: tuple[Any, ...], message: str, advice: str, *, key: bool = False) -> Diagnostic:
    """A mistake at its place."""
    return point(locate(tree, place, key=key), "error", "people", message, advice)
