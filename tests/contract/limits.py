"""What a query costs at most, by the formula that GitHub publishes.

Source: "Rate limits and query limits for the GraphQL API". Every connection is asked for with `first` or `last` of 1 to
100; a connection inside another one is asked for once for each node of the outer one; a query may ask for 500,000 nodes
at most. A hundred requests for connections count one point.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
)

from tests.contract.published import graphql_schema

MOST_NODES = 500_000
MOST_OF_A_PAGE = 100


@dataclass(slots=True)
class Cost:
    """What a document costs.

    Attributes:
        nodes: how many it asks for.
        requests: how many times a connection is read for it.
        endless: the connections that are asked for without a bound that GitHub takes.
    """

    nodes: int = 0
    requests: int = 0
    endless: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """What it takes of an hour's 5,000 points."""
        return max(1, round(self.requests / 100))


def cost_of(document: DocumentNode) -> Cost:
    """The cost of a valid document whose page sizes are written out."""
    cost = Cost()
    operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    root: Any = graphql_schema().get_root_type(operation.operation)

    def walk(selected: SelectionSetNode, type_: Any, times: int) -> None:
        for field, owner in _fields(selected, type_, fragments):
            inner = times
            definition = owner.fields[field.name.value]
            if "first" in definition.args:
                page = _page(field)
                if not 1 <= page <= MOST_OF_A_PAGE:
                    cost.endless += (f"{owner.name}.{field.name.value}",)
                cost.requests += times
                inner = times * page
                cost.nodes += inner
            if field.selection_set:
                walk(field.selection_set, get_named_type(definition.type), inner)

    walk(operation.selection_set, root, 1)
    return cost


def _fields(
    selected: SelectionSetNode, type_: Any, fragments: dict[str, FragmentDefinitionNode]
) -> Iterator[tuple[FieldNode, Any]]:
    """The fields asked for, fragments opened, each with the type that it belongs to."""
    for node in selected.selections:
        if isinstance(node, FieldNode):
            if not node.name.value.startswith("__"):
                yield node, type_
        else:
            inner = node if isinstance(node, InlineFragmentNode) else fragments[node.name.value]  # type: ignore[attr-defined]  # a spread has a name
            condition = inner.type_condition
            owner = graphql_schema().type_map[condition.name.value] if condition else type_
            yield from _fields(inner.selection_set, owner, fragments)


def _page(field: FieldNode) -> int:
    sizes = [given.value for given in field.arguments or () if given.name.value in {"first", "last"}]
    return int(sizes[0].value) if len(sizes) == 1 and isinstance(sizes[0], IntValueNode) else 0
