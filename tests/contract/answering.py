"""A GitHub that answers any valid GraphQL document with values of the published types.

It knows no more than it is told; the rest is made up. So what is tested is the bot's documents against GitHub's own
types, and whether the bot can read what those types allow.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import httpx
import orjson
from graphql import (
    DocumentNode,
    FragmentSpreadNode,
    GraphQLAbstractType,
    GraphQLEnumType,
    GraphQLError,
    GraphQLList,
    GraphQLNonNull,
    GraphQLResolveInfo,
    GraphQLScalarType,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
    parse,
    validate,
)
from graphql.execution.values import get_variable_values

from bot.github.document import Document
from tests.contract.published import graphql_schema

Known = Mapping[str, Any]
"""Values by `Type.field`; one that can be called is given the field's arguments."""

_MADE_UP: Mapping[str, Any] = {
    "Int": 1,
    "BigInt": "1",
    "Float": 1.0,
    "Boolean": False,
    "String": "text",
    "ID": "ID_1",
    "DateTime": "2026-01-05T09:00:00Z",
    "Date": "2026-01-05",
    "URI": "https://github.com/text",
    "GitObjectID": "0" * 40,
}
_NOTHING = object()


@cache
def checked(text: str) -> tuple[DocumentNode, tuple[GraphQLError, ...]]:
    """A document's text, parsed, and what GitHub's schema says against it."""
    document = parse(text)
    return document, tuple(validate(graphql_schema(), document))


def problems(document: Document) -> list[str]:
    """What GitHub's schema says against a document and its variables."""
    parsed, found = checked(document.text)
    operation = next(node for node in parsed.definitions if isinstance(node, OperationDefinitionNode))
    coerced = get_variable_values(graphql_schema(), operation.variable_definitions or (), dict(document.variables))
    return [error.message for error in (*found, *(coerced if isinstance(coerced, list) else ()))]


class AnsweringGitHub:
    """Answers documents, and keeps them."""

    def __init__(self, known: Known | None = None, *, plenty: bool = True) -> None:
        """A GitHub that was told some things.

        Args:
            known: what it knows.
            plenty: whether it makes up what it does not know; if not, what may be null is null, and lists are empty.
        """
        self.known = dict(known or {})
        self.plenty = plenty
        self.documents: list[Document] = []

    def answer(self, document: Document) -> dict[str, Any]:
        """The answer to a document, errors included."""
        self.documents.append(document)
        parsed, found = checked(document.text)
        if found:
            return {"errors": [{"message": error.message} for error in found]}
        result = execute_sync(
            graphql_schema(),
            parsed,
            root_value={},
            variable_values=dict(document.variables),
            field_resolver=self._field,
            type_resolver=_type_of,
        )
        return dict(result.formatted)

    def transport(self) -> httpx.MockTransport:
        """The same over HTTP."""

        def respond(request: httpx.Request) -> httpx.Response:
            body = orjson.loads(request.content)
            return httpx.Response(200, json=self.answer(Document(body["query"], body["variables"])))

        return httpx.MockTransport(respond)

    def _field(self, source: Mapping[str, Any], info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        place = f"{info.parent_type.name}.{info.field_name}"
        value = source.get(info.field_name, self.known.get(place, _NOTHING))
        if value is _NOTHING:
            return self._made_up(info.return_type)
        return value(**arguments) if callable(value) else value

    def _made_up(self, type_: Any) -> Any:
        if isinstance(type_, GraphQLNonNull):
            return self._filled(type_.of_type)
        return self._filled(type_) if self.plenty or isinstance(type_, GraphQLList) else None

    def _filled(self, type_: Any) -> Any:
        if isinstance(type_, GraphQLList):
            return [self._made_up(type_.of_type)] if self.plenty else []
        if isinstance(type_, GraphQLEnumType):
            return next(iter(type_.values.values())).value
        return _MADE_UP[type_.name] if isinstance(type_, GraphQLScalarType) else {}


def _type_of(value: Mapping[str, Any], info: Any, abstract: GraphQLAbstractType) -> str:
    """The type that a value names; else the first that the document asks for."""
    possible = [each.name for each in graphql_schema().get_possible_types(abstract)]
    asked = [name for node in info.field_nodes for name in _asked(node.selection_set, info) if name in possible]
    named = value.get("__typename")
    return str(named) if named else (asked or possible)[0]


def _asked(selected: SelectionSetNode | None, info: Any) -> Iterator[str]:
    for node in selected.selections if selected else ():
        if isinstance(node, InlineFragmentNode) and node.type_condition:
            yield node.type_condition.name.value
        elif isinstance(node, FragmentSpreadNode):
            yield info.fragments[node.name.value].type_condition.name.value
