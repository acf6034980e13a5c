"""What a rule file may extend: presets that come with the program, and the rule files of other repositories."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rules.diagnostics import RuleFileError
from rules.yamltree import parse

FILE = ".github/pathways.yml"
"""Where a repository's own rules lie."""
PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,99}/[A-Za-z0-9._-]{1,100}(@[A-Za-z0-9][A-Za-z0-9._/+-]{0,199})?$"
"""How another repository is named, `acme/rules` or `acme/rules@v2`."""


@dataclass(frozen=True, slots=True)
class Base:
    """A file that is extended, or why it cannot be used.

    Attributes:
        text: what it holds.
        problem: why it cannot be used: the rest of a sentence that begins with its name.
        help: what to do about that.
        title: what people read in place of its name; its name where it is empty.
        secret: whether nothing of what it holds may be told to readers of the file that extends it.
    """

    text: str = ""
    problem: str = ""
    help: str = ""
    title: str = ""
    secret: bool = False


@cache
def presets() -> Mapping[str, Base]:
    """The presets that come with the program, by name."""
    found = (file for file in (files("rules") / "presets").iterdir() if file.name.endswith(".yml"))
    return {file.name.removesuffix(".yml"): Base(file.read_text(encoding="utf-8")) for file in found}


def extended(data: Any) -> list[str]:
    """The names under `extends`; none where it is malformed, which is told elsewhere."""
    given = data.get("extends", []) if isinstance(data, dict) else []
    names: list[Any] = given if isinstance(given, list) else [given]
    return names if all(isinstance(name, str) for name in names) else []


def repositories(text: str | bytes) -> tuple[str, ...]:
    """The other repositories that a rule file extends, as it names them; none where it cannot be read."""
    try:
        data, _ = parse(text)
    except RuleFileError:
        return ()
    return tuple(dict.fromkeys(name for name in extended(data) if "/" in name))
