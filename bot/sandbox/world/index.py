"""Where to find things quickly: the numbers of each kind, and how many items of a repository are open."""

from collections import Counter, defaultdict

from bot.sandbox.world.items import Item
from bot.sandbox.world.records import Number, Record


class Index:
    """Kept in step with the records as they change."""

    def __init__(self) -> None:
        self._kinds: defaultdict[type[Record], dict[Number, None]] = defaultdict(dict)
        self.open: Counter[Number] = Counter()

    def clear(self) -> None:
        """Forget everything."""
        self._kinds.clear()
        self.open.clear()

    def numbers(self, kind: type[Record]) -> list[Number]:
        """The numbers of all records of a kind, oldest first."""
        kinds = [known for known in self._kinds if issubclass(known, kind)]
        found = [number for known in kinds for number in self._kinds[known]]
        return sorted(found) if len(kinds) > 1 else found

    def change(self, number: Number, before: Record | None, after: Record | None) -> None:
        """A record came, changed or went."""
        if isinstance(before, Item) and before.state == "open":
            self.open[before.repo] -= 1
        if isinstance(after, Item) and after.state == "open":
            self.open[after.repo] += 1
        if after is None and before is not None:
            self._kinds[type(before)].pop(number, None)
        elif after is not None and before is None:
            self._kinds[type(after)][number] = None
