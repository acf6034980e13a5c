"""What is wrong with a rule file, for the person who wrote it: the place, the mistake, what to write instead."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

MOST_PAIRS = 200_000  # of letters; more take too long to compare
MOST = 100  # nobody reads more mistakes at once
SHOWN = 160

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding about a rule file. Lines and columns count from 1.

    Attributes:
        code: a stable name that can be searched for, `unknown-key`.
        help: what to write instead; empty where the message says it all.
        width: how many characters the caret underlines.
        base: the base in which it stands; empty for the file itself.
    """

    line: int
    column: int
    severity: Severity
    code: str
    message: str
    help: str = ""
    width: int = 1
    base: str = ""

    def render(self, name: str, source: str) -> str:
        """The diagnostic as `check` prints it: place, message, the line with a caret, help."""
        lines = [f"{name}:{self.line}:{self.column}: {self.severity}[{self.code}]: {self.message}"]
        text = lines_of(source.removeprefix("\ufeff"))
        if 0 < self.line <= len(text):
            start = 0 if self.column <= SHOWN else self.column - SHOWN // 2
            shown = _visible(text[self.line - 1])[start : start + SHOWN]
            before = self.column - 1 - start
            under = _cells(shown[before : before + self.width])
            lines += [f"  {shown}", f"  {' ' * _cells(shown[:before])}{'^' * max(1, under)}"]
        if self.help:
            lines.append(f"  help: {self.help}")
        return "\n".join(map(_visible, lines))


def left_out(last: Diagnostic, rest: int) -> tuple[Diagnostic, ...]:
    """The note after the last finding that is told, where more are not."""
    how_many = f"{rest:,} more {'is' if rest == 1 else 'are'}"
    return (Diagnostic(last.line, last.column, "note", "more", f"{how_many} not listed"),) if rest > 0 else ()


def first_of(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """As many findings as are told at once, with a note where there are more."""
    told = tuple(found[:MOST])
    return (*told, *left_out(told[-1], len(found) - MOST)) if told else ()


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings first to last, those in bases after those in the file itself."""
    return tuple(sorted(found, key=lambda each: (each.base, each)))


class RuleFileError(Exception):
    """A rule file cannot be used.

    Attributes:
        diagnostics: every mistake that was found, in the order of the file.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = in_order(diagnostics)
        super().__init__("; ".join(f"line {d.line}: {d.message}" for d in self.diagnostics))


def lines_of(text: str) -> list[str]:
    """The lines of a text as YAML and editors count them; `splitlines` would cut at other characters too."""
    return re.split(r"\r\n?|\n", text)


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be."""
    known = {w.lower(): w for w in words}
    if len(word) * sum(map(len, known)) > MOST_PAIRS:
        return None
    found = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.55)
    return known[found[0]] if found else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """A help sentence that names the nearest word, or all of them when there are few."""
    known = list(words)
    near = nearest(word, known)
    if near:
        return f"did you mean `{near}`?"
    return f"one of: {', '.join(known)}" if 0 < len(known) <= 30 else ""  # noqa: PLR2004 - what fits on a line


def _visible(line: str) -> str:
    """The line with a sign in place of each character that would move the cursor, colour the terminal or hide."""
    return "".join(char if char.isprintable() else " " if char == "\t" else "\ufffd" for char in line)


def _cells(line: str) -> int:
    """How many columns of a terminal the line takes; Chinese, Japanese and Korean characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
