"""The import contracts hold, and each of them can fail: a rule that nothing can break guards nothing."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BREAKS = {
    "layers": ("bot/clock.py", "import webhooks.delivery"),
    "pure": ("bot/item.py", "import time"),
    "words": ("rules/conditions/title.py", "import rules.goals.label"),
    "deeds": ("bot/actions/label.py", "import bot.actions.unlabel"),
    "web": ("bot/clock.py", "import fastapi"),
    "pygithub": ("bot/clock.py", "import github"),
    "credentials": ("bot/clock.py", "import bot.github.auth"),
    "simulation": ("bot/sandbox/clock.py", "import bot.github.graphql"),
}


def _lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    return subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [*command, "--no-cache", "--no-logo", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in ("rules", "bot", "webhooks"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_every_contract_is_broken_on_purpose_below() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    declared = [line.split('"')[1] for line in text.splitlines() if line.startswith("id = ")]
    assert declared == list(BREAKS)


@pytest.mark.parametrize("contract", BREAKS)
def test_a_contract_breaks_when_one_import_is_wrong(copy: Path, contract: str) -> None:
    path, line = BREAKS[contract]
    file = copy / path
    source = file.read_text(encoding="utf-8")
    assert _lint(copy, "--contract", contract).returncode == 0
    try:
        file.write_text(f"{source}\n{line}\n", encoding="utf-8")
        result = _lint(copy, "--contract", contract)
    finally:
        file.write_text(source, encoding="utf-8")
    assert (result.returncode, f"{path.replace('/', '.').removesuffix('.py')} -> " in result.stdout) == (1, True)
