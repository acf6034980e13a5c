"""Whether one GraphQL schema is a true part of another: what it says, the other says in the same words."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    is_required_argument,
    is_required_input_field,
)


def subset_errors(whole: GraphQLSchema, part: GraphQLSchema) -> list[str]:
    """What the part says that the whole does not, one line each; nothing if it is a true part."""
    errors: list[str] = []
    for name, ours in part.type_map.items():
        if name.startswith("__"):
            continue
        theirs = whole.type_map.get(name)
        if theirs is None:
            errors.append(f"{name}: there is no such type")
        elif type(theirs) is not type(ours):
            errors.append(f"{name}: it is a {type(theirs).__name__}, not a {type(ours).__name__}")
        else:
            errors.extend(_of_type(theirs, ours))
    return errors


def _of_type(theirs: GraphQLNamedType, ours: GraphQLNamedType) -> Iterator[str]:
    held: Any = theirs
    if isinstance(ours, GraphQLObjectType | GraphQLInterfaceType):
        yield from _fields(ours.name, held.fields, ours.fields)
        yield from _extra(ours.name, {each.name for each in ours.interfaces}, {each.name for each in held.interfaces})
    elif isinstance(ours, GraphQLInputObjectType):
        yield from _inputs(ours.name, held.fields, ours.fields)
    elif isinstance(ours, GraphQLUnionType):
        yield from _extra(ours.name, {each.name for each in ours.types}, {each.name for each in held.types})
    elif isinstance(ours, GraphQLEnumType):
        yield from _extra(ours.name, set(ours.values), set(held.values))


def _extra(where: str, ours: set[str], theirs: set[str]) -> Iterator[str]:
    for name in sorted(ours - theirs):
        yield f"{where}: {name} is not one of its own"


def _fields(where: str, theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[str]:
    for name, field in ours.items():
        place = f"{where}.{name}"
        known = theirs.get(name)
        if known is None:
            yield f"{place}: there is no such field"
            continue
        if str(known.type) != str(field.type):
            yield f"{place}: it is {known.type}, not {field.type}"
        yield from _arguments(place, known.args, field.args)


def _arguments(where: str, theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[str]:
    yield from _same(where, theirs, ours)
    for name, argument in theirs.items():
        if is_required_argument(argument) and name not in ours:
            yield f"{where}({name}): it is required"


def _inputs(where: str, theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[str]:
    yield from _same(where, theirs, ours)
    for name, field in theirs.items():
        if is_required_input_field(field) and name not in ours:
            yield f"{where}.{name}: it is required"


def _same(where: str, theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[str]:
    for name, held in ours.items():
        known = theirs.get(name)
        if known is None:
            yield f"{where}({name}): there is no such argument"
        elif str(known.type) != str(held.type):
            yield f"{where}({name}): it is {known.type}, not {held.type}"
