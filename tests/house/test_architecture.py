"""The import contracts hold, and each of them can fail: a rule that nothing can break guards nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str]]
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


LINT = (
    "-c",
    "from importlinter.cli import lint_imports_command as run; run()",
    "--no-cache",
    "--no-logo",
    "--contract",
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
def test_a_contract_breaks_when_one_import_is_wrong(copy: Path, run_python: Run, contract: str) -> None:
    path, line = BREAKS[contract]
    file = copy / path
    source = file.read_text(encoding="utf-8")
    assert run_python(copy, *LINT, contract)[0] == 0
    try:
        file.write_text(f"{source}\n{line}\n", encoding="utf-8")
        code, output = run_python(copy, *LINT, contract)
    finally:
        file.write_text(source, encoding="utf-8")
    assert (code, f"{path.replace('/', '.').removesuffix('.py')} -> " in output) == (1, True)
