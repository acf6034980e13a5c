"""The world itself: records in memory, written through to the store."""

import dataclasses
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from bot.sandbox.world.index import Index
from bot.sandbox.world.items import Item
from bot.sandbox.world.reader import Reader
from bot.sandbox.world.records import Account, Number, Record, Repository
from bot.sandbox.world.store import Store

R = TypeVar("R", bound=Record)
_FIRST = 1_000_000


class World(Reader):
    """All records, and the only way to change them.

    Attributes:
        lag: For how many seconds a past view may be asked for; 0 keeps no past.
        seconds: The clock by which that is counted.
    """

    def __init__(self, store: Store) -> None:
        self.now_records: dict[Number, Record] = {}
        self._kept = Index()
        super().__init__(self.now_records, {}, {}, self._kept)
        self.store = store
        self.lag = 0.0
        self.seconds: Callable[[], float] = time.monotonic
        self._past: deque[tuple[float, Number, Record | None]] = deque()
        self._changed: dict[Number, Record | None] = {}
        self._next = _FIRST
        self.reload()

    def reload(self) -> None:
        """Take everything from the store again."""
        self.now_records.clear()
        self.logins.clear()
        self.names.clear()
        self._kept.clear()
        self._past.clear()
        for record in self.store.load():
            self.now_records[record.id] = record
        for record in self.now_records.values():
            self._name(record)
            self._kept.change(record.id, None, record)
        remembered = self.store.note("next")
        self._next = remembered if isinstance(remembered, int) else _FIRST

    def number(self) -> Number:
        """A number that no record has had."""
        self._next += 1
        return self._next

    def add(self, record: R) -> R:
        """Put a new record into the world."""
        self._put(record.id, record)
        self._name(record)
        return record

    def update(self, record: R, **changes: Any) -> R:
        """Replace a record by one with these changes; give back the new one."""
        new = dataclasses.replace(record, **changes)
        self._put(record.id, new)
        if isinstance(new, Account | Repository):
            self._name(new)
        return new

    def touch(self, item: Item, now: str, **changes: Any) -> Item:
        """Update an item and say that it was updated now."""
        return self.update(item, updated_at=now, **changes)

    def remove(self, record: Record) -> None:
        """Take a record out of the world."""
        self._put(record.id, None)

    def save(self) -> None:
        """Write what changed since the last time to the store's open transaction."""
        if self._changed:
            self.store.save(self._changed.items())
            self.store.keep("next", self._next)
            self._changed = {}

    def past(self, lag: float | None = None) -> Reader:
        """The world as a replica sees it that lags by so many seconds, or by as many as are kept."""
        if not (self.lag if lag is None else lag):
            return self
        self._forget()
        old = dict(self.now_records)
        horizon = self.seconds() - (self.lag if lag is None else lag)
        for at, number, before in reversed(self._past):
            if at <= horizon:
                break
            if before is None:
                old.pop(number, None)
            else:
                old[number] = before
        return Reader(old, self.logins, self.names)

    def _put(self, number: Number, record: Record | None) -> None:
        before = self.now_records.get(number)
        self._kept.change(number, before, record)
        if self.lag:
            self._past.append((self.seconds(), number, before))
            self._forget()
        if record is None:
            self.now_records.pop(number, None)
        else:
            self.now_records[number] = record
        self._changed[number] = record

    def _forget(self) -> None:
        horizon = self.seconds() - self.lag
        while self._past and self._past[0][0] <= horizon:
            self._past.popleft()

    def _name(self, record: Record) -> None:
        if isinstance(record, Account):
            self.logins[record.login.lower()] = record.id
        elif isinstance(record, Repository):
            for name in self._names(record):
                self.names[name.lower()] = record.id

    def _names(self, repo: Repository) -> Iterator[str]:
        yield from repo.former
        yield self.full_name(repo)
