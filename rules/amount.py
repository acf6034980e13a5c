"""Numbers that a rule compares with: `3`, `">= 10"`, `"< 500"`."""

import math
import operator
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

AMOUNT = r"^\s*(>=|<=|>|<|=)?\s*[0-9]{1,9}\s*$"


def spelled(value: Any) -> Any:
    """A whole number as the text that it stands for."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Amount = Annotated[
    str,
    StringConstraints(pattern=AMOUNT),
    BeforeValidator(spelled),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": AMOUNT}, {"type": "integer", "minimum": 0}]}),
]

_COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}


@lru_cache(maxsize=1_024)
def amount(source: str) -> Callable[[int], bool]:
    """The comparison that a checked text stands for; a bare number must be equal."""
    sign, limit = _read(source)
    compare = _COMPARE[sign]
    return lambda value: compare(value, limit)


def span(source: str) -> tuple[float, float]:
    """The least and the greatest number that a checked text allows."""
    sign, limit = _read(source)
    least = {">=": limit, ">": limit + 1, "=": limit}.get(sign, -math.inf)
    return least, {"<=": limit, "<": limit - 1, "=": limit}.get(sign, math.inf)


def _read(source: str) -> tuple[str, int]:
    sign, number = re.fullmatch(r"\s*(\D*?)\s*(\d+)\s*", source).groups()  # type: ignore[union-attr]  # checked by AMOUNT
    return sign or "=", int(number)
