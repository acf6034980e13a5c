"""Who would take an item: who has it by the bot's own record alone, and who waits for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """Somebody who asked for an item.

    Attributes:
        at: when they did.
        has: whether the item is theirs, although GitHub cannot assign them; else they wait for it.
        told_at: when they were told that it is free; None where they were not, or it was taken again since.
    """

    login: str
    at: datetime
    has: bool = False
    told_at: datetime | None = None

    @property
    def key(self) -> str:
        """The login as it is compared."""
        return self.login.lower()


def in_line(takers: Iterable[Taker]) -> tuple[Taker, ...]:
    """Those who wait, whoever asked first coming first."""
    return tuple(sorted((one for one in takers if not one.has), key=lambda one: (one.at, one.key)))


def all_who_have(assignees: Iterable[str], takers: Iterable[Taker]) -> tuple[str, ...]:
    """Everybody who has the item: whom GitHub shows, then whom it cannot assign."""
    shown = tuple(assignees)
    there = {login.lower() for login in shown}
    return (*shown, *(one.login for one in takers if one.has and one.key not in there))
