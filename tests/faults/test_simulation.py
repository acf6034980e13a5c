"""The simulation: some seeds with every run of the tests, the same each time; `make faults` runs thousands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def seeds() -> str:
    """How many; `.ci/run` asks for more."""
    return os.environ.get("FINGERPOST_FAULTS_SEEDS", "40")  # noqa: TID251 - the tests' own switch


@pytest.mark.process
def test_whatever_goes_wrong_github_ends_as_the_rules_say(seeds: str) -> None:
    command = [sys.executable, "-m", "tests.faults", "--seeds", seeds, "--workers", "1"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert run.stdout.strip().endswith(" 0 divergences"), f"{run.stdout}\n{run.stderr}"
    assert run.returncode == 0
