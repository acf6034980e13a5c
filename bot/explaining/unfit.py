"""What is wrong with facts that a person gives: told with its whole place, so that whoever wrote it finds it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Wrong:
    """One mistake in a facts document.

    Attributes:
        path: where, as keys and positions.
        key: whether the key itself is wrong, not its value.
    """

    path: tuple[Any, ...]
    message: str
    help: str = ""
    key: bool = False

    def __str__(self) -> str:
        return f"{self.message}; {self.help}" if self.help else self.message


class FactsError(ValueError):
    """A facts document cannot be used.

    Attributes:
        mistakes: those that were found, twenty at most, in the order of the document.
    """

    def __init__(self, mistakes: Iterable[Wrong]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(map(str, self.mistakes)))


class Unfit(Exception):
    """A value that a fact does not take; found deep inside, told with its whole path."""

    def __init__(self, takes: str, value: Any, advice: str = "", *, unknown_key: str | None = None) -> None:
        super().__init__(takes)
        self.takes, self.value, self.advice, self.unknown_key = takes, value, advice, unknown_key
        self.path: tuple[Any, ...] = () if unknown_key is None else (unknown_key,)

    def told(self) -> Wrong:
        """It as a mistake."""
        if self.unknown_key is not None:
            return Wrong(self.path, f"`{dotted(self.path[:-1])}` has no `{self.unknown_key}`", self.advice, key=True)
        return Wrong(self.path, f"`{dotted(self.path)}` takes {self.takes}, not {shown(self.value)}", self.advice)


def dotted(path: Iterable[Any]) -> str:
    """A path as people write it: `people.2.roles`; they count from one."""
    return ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in path)


def shown(value: Any) -> str:
    """A value in a few words."""
    if value is None:
        return "nothing"
    if isinstance(value, (bool, int, float)):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return f"“{value}”" if len(value) <= SHOWN else f"“{value[:SHOWN]}…”"
