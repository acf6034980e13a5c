"""The messages as they lie in their files, whoever says them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

import bot.messages
from bot.messages import languages
from rules.template import Template, template

_FOLDER = Path(bot.messages.__file__).parent


@pytest.fixture(scope="session")
def written() -> Mapping[str, Mapping[str, Template]]:
    """All of them, by language and name."""
    return {
        tag: {
            file.stem: template(file.read_text(encoding="utf-8").strip(), ours=True)
            for file in (_FOLDER / tag).glob("*.md")
        }
        for tag in languages()
    }
