"""The page that lists what is modelled names tests that exist, and every behaviour has one."""

import re
from pathlib import Path

_HERE = Path(__file__).parent
_PAGE = (_HERE.parents[2] / "docs" / "github-behaviour.md").read_text("utf-8")


def test_each_test_that_the_page_names_exists() -> None:
    written = "\n".join(file.read_text("utf-8") for file in _HERE.glob("test_*.py"))
    known = set(re.findall(r"def (test_\w+)", written))

    assert sorted(set(re.findall(r"`(test_\w+)`", _PAGE)) - known) == []


def test_each_behaviour_has_a_source_and_a_test() -> None:
    rows = [line.strip("|").split("|") for line in _PAGE.splitlines() if re.match(r"\| (?!What GitHub does)", line)]
    lacking = [
        cells[0].strip() for cells in rows if len(cells) != 3 or not cells[1].strip() or "`test_" not in cells[2]
    ]

    assert (len(rows) > 60, lacking) == (True, [])
