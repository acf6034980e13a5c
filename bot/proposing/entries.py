"""What a rule asks to be proposed, filled in from the item: a change with values, and what was left out of it. Pure.

Values are a stranger's: each is one line of bounded length, nobody's address gets into the file, and of the people file
only what is valid there is taken.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.action import Look
from bot.people.directory import wrong_in
from bot.people.entry import Entry
from bot.proposing.change import CannotChange, Change, Listed, Value
from rules import escape
from rules.countries import country_in
from rules.filled import filled_in
from rules.forms import choices
from rules.goals.propose import Given, Proposed, Withdrawn
from rules.template import Template
from rules.tongues import tongues_in

LONGEST = 200
MOST = 50
_PARTS = re.compile(r"[,;、\n]+")
_BULLET = re.compile(r"^\s*[-*+]\s+(?:\[[ xX]\]\s+)?")
_TAG = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\)")
_KEY = re.compile(r"[^a-z0-9]+")
_LISTS = frozenset(name for name, each in Entry.model_fields.items() if each.default == ())
_NUMBERS = frozenset({"id", "capacity"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change as it is to be proposed.

    Attributes:
        left_out: what was given and is no valid value, with the reason.
    """

    change: Change
    left_out: tuple[str, ...] = ()


def wanted(asked: Proposed, look: Look) -> Wanted:
    """The change that a rule asks for on this item.

    Raises:
        CannotChange: too little is given; says what.
    """
    of = {key: text for key, name in (asked.of or {}).items() if (text := _text(name, look.values))}
    if asked.of and len(of) < len(asked.of):
        raise CannotChange("a value by which the entry is found is empty")
    if isinstance(asked, Withdrawn):
        return Wanted(Change(of=of, gone=True))
    people = asked.file == look.book.project.people
    added = _answers(look) if isinstance(asked.add, str) else _filled(asked.add or {}, look.values)
    if not asked.of:
        if not asked.add:
            raise CannotChange("no entry is named; write `of: {github: LOGIN}`")
        return _new(added, people=people)
    lists = {key: value if isinstance(value, tuple) else (str(value),) for key, value in added.items()}
    taken = {key: tuple(map(_plain, _listed(value))) for key, value in _filled(asked.remove or {}, look.values).items()}
    change = Change(of=of, set=_filled(asked.set or {}, look.values), add=lists, remove=taken)
    if not (change.set or change.add or change.remove):
        raise CannotChange("all values are empty")
    return _valid(change) if people else Wanted(change)


def _new(entry: Mapping[str, Value], *, people: bool) -> Wanted:
    """A new entry; its first key tells whether it is there already."""
    if people:
        named = entry.get("github") or entry.get("login")
        if not isinstance(named, str):
            raise CannotChange('the entry names nobody; write `add: {github: "{author}"}`')
        rest = {key: _typed(key, value) for key, value in entry.items() if key not in {"github", "login"}}
        return _valid(Change(of={"github": named.removeprefix("@")}, set=rest, new=True))
    if not entry:
        raise CannotChange("all values are empty")
    first, *others = entry
    return Wanted(Change(of={first: str(entry[first])}, set={key: entry[key] for key in others}, new=True))


def _filled(given: Mapping[str, Given], values: Mapping[str, str]) -> dict[str, Value]:
    """The values that are not empty."""
    found: dict[str, Value] = {}
    for key, value in given.items():
        if isinstance(value, (bool, int)):
            found[key] = value
            continue
        members = [member for each in value if (member := _member(each, values))]
        if members:
            several = len(value) > 1 or isinstance(members[0], Mapping)
            found[key] = tuple(members) if several else str(members[0])
    return found


def _member(given: Any, values: Mapping[str, str]) -> Listed | None:
    if isinstance(given, Template):
        return _text(given, values)
    pairs = {key: _text(text, values) for key, text in given.items()}
    return {key: text for key, text in pairs.items() if text} or None


def _text(name: Template, values: Mapping[str, str]) -> str | None:
    """A value on one line, without addresses; None where any part of it is empty."""
    parts = [part if isinstance(part, str) else _clean(values.get(part.name, "")) for part in name.parts]
    return "".join(parts)[:LONGEST].strip() or None if all(parts) else None


def _clean(text: str) -> str:
    lines = [_BULLET.sub("", line) for line in escape.ADDRESS.sub("", text).splitlines()]
    return escape.label(", ".join(line for line in lines if line.strip()), LONGEST)


def _answers(look: Look) -> dict[str, Value]:
    """What was answered in the issue's form, by the ids of its questions, else by their labels."""
    form = filled_in(look.facts)
    if form is None:
        raise CannotChange("it was not written with a form")
    found: dict[str, Value] = {}
    for each in form.fields[:MOST]:
        told = look.values.get(f"field.{each.label}".lower(), "")
        key = each.id or _KEY.sub("_", each.label.lower()).strip("_")
        if each.type in {"dropdown", "checkboxes"} and (ticked := choices(each, told)):
            first, *more = ticked
            found[key] = tuple(map(_clean, ticked)) if more else _clean(first)
        elif text := _clean(told):
            found[key] = text
    return found


def _typed(key: str, value: Value) -> Value:
    """A value as a people file has it: lists of several, numbers as numbers, countries and languages by their codes."""
    if key in _NUMBERS and isinstance(value, str) and value.isdecimal():
        return int(value[:10])
    if key == "country" and isinstance(value, str):
        return country_in(value) or value
    if key not in _LISTS:
        return value
    parts = [
        _plain(part) for each in _listed(value) for part in (_PARTS.split(each) if isinstance(each, str) else [each])
    ]
    codes = [code for part in parts if part.strip() for code in _coded(key, part.strip())]
    return tuple(dict.fromkeys(codes))[:MOST]


def _coded(key: str, text: str) -> list[str]:
    """What a part of a list stands for; of languages `German (de)`, `German` and `Deutsch` are `de`."""
    if key == "languages":
        found = _TAG.search(text)
        return [found[1]] if found else tongues_in(text) or [text]
    return [country_in(text) or text if key == "covers" else text]


def _listed(value: Value) -> Iterable[Listed]:
    return value if isinstance(value, tuple) else (str(value),)


def _plain(listed: Listed) -> str:
    return listed if isinstance(listed, str) else next(iter(listed))


def _valid(change: Change) -> Wanted:
    """A change of the people file without what is no valid value there.

    Raises:
        CannotChange: nothing is left of it, or nobody is called so.
    """
    wrong = dict(wrong_in(change.entry))
    if "github" in wrong:
        raise CannotChange(wrong["github"])
    kept = {key: value for key, value in change.set.items() if key not in wrong}
    left = replace(change, set=kept, add={key: values for key, values in change.add.items() if key not in wrong})
    if not (left.new or left.set or left.add or left.remove):
        raise CannotChange("; ".join(wrong.values()))
    return Wanted(left, tuple(wrong.values()))
