"""A home for commands that open the database."""

from pathlib import Path

import pytest

from bot.settings import Settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log_put_back: None) -> Path:
    """A home of its own; what the command does to the log is put back."""
    del log_put_back
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.validation_alias), raising=False)
    monkeypatch.setenv("FINGERPOST_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"
