"""How resolvers announce themselves: `@field("Issue PullRequest", "labels")`, `@mutation("addComment")`."""

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

FIELDS: dict[tuple[str, str], Callable[..., Any]] = {}
MUTATIONS: dict[str, Callable[..., Any]] = {}


def field(types: str, *names: str) -> Callable[[F], F]:
    """Register a resolver `(record, info, **arguments)` for a field of these types."""

    def register(resolver: F) -> F:
        for typename in types.split():
            for name in names:
                FIELDS[typename, name] = resolver
        return resolver

    return register


def mutation(name: str) -> Callable[[F], F]:
    """Register a mutation `(context, input) -> payload`."""

    def register(resolver: F) -> F:
        MUTATIONS[name] = resolver
        return resolver

    return register
