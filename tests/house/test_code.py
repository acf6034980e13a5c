"""What the tools cannot say about the code: its size, and that each file says what it is for."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for package in ("rules", "bot", "webhooks") for path in (ROOT / package).rglob("*.py"))
LINES = 300
FUNCTION_LINES = 40


def _relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=_relative)
def test_a_module_says_what_it_is_for_and_can_be_read_in_one_go(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source)), "has no docstring"
    assert len(source.splitlines()) <= LINES


@pytest.mark.parametrize("path", MODULES, ids=_relative)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f"{node.name}, line {node.lineno}" for node in functions if _length(node) > FUNCTION_LINES]
    assert long == []


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    # The docstring explains the function; it does not make it longer to follow.
    docstring = function.body[0] if ast.get_docstring(function) else None
    explained = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - explained
