"""Numbers that a rule compares with: `3`, `">= 10"`, `"< 500"`."""

import operator
import re
from collections.abc import Callable

AMOUNT = r"^\s*(>=|<=|>|<|=)?\s*\d{1,9}\s*$"

_COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}


def amount(source: str) -> Callable[[int], bool]:
    """The comparison that a checked text stands for; a bare number must be equal."""
    sign, number = re.fullmatch(r"\s*(\D*?)\s*(\d+)\s*", source).groups()  # type: ignore[union-attr]  # checked by AMOUNT
    compare, limit = _COMPARE[sign or "="], int(number)
    return lambda value: compare(value, limit)
