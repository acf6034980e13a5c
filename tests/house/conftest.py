"""Runs a Python program elsewhere, as a person would, and not as a part of this test run."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

OURS = ("COV", "FINGERPOST_", "PYTEST_")


@pytest.fixture(scope="session")
def run_python() -> Callable[..., tuple[int, str]]:
    """Runs Python in a folder, with some environment; gives its exit code and all that it said."""

    def run(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}  # noqa: TID251 - passed on, not read
        result = subprocess.run(  # noqa: S603 - our own interpreter and arguments
            [sys.executable, *arguments],
            cwd=folder,
            env=inherited | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return result.returncode, result.stdout + result.stderr

    return run
