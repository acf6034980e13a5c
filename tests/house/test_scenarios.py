"""Each scenario that this project promised is told by a journey that names it: `test_s26_…`, or `S26: two people …`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

JOURNEYS = Path(__file__).parents[1] / "journeys"
PROMISED = frozenset({*range(3, 16), *range(17, 23), *range(25, 31), 32, 33, 35, 36, 47, 49, 69})


def told() -> Iterator[int]:
    """The scenarios that the name of a journey or its docstring begins with."""
    for path in sorted(JOURNEYS.glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.AsyncFunctionDef) and node.name.startswith("test_"):
                beginning = (ast.get_docstring(node) or "").partition(":")[0]
                named = re.findall(r"^test_s(\d+)_", node.name)
                yield from map(int, {*named, *re.findall(r"\bS(\d+)\b", beginning)})


def test_every_scenario_is_told_by_a_journey() -> None:
    assert sorted(PROMISED - set(told())) == []


def test_no_journey_tells_a_scenario_that_there_is_not() -> None:
    assert [number for number in told() if not 1 <= number <= 69] == []
