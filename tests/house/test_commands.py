"""The commands are as the words about them say, and a test run hides nothing that it leaves out."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str]]
ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SUITE = """
import pytest

@pytest.mark.contract
def test_needs_npm(): ...

@pytest.mark.postgres
def test_needs_a_server(): ...

def test_needs_nothing(): ...
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")
    (tmp_path / "tests" / "test_three.py").write_text(SUITE, encoding="utf-8")
    return tmp_path


PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")


@pytest.mark.parametrize("workers", ["0", "2"])
def test_what_is_left_out_is_named_once_with_the_way_to_get_it(suite: Path, run_python: Run, workers: str) -> None:
    code, output = run_python(suite, *PYTEST, "-n", workers)
    assert code == 0
    assert re.findall(r"^\w+ tests left out .*$", output, re.MULTILINE) == [
        "contract tests left out (1): `make contract-data` gets GitHub's published descriptions (needs npm).",
        "postgres tests left out (1): set FINGERPOST_TEST_POSTGRES to the URL of a PostgreSQL server.",
    ]
    assert "1 passed" in output


def test_nothing_is_left_out_where_everything_is_there(suite: Path, run_python: Run) -> None:
    (suite / ".contract" / "node_modules").mkdir(parents=True)
    (suite / "bin").mkdir()
    (suite / "bin" / "chromium").touch(mode=0o755)
    found = f"{suite / 'bin'}{os.pathsep}{os.environ['PATH']}"  # noqa: TID251 - passed on, not read
    given = {
        "FINGERPOST_TEST_POSTGRES": "a server",
        "FINGERPOST_KILL_ROUNDS": "1",
        "FINGERPOST_REQUIRE_ALL": "1",
        "PATH": found,
    }
    code, output = run_python(suite, *PYTEST, **given)
    assert (code, "3 passed" in output, "left out" in output) == (0, True, False)


def test_ci_fails_rather_than_leave_something_out(suite: Path, run_python: Run) -> None:
    code, output = run_python(suite, *PYTEST, FINGERPOST_TEST_POSTGRES="a server", FINGERPOST_REQUIRE_ALL="1")
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "contract tests cannot run: `make contract-data`" in output


def test_every_make_command_that_is_written_about_exists() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob(".github/**/*.md"), ROOT / ".ci" / "run"]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    named = set(re.findall(r"(?:`|^|\s{2})make ([a-z-]+)\b", text, re.MULTILINE))
    assert sorted(named - set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))) == []
    assert {"demo", "test"} <= named


def test_ci_is_a_script_that_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    bash = shutil.which("bash")
    assert bash
    assert subprocess.run([bash, "-n", str(script)], check=False).returncode == 0  # noqa: S603 - our own script
