"""Reading the world: records by number, node id, login and name.

`Reader` is all that a query sees; `World` (writing) and `past_of` (what a lagging replica sees) are made of it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from bot.sandbox.refusals import NotFound
from bot.sandbox.world import ids
from bot.sandbox.world.index import Index
from bot.sandbox.world.items import Item
from bot.sandbox.world.records import Account, Number, Record, Repository

R = TypeVar("R", bound=Record)


class Reader:
    """Read access to a set of records."""

    def __init__(
        self,
        records: Mapping[Number, Record],
        logins: dict[str, Number],
        names: dict[str, Number],
        index: Index | None = None,
    ) -> None:
        self.records = records
        self.logins = logins
        self.names = names
        self.index = index

    def find(self, kind: type[R], number: Number | None) -> R | None:
        """The record of that kind and number, or None."""
        found = self.records.get(number or 0)
        return found if isinstance(found, kind) else None

    def one(self, kind: type[R], number: Number | None) -> R:
        """The record of that kind and number, which must be there."""
        found = self.records.get(number or 0)
        if not isinstance(found, kind):
            raise NotFound(f"No {kind.__name__} with the number {number}")
        return found

    def many(self, kind: type[R], numbers: Iterable[Number]) -> list[R]:
        """The records of these numbers that are still there, in order."""
        records = self.records
        return [found for number in numbers if isinstance(found := records.get(number), kind)]

    def every(self, kind: type[R]) -> list[R]:
        """All records of a kind, oldest first."""
        if self.index:
            return self.many(kind, self.index.numbers(kind))
        return [record for record in self.records.values() if isinstance(record, kind)]

    def open_items(self, repo: Repository) -> int:
        """How many of a repository's items are open."""
        if self.index:
            return self.index.open[repo.id]
        return sum(item.state == "open" for item in self.many(Item, repo.numbers))

    def account(self, login: str) -> Account | None:
        """The account of that login, whatever its case."""
        return self.find(Account, self.logins.get(login.lower()))

    def repository(self, owner: str, name: str) -> Repository | None:
        """The repository of that name, or of a name that it had before."""
        return self.find(Repository, self.names.get(f"{owner}/{name}".lower()))

    def item(self, repo: Repository, number: int) -> Item | None:
        """The issue, pull request or discussion of that number."""
        if not 0 < number <= len(repo.numbers):
            return None
        return self.find(Item, repo.numbers[number - 1])

    def node(self, node: str) -> Record | None:
        """The record that a node id of either form names."""
        number = ids.number_of(node)
        found = self.records.get(number or 0)
        if found is None or not ids.names(node, found.typename, found.id):
            return None
        return found

    def node_id(self, record: Record) -> str:
        """The record's node id in the new form."""
        return ids.node_id(record.typename, record.id, self.scope(record))

    def scope(self, record: Record) -> Number:
        """The repository or owner whose number the node id carries, 0 for none."""
        own: Any = record
        return getattr(own, "repo", 0) or getattr(own, "project", 0)

    def full_name(self, repo: Repository) -> str:
        """`owner/name`."""
        return f"{self.one(Account, repo.owner).login}/{repo.name}"

    def repo_of(self, item: Item) -> Repository:
        """The repository that an item is in."""
        return self.one(Repository, item.repo)
