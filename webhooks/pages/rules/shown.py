"""A rule file as its page shows it: line by line, with what is wrong there, and what became of each rule. Pure."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.figures.firing import Firing
from rules.book import Rulebook
from rules.diagnostics import Diagnostic, lines_of

MOST_LINES = 3_000
MOST_RULES = 1_000
_MOST_COMPARED = 3_000
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class RuleShown:
    """One rule.

    Attributes:
        observes: whether only is written down what it would do.
        firing: what became of it; None where it never fired, as far as is counted.
    """

    name: str
    line: int
    base: str
    observes: bool
    firing: Firing | None


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line, with the rules that begin there and what is to be said of it."""

    number: int
    text: str
    rules: tuple[RuleShown, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class FileShown:
    """A rule file.

    Attributes:
        left_out: how many lines are not shown.
        elsewhere: what is to be said of its bases and messages.
        inherited: the rules of its bases.
    """

    lines: tuple[LineShown, ...]
    left_out: int
    elsewhere: tuple[Diagnostic, ...]
    inherited: tuple[RuleShown, ...] = ()


def file_shown(
    text: str, findings: Iterable[Diagnostic], rules: Sequence[RuleShown] = (), hidden: frozenset[str] = frozenset()
) -> FileShown:
    """A file with all that is to be said of it.

    Args:
        text: of the file.
        findings: what is wrong with it.
        rules: that it brings.
        hidden: the bases of which nothing may be told.
    """
    said: dict[int, list[Diagnostic]] = {}
    elsewhere = []
    for one in findings:
        if not one.base:
            said.setdefault(one.line, []).append(one)
        elif one.base not in hidden:
            elsewhere.append(one)
    begins: dict[int, list[RuleShown]] = {}
    for rule in (rule for rule in rules if not rule.base):
        begins.setdefault(rule.line, []).append(rule)
    written = lines_of(text.removeprefix("\ufeff"))
    written = written[:-1] if len(written) > 1 and not written[-1] else written
    shown = (
        LineShown(number, _cut(line), tuple(begins.get(number, ())), tuple(said.get(number, ())))
        for number, line in enumerate(written[:MOST_LINES], 1)
    )
    inherited = tuple(rule for rule in rules if rule.base)
    return FileShown(tuple(shown), max(0, len(written) - MOST_LINES), tuple(elsewhere), inherited)


def rules_shown(book: Rulebook, fired: Mapping[str, Firing], *, observed: bool) -> tuple[RuleShown, ...]:
    """The rules of a file; `observed` where the bot only observes there, whatever the file says."""
    return tuple(
        RuleShown(rule.name, rule.line, rule.base, observed or rule.mode == "observe", fired.get(rule.name))
        for rule in book.rules[:MOST_RULES]
    )


def differing(old: str, new: str) -> tuple[tuple[str, str], ...] | None:
    """The lines that differ, each behind its sign, gaps as `…`; None where the files are too long to be compared."""
    before, after = lines_of(old), lines_of(new)
    if len(before) + len(after) > _MOST_COMPARED:
        return None
    told = difflib.unified_diff(before, after, lineterm="", n=1)
    lines = (line for number, line in enumerate(told) if number > 1)
    return tuple(("…", "") if line.startswith("@@") else (line[:1], _cut(line[1:])) for line in lines)


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
