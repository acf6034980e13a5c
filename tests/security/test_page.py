"""docs/security.md names its proofs; each of them is there, and none is left out."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "security.md").read_text()
NAMED = frozenset(re.findall(r"`([\w/]+\.py::test_\w+)`", PAGE))


def defined_in(path: Path) -> set[str]:
    """The tests of a file, as the page names them."""
    tree = ast.parse(path.read_text())
    found = (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {f"{path.relative_to(TESTS)}::{node.name}" for node in found if node.name.startswith("test_")}


def test_every_proof_is_there() -> None:
    files = {name.partition("::")[0] for name in NAMED}
    there = {name for file in files for name in defined_in(TESTS / file)}
    assert len(NAMED) > 40
    assert NAMED - there == set()


def test_every_threat_has_a_proof() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| **")]
    assert [row for row in rows if "::test_" not in row] == []


def test_no_test_against_attackers_is_left_out() -> None:
    ours = {TESTS / "journeys" / "test_attackers.py", *(TESTS / "security").glob("test_*.py")} - {Path(__file__)}
    named = {name for name in NAMED if TESTS / name.partition("::")[0] in ours}
    assert {name for path in ours for name in defined_in(path)} - named - {
        "security/test_doors.py::test_who_may_come_in_is_written_down_as_it_is"
    } == set()
