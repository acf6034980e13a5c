"""A file of another tool read by its importer, and its rules asked about a case."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.explaining.explain import Explainer, case_of
from bot.importers.imported import Imported
from bot.importers.registry import reader
from rules.language import load

Read = Callable[[str, str], Imported]
Told = Callable[[str, str], list[tuple[int, str]]]
Does = Callable[..., list[dict[str, Any]]]
_NAMES = {"codeowners": "CODEOWNERS", "triagebot": "triagebot.toml"}


@pytest.fixture
def read() -> Read:
    def read(kind: str, text: str) -> Imported:
        return reader(kind)(text, f".github/{_NAMES.get(kind, f'{kind}.yml')}")

    return read


@pytest.fixture
def told(read: Read) -> Told:
    def told(kind: str, text: str) -> list[tuple[int, str]]:
        return [(note.line, str(note)) for note in read(kind, text).notes]

    return told


@pytest.fixture
def does(read: Read) -> Does:
    """What the imported rules do in a case, each action without the rule that asks for it."""

    def does(kind: str, text: str, event: str = "pull_request.opened", **facts: Any) -> list[dict[str, Any]]:
        explainer = Explainer(load(read(kind, text).rules_text), complete=True)
        actions = explainer.explain(case_of({"event": event, "facts": facts}))["actions"]
        return [{key: value for key, value in action.items() if key != "rule"} for action in actions]

    return does
