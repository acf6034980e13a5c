"""What a resolver may look at, and how it names things that are not there."""

from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from graphql import FieldNode

from bot.sandbox.clock import written
from bot.sandbox.limits import Budget
from bot.sandbox.refusals import NotFound
from bot.sandbox.shapes.lens import Lens
from bot.sandbox.world.change import Change
from bot.sandbox.world.grant import Grant
from bot.sandbox.world.reader import Reader
from bot.sandbox.world.records import Number, Record, Repository

R = TypeVar("R", bound=Record)


@dataclass(slots=True)
class Context:
    """One GraphQL request.

    Attributes:
        change: The change that its mutations make.
        added: Cards that this request put on a board; they cannot be updated in it.
    """

    lens: Lens
    change: Change
    grant: Grant
    budget: Budget
    added: set[Number] = field(default_factory=set)

    @property
    def reader(self) -> Reader:
        """The world as this request sees it."""
        return self.lens.reader

    def node(self, node: str, *kinds: type[R]) -> R:
        """The record that a node id names, if it is of one of these kinds and may be seen."""
        found = self.reader.node(node)
        if not isinstance(found, kinds) or not self.sees(found):
            raise NotFound(f"Could not resolve to a node with the global id of '{node}'")
        return found

    def sees(self, record: Record) -> bool:
        """Whether the token may know of a record: what is in a private repository only if it covers that."""
        repo: Any = record if isinstance(record, Repository) else None
        if repo is None:
            held: Any = record
            item = self.reader.records.get(getattr(held, "item", 0) or getattr(held, "pull", 0))
            number = getattr(held, "repo", 0) or getattr(item, "repo", 0)
            repo = self.reader.find(Repository, number)
        return repo is None or self.grant.sees(repo)

    def reset_at(self) -> str:
        """When the hour's budget starts anew."""
        return written(self.budget.reset)


class Info(Protocol):
    """The part of graphql-core's resolver information that resolvers here look at."""

    context: Context
    field_name: str
    parent_type: Any
    field_nodes: list[FieldNode]
