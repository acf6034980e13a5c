"""Answers a GraphQL document from plain data, without a schema: fast, because each text is parsed once.

A field is looked up in a mapping; what is callable is called with the arguments. A field that nobody foresaw is null,
and counted, so that a run can tell that it asked for something that is not simulated.
"""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    parse,
    value_from_ast_untyped,
)

IS = "is"
"""Under this name a mapping says which types it is of."""


@lru_cache(maxsize=4096)
def _parsed(text: str) -> DocumentNode:
    return parse(text, no_location=True)


class Selection:
    """One request: the document, its variables, and what was asked for in vain."""

    def __init__(self, text: str, variables: Mapping[str, Any], unknown: Counter[str]) -> None:
        self._variables, self._unknown = variables, unknown
        definitions = _parsed(text).definitions
        self._fragments = {one.name.value: one for one in definitions if isinstance(one, FragmentDefinitionNode)}
        self._operation = next(one for one in definitions if isinstance(one, OperationDefinitionNode))

    @property
    def kind(self) -> str:
        """`query` or `mutation`."""
        return self._operation.operation.value

    def answer(self, root: Mapping[str, Any]) -> dict[str, Any]:
        """What the document asks of a root."""
        return self._of(self._operation.selection_set, root)

    def _of(self, selections: SelectionSetNode, value: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for each in selections.selections:
            if isinstance(each, FieldNode):
                told = self._field(each, value)
                name = each.alias.value if each.alias else each.name.value
                found[name] = {**found[name], **told} if isinstance(told, dict) and name in found else told
            elif isinstance(each, InlineFragmentNode):
                wanted = each.type_condition.name.value if each.type_condition else ""
                found |= self._of(each.selection_set, value) if wanted in value.get(IS, (wanted,)) else {}
            elif isinstance(each, FragmentSpreadNode):
                fragment = self._fragments[each.name.value]
                wanted = fragment.type_condition.name.value
                found |= self._of(fragment.selection_set, value) if wanted in value.get(IS, (wanted,)) else {}
        return found

    def _field(self, node: FieldNode, value: Mapping[str, Any]) -> Any:
        name = node.name.value
        if name not in value:
            self._unknown[name] += 1
            return None
        told = value[name]
        if callable(told):
            told = told(**{each.name.value: self._argument(each.value) for each in node.arguments or ()})
        if node.selection_set is None or told is None:
            return told
        if isinstance(told, list):
            return [one and self._of(node.selection_set, one) for one in told]
        return self._of(node.selection_set, told)

    def _argument(self, value: ValueNode) -> Any:
        if isinstance(value, VariableNode):
            return self._variables.get(value.name.value)
        return value_from_ast_untyped(value, dict(self._variables))
