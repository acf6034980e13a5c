"""What does not fit on one page of an answer: asked for page by page, within a bound."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.github.queries import fragments
from bot.item import ItemRef
from rules.facts import UNKNOWN, Maybe

Page = Mapping[str, Any]


async def all_nodes(
    graphql: GraphQL,
    item: ItemRef,
    first: Page,
    more: tuple[str, Callable[[Mapping[str, Any]], Any]],
    most: int,
    deliveries: Sequence[str],
) -> Maybe[list[Any]]:
    """The nodes of a pull request's connection, up to a bound; unknown where a page cannot be told.

    Args:
        graphql: to ask with.
        item: the pull request.
        first: the first page.
        more: the fragment that asks for a further page, and where in its answer that is.
        most: how many nodes are enough.
        deliveries: on whose account it is asked.
    """
    fragment, place = more
    text = f"node(id: $item) {{ ... on PullRequest {{ ...{fragment} }} }}"
    page, nodes = first, list(first["nodes"])
    while page["pageInfo"]["hasNextPage"] and len(nodes) < most:
        variables = {"item": ("ID!", item.node), "after": ("String!", page["pageInfo"]["endCursor"])}
        part = Part("item", text, variables, (fragments("pull_request")[fragment],))
        answer = await graphql.read(item.installation, [part], deliveries)
        found = place(answer.data.get("item") or {})
        if not isinstance(found, Mapping):
            return UNKNOWN
        page = found
        nodes += page["nodes"]
    return nodes
