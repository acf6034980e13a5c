"""What CONTRIBUTING.md tells people to write works as it stands there."""

import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILES = {
    path: textwrap.dedent(f"   {code}")
    for path, code in re.findall(r"```python\n {3}# (\S+)\n {3}(.*?)\n {3}```", GUIDE, re.DOTALL)
}
PLACEHOLDERS = {"rules/goals/NAME.py", "bot/actions/NAME.py"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "rules", tmp_path / "rules", ignore=shutil.ignore_patterns("__pycache__"))
    for path, code in FILES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{code}\n", encoding="utf-8")
    return tmp_path


def _run(checkout: Path, *command: str) -> str:
    result = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, *command], cwd=checkout, capture_output=True, text=True, check=False
    )
    return result.stdout + result.stderr


def test_the_condition_of_the_guide_passes_its_own_test(checkout: Path) -> None:
    assert [path for path in FILES if (ROOT / path).exists()] == []
    assert "2 passed" in _run(checkout, "-m", "pytest", "-p", "no:randomly", "-q", *FILES)


def test_the_condition_of_the_guide_is_part_of_the_language_at_once(checkout: Path) -> None:
    program = """
        from rules.language import load
        head = 'project: {purpose: A test}\\nrules: [{name: Ask, on: issues.opened, do: [{label: a}], when: {words: '
        print([rule.needs & {'body'} for rule in load(head + '"< 20"}}]').rules])
    """
    assert _run(checkout, "-c", textwrap.dedent(program)).strip() == "[frozenset({'body'})]"


def test_the_condition_of_the_guide_is_in_good_style(checkout: Path) -> None:
    assert _run(checkout, "-m", "ruff", "check", "--no-cache", *FILES).strip() == "All checks passed!"
    assert "already formatted" in _run(checkout, "-m", "ruff", "format", "--no-cache", "--check", *FILES)


def test_every_file_that_the_guide_names_exists() -> None:
    named = set(re.findall(r"`((?:rules|bot|webhooks|docs)/[\w./]+\.\w+)`", GUIDE)) - PLACEHOLDERS
    assert sorted(path for path in named if not (ROOT / path).exists()) == []
