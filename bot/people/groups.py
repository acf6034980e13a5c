"""The groups file: which groups there are, where, and who keeps them going."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, TypeAdapter, ValidationError

from bot.people.directory import at, said_of
from bot.people.entry import Country, Said, Tag, listed
from rules.diagnostics import Diagnostic, RuleFileError
from rules.words import LOGIN
from rules.yamltree import parse

MOST_GROUPS = 5_000
_BEGINS = "each entry begins with `- name: NAME`"
Login = Annotated[str, StringConstraints(pattern=LOGIN)]


class Group(BaseModel):
    """One group. Keys that this version does not know are the community's own."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: Said
    country: Country | None = None
    city: Said | None = None
    organizers: Annotated[tuple[Login, ...], BeforeValidator(listed)] = ()
    mentor: Login | None = None
    languages: Annotated[tuple[Tag, ...], BeforeValidator(listed)] = ()
    status: Literal["new", "official", "dormant"] | None = None


_GROUPS = TypeAdapter(list[Group])


def examine_groups(text: str) -> tuple[Diagnostic, ...]:
    """All that is wrong with a groups file."""
    try:
        data, tree = parse(text)
    except RuleFileError as error:
        return error.diagnostics
    mistakes: list[Diagnostic] = []
    try:
        groups = _GROUPS.validate_python([] if data is None else data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return tuple(sorted({at(tree, each["loc"], *said_of(each, "name", _BEGINS)) for each in found}))
    seen: dict[str, int] = {}
    for number, group in enumerate(groups):
        first = seen.setdefault(group.name.lower(), number)
        if first != number:
            place: tuple[Any, ...] = (number, "name")
            mistakes.append(
                at(tree, place, f"name: another group is `{group.name}`", "make one of both, or name the town")
            )
    if len(groups) > MOST_GROUPS:
        mistakes.append(at(tree, (), f"it lists {len(groups)} groups, the limit is {MOST_GROUPS}", ""))
    return tuple(mistakes)
