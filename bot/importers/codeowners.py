"""CODEOWNERS: for each group of owners a rule that asks them for a review when one of their files changes.

The last line that fits a path decides, so a rule holds the lines of its owners and, after them, those of others that
take paths away again.
"""

import re
from dataclasses import dataclass
from typing import Any

from bot.importers.gitignore import glob_of, layered
from bot.importers.imported import Imported, Notes, refusal
from bot.importers.rulefile import Draft, rule_file
from rules.globs import glob
from rules.pattern import PatternError
from rules.words import LOGIN, TEAM, listed
from rules.yamltext import MAX_BYTES

KIND = "codeowners"
EVENTS = ("pull_request.opened", "pull_request.ready_for_review", "pull_request.synchronize")
_SHOWN = 5
_MOST_WORK = 500_000
_WORD = re.compile(r"(?:\\.|[^\s\\])+")
_SECTION = re.compile(r"\s*\^?\[[^]/]+\](\[\d+\])?(\s|$)")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that says whose some paths are; without owners they are nobody's."""

    number: int
    pattern: str
    owners: tuple[str, ...]


def read(text: bytes | str, filename: str) -> Imported:
    """The rules that ask for the reviews that CODEOWNERS asks for.

    Raises:
        RuleFileError: it is too large, or no text.
    """
    notes = Notes()
    lines = [line for line in _lines(_decoded(text), notes) if line]
    groups = list(dict.fromkeys(line.owners for line in lines if line.owners))
    if len(groups) * len(lines) > _MOST_WORK:
        message = f"{len(groups):,} groups of owners in {len(lines):,} lines are too many for rules"
        raise refusal(1, 1, message, "keep CODEOWNERS, and let one rule ask its owners")
    drafts = [_draft(owners, lines) for owners in groups]
    if drafts:
        what = "GitHub itself asks the owners for reviews as long as this file stands in the repository"
        notes.add(1, what, "delete it once the rules do so, unless a branch protection wants code owners")
    return rule_file(KIND, filename, drafts, notes)


def _decoded(text: bytes | str) -> str:
    raw = text.encode() if isinstance(text, str) else text
    if len(raw) > MAX_BYTES:
        raise refusal(1, 1, f"the file has {len(raw):,} bytes, the limit is {MAX_BYTES:,}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise refusal(line, 1, "this is not UTF-8 text", "save the file as UTF-8") from None


def _lines(text: str, notes: Notes) -> list[Line | None]:
    return [_line(number, line, notes) for number, line in enumerate(re.split(r"\r\n?|\n", text), 1)]


def _line(number: int, text: str, notes: Notes) -> Line | None:
    """What a line says; None for comments, and with a note for what GitHub does not take."""
    words = _WORD.findall(text)
    if not words or words[0].startswith("#"):
        return None
    pattern = words[0].replace(r"\ ", " ").replace(r"\#", "#")
    if _SECTION.match(text):
        notes.add(number, "sections are GitLab's: this line is left out", "its paths keep their own owners")
        return None
    if pattern.startswith("!"):
        notes.add(number, "GitHub does not take patterns that begin with !", "list what is not owned without owners")
        return None
    if not pattern.strip("/"):
        notes.add(number, "a slash alone fits no path", "write * for everything")
        return None
    if "[" in pattern:
        notes.add(number, "brackets are no range in CODEOWNERS: they are taken as characters of the path")
    try:
        glob(glob_of(pattern))
    except PatternError as error:
        notes.add(number, f"the pattern {pattern[:80]} is not carried over: {error}")
        return None
    return Line(number, pattern, _owners(number, words[1:], notes))


def _owners(number: int, words: list[str], notes: Notes) -> tuple[str, ...]:
    owners: list[str] = []
    for word in words:
        if word.startswith("#"):
            break
        if word.startswith("@") and (re.match(TEAM, word) or re.match(LOGIN, word)):
            owners.append(word.removeprefix("@"))
        elif _EMAIL.match(word):
            notes.add(number, f"{word[:80]} is an address: a rule cannot ask it", "write the person's login")
        else:
            notes.add(number, f"{word[:80]} is no owner", "write @login or @organisation/team")
    return tuple(dict.fromkeys(owners))


def _draft(owners: tuple[str, ...], lines: list[Line]) -> Draft:
    first = next(line for line in lines if line.owners == owners)
    names = [*owners[:_SHOWN], *([f"{len(owners) - _SHOWN} more"] if owners[_SHOWN:] else [])]
    return Draft(
        first.number,
        f"{listed(names, 'and')} {'reviews' if len(owners) == 1 else 'review'} their files",
        [{"request_review": _selector(owners)}],
        list(EVENTS),
        {"files": layered([(line.pattern, line.owners) for line in lines], owners), "draft": False},
    )


def _selector(owners: tuple[str, ...]) -> Any:
    teams = [owner for owner in owners if "/" in owner]
    users = [owner for owner in owners if "/" not in owner]
    if not teams:
        return users
    return {"users": users, "team": teams} if users else {"team": teams}
