"""What CONTRIBUTING.md tells people to write works as it stands there."""

import re
import shutil
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str]]
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


def test_the_condition_of_the_guide_passes_its_own_test(checkout: Path, run_python: Run) -> None:
    assert [path for path in FILES if (ROOT / path).exists()] == []
    code, output = run_python(checkout, "-m", "pytest", "-q", "-p", "no:cacheprovider", *FILES)
    assert (code, "2 passed" in output) == (0, True)


def test_the_condition_of_the_guide_is_part_of_the_language_at_once(checkout: Path, run_python: Run) -> None:
    program = """
        from rules.language import load
        head = 'project: {purpose: A test}\\nrules: [{name: Ask, on: issues.opened, do: [{label: a}], when: {words: '
        print([rule.needs & {'body'} for rule in load(head + '"< 20"}}]').rules])
    """
    assert run_python(checkout, "-c", textwrap.dedent(program)) == (0, "[frozenset({'body'})]\n")


def test_the_condition_of_the_guide_is_in_good_style(checkout: Path, run_python: Run) -> None:
    assert run_python(checkout, "-m", "ruff", "check", "--no-cache", "--quiet", *FILES) == (0, "")
    assert run_python(checkout, "-m", "ruff", "format", "--no-cache", "--quiet", "--check", *FILES) == (0, "")


def test_every_file_that_the_guide_names_exists() -> None:
    named = set(re.findall(r"`((?:rules|bot|webhooks|docs)/[\w./]+\.\w+)`", GUIDE)) - PLACEHOLDERS
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_every_room_of_the_pages_is_told() -> None:
    rooms = {place.parent.name for place in (ROOT / "webhooks" / "pages").glob("*/__init__.py")}
    assert sorted(room for room in rooms if f"`{room}/`" not in GUIDE) == []


def test_every_room_of_the_bot_has_its_line() -> None:
    rooms = {place.parent.name for place in (ROOT / "bot").glob("*/__init__.py")}
    told = {
        room
        for line in re.findall(r"^\| (`[a-z`, ]+) \|", GUIDE, re.MULTILINE)
        for room in re.findall(r"`(\w+)`", line)
    }
    assert sorted(rooms ^ told) == []
