"""`.env.example` is the list of settings."""

import re
from pathlib import Path

from bot.settings import Settings, load

EXAMPLE = Path(__file__).parents[2] / ".env.example"
NAMES = re.findall(r"^(?:# )?([A-Z][A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
COMPOSE_ONLY = {"POSTGRES_PASSWORD"}


def test_each_setting_stands_in_the_example_once_and_nothing_else_does() -> None:
    settings = {str(field.validation_alias) for field in Settings.model_fields.values()}
    assert sorted(name for name, _ in NAMES) == sorted(settings | COMPOSE_ONLY)


def test_the_example_as_it_stands_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert load(env_file=EXAMPLE) == load(env_file=tmp_path / "empty")


def test_the_defaults_that_the_example_shows_are_the_defaults(tmp_path: Path) -> None:
    shown = tmp_path / "shown"
    shown.write_text("".join(f"{name}={value}\n" for name, value in NAMES), encoding="utf-8")
    (tmp_path / "empty").touch()
    assert load(env_file=shown) == load(env_file=tmp_path / "empty")
