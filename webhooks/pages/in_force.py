"""The rules in force, as pages read them."""

from bot.store.rulefiles import RuleFile
from rules.book import Rulebook
from rules.diagnostics import RuleFileError
from rules.language import load


def book_of(file: RuleFile | None) -> Rulebook | None:
    """The rules of a file; None where there is none, or one that this version of the program cannot read."""
    try:
        return load(file.text, file.bases) if file else None
    except RuleFileError:
        return None
