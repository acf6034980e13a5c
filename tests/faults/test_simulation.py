"""The simulation: some seeds with every run of the tests, the same each time; `make faults` runs thousands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.bugs import BUGS

ROOT = Path(__file__).parents[2]


PARTS = 4


@pytest.fixture
def seeds() -> int:
    """How many; `.ci/run` asks for more."""
    return int(os.environ.get("FINGERPOST_FAULTS_SEEDS", "40"))  # noqa: TID251 - the tests' own switch


@pytest.mark.process
@pytest.mark.uncounted
@pytest.mark.parametrize("part", range(PARTS))  # for as many workers
def test_whatever_goes_wrong_github_ends_as_the_rules_say(seeds: int, part: int) -> None:
    first, end = seeds * part // PARTS, seeds * (part + 1) // PARTS
    command = [sys.executable, "-m", "tests.faults", "--first", str(first), "--seeds", str(end - first)]
    run = subprocess.run([*command, "--workers", "1"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert run.stdout.strip().endswith(" 0 divergences"), f"{run.stdout}\n{run.stderr}"
    assert run.returncode == 0


@pytest.mark.parametrize("name", BUGS)
def test_what_a_planted_bug_takes_the_place_of_is_there(name: str) -> None:
    with BUGS[name]():
        assert BUGS[name].__doc__
