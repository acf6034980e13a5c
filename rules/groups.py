"""The community's groups, as steps, selectors and roles ask about them; and which of them an item is about."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from rules.condition import known
from rules.diagnostics import RuleFileError
from rules.facts import Facts, Group
from rules.filled import FORM_FACTS, filled_in
from rules.forms import answers
from rules.yamltree import parse

QUESTIONS = ("name", "group", "group name")
"""The questions of a form, by label or id, of which the first that is there names the group."""


@lru_cache(maxsize=32)
def groups_in(text: str) -> tuple[Group, ...]:
    """The groups of a groups file, in its order; of one that is broken none."""
    try:
        data, _ = parse(text)
    except RuleFileError:
        return ()
    entries = data if isinstance(data, list) else []
    return tuple(group_in(entry) for entry in entries if isinstance(entry, dict) and _text(entry.get("name")))


def group_named(name: str, groups: Iterable[Group]) -> Group | None:
    """The group of that name, in whatever case."""
    return next((group for group in groups if group.name.lower() == name.strip().lower()), None)


def is_listed(login: str, groups: Collection[Group]) -> bool | None:
    """Whether somebody organises a group, or is the mentor of one; None where no group is known."""
    people = {who.lower() for group in groups for who in (*group.organizers, group.mentor) if who}
    return login.lower() in people if groups else None


def group_of(facts: Facts) -> Group | None:
    """The group that an issue's form names; None where none is named, or the groups file does not have it yet."""
    if facts.kind != "issue" or not facts.groups or facts.lacking(FORM_FACTS):
        return None
    form = filled_in(facts)
    told = answers(form, known(facts.body)) if form else {}
    fields = [field for name in QUESTIONS if form and (field := form.field_named(name))]
    return group_named(told.get(fields[0].label, ""), facts.groups) if fields else None


def group_in(entry: Mapping[str, Any]) -> Group:
    """A group by its entry; without a name it has none."""
    people = entry.get("organizers")
    listed = people if isinstance(people, list) else [people]
    return Group(
        name=_text(entry.get("name")),
        status=_text(entry.get("status")),
        organizers=tuple(_text(each).removeprefix("@") for each in listed if _text(each)),
        mentor=_text(entry.get("mentor")).removeprefix("@"),
        has={str(key): _how_many(value) for key, value in entry.items()},
    )


def _how_many(value: Any) -> int:
    """How much an entry says under a key: how long a list is, else whether anything stands there."""
    return len(value) if isinstance(value, (list, dict)) else int(value not in (None, "", False))


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
