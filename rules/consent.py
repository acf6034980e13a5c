"""Whose rules may act where: `accepts_from` and `applies_to`, as the file of the base says them."""

from typing import Any, Literal

from rules.diagnostics import RuleFileError
from rules.globs import Glob, glob
from rules.pattern import PatternError
from rules.yamltree import parse

Word = Literal["accepts_from", "applies_to"]


def names(text: str, word: Word, repository: str) -> bool | None:
    """Whether a rule file names a repository under one of these words; None where the file cannot be read.

    Globs may stand there, `acme/*`; the last one that fits decides, and `!` excludes. Capitals do not matter, as on
    GitHub.
    """
    try:
        data, _ = parse(text)
    except RuleFileError:
        return None
    project = data.get("project") if isinstance(data, dict) else None
    given = project.get(word, []) if isinstance(project, dict) else []
    taken = False
    for pattern in given if isinstance(given, list) else [given]:
        found = _glob(pattern)
        if found and found.matches(repository.lower()):
            taken = not found.excludes
    return taken


def _glob(pattern: Any) -> Glob | None:
    try:
        return glob(pattern.lower()) if isinstance(pattern, str) else None
    except PatternError:
        return None
