"""What a field may be asked for: a text, a regular expression, a number to compare with, whether it is empty."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rules.pattern import Pattern, pattern

EMPTY = frozenset({"empty", "none"})
CHECKED = "checked"
UNCHECKED = "unchecked"

_COMPARISON = re.compile(r"\s*(>=|<=|>|<|=)\s*(-?[0-9]{1,15}(?:\.[0-9]{1,9})?)\s*")
_NUMBER = re.compile(r"\s*([-+]?[0-9]{1,15}(?:\.[0-9]{1,9})?)\s*")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that may be asked of a field's value.

    Attributes:
        pattern: what is searched for in a text.
        compares: sign and number; None where no number is asked for.
    """

    source: str
    pattern: Pattern
    compares: tuple[str, float] | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return self.source.lower() in EMPTY

    def found_in(self, value: str) -> bool:
        """Whether a free text holds it; a number is compared with the whole text."""
        return self._compared(value) if self.compares else self.pattern.found_in(value)

    def is_(self, value: str) -> bool:
        """Whether one chosen value is it, whatever its case; a regular expression need only be found."""
        if self.compares:
            return self._compared(value)
        return self.pattern.found_in(value) if self.pattern.is_regex else value.lower() == self.source.lower()

    def _compared(self, value: str) -> bool:
        number = _NUMBER.fullmatch(value)
        if number is None or self.compares is None:
            return False
        sign, limit = self.compares
        return _COMPARE[sign](float(number[1]), limit)

    def __str__(self) -> str:
        return self.source


def answer(source: str) -> Answer:
    """What a rule file's text asks for.

    Raises:
        PatternError: a regular expression that cannot be used.
    """
    found = _COMPARISON.fullmatch(source)
    return Answer(source, pattern(source), (found[1], float(found[2])) if found else None)


def plainly(value: Any) -> Any:
    """A number as a comparison, true and false as a box that is ticked or not."""
    if isinstance(value, bool):
        return CHECKED if value else UNCHECKED
    return f"= {value}" if isinstance(value, (int, float)) else value
