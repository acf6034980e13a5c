"""What a rule file names that lies outside of it: labels, people, teams, forms, the board, files beside it.

Offline nothing can be said of these but that nobody has looked; `bot/looking/inspection.py` compares them with what
GitHub has.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from rules.diagnostics import Diagnostic, Severity
from rules.goal import ANY_ITEM
from rules.goals import GOALS
from rules.goals.after import Later
from rules.ladder import by_itself
from rules.people import PersonWanted
from rules.pointing import width
from rules.question import given
from rules.rulefile import RuleFile, RuleLook, entry_value, entry_word
from rules.scope import kinds_of
from rules.selector import Selector
from rules.spoken import names_in
from rules.template import Template
from rules.words import listed
from rules.yamltree import Node, locate

Path = tuple[Any, ...]

KINDS: Mapping[str, str] = {
    "label": "labels",
    "new label": "labels",
    "user": "logins",
    "team": "teams",
    "role": "the people file",
    "people": "the people file",
    "milestone": "milestones",
    "form": "issue forms",
    "question": "issue forms",
    "board": "the board",
    "column": "the board",
    "board field": "the board",
    "project": "projects",
    "codeowners": "CODEOWNERS",
    "file": "further files",
    "verb": "the App's permissions",
}
"""The kinds of thing that are named, each with what must be looked at to know of it."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something outside that the file names.

    Attributes:
        kind: one of `KINDS`; a new label is one that the bot creates.
        about: for a verb, the kinds of item that its rule is about.
    """

    kind: str
    name: str
    line: int
    column: int
    width: int = 1
    about: frozenset[str] = ANY_ITEM

    def finding(self, severity: Severity, code: str, message: str, advice: str = "") -> Diagnostic:
        """Something that is to be said of it, at its place."""
        return Diagnostic(self.line, self.column, severity, code, message, advice, self.width)


def named_in(file: RuleFile, tree: Node) -> tuple[Named, ...]:
    """Everything outside that a file names, in its order."""
    found = [_placed(tree, *each) for each in _all(file)]
    return tuple(sorted(found, key=lambda named: (named.line, named.column)))


def unlooked(named: Iterable[Named]) -> Iterator[Diagnostic]:
    """The note that nobody has looked; nothing where nothing is named."""
    told = [each for each in named if each.kind != "verb"]
    if told:
        what = listed(dict.fromkeys(KINDS[each.kind] for each in told), "and")
        message = f"GitHub was not asked about {what}: `--live OWNER/REPO` asks"
        yield told[0].finding("note", "offline", message)


_Found = tuple[Path, str, str, frozenset[str]]


def _placed(tree: Node, path: Path, kind: str, name: str, about: frozenset[str]) -> Named:
    node = locate(tree, path, key=kind in {"column", "board field", "question", "verb"})
    return Named(kind, name, node.line + 1, node.column + 1, width(node), about)


def _all(file: RuleFile) -> Iterator[_Found]:
    if file.project.people is not None:
        yield ("project", "people"), "people", file.project.people, ANY_ITEM
    if file.board is not None and file.board.project is not None:
        yield ("board", "project"), "board", str(file.board.project), ANY_ITEM
        for stage in file.board.stages:
            yield ("board", "stages", stage), "column", stage, ANY_ITEM
    for name, pathway in file.pathways.items():
        for k, form in enumerate(pathway.form or ()):
            yield ("pathways", name, "form", k), "form", form, ANY_ITEM
    alone = {("role", name) for name, role in file.roles.items() if by_itself(role.granted)}  # in no file
    for i, rule in enumerate(file.rules or ()):
        about = kinds_of(rule, file.messages)
        for path, kind, name in _of_rule(rule, ("rules", i), file.messages):
            if (kind, name) not in alone:
                yield path, kind, name, about


_Part = tuple[Path, str, str]


def _of_rule(rule: RuleLook, path: Path, messages: Mapping[str, Any]) -> Iterator[_Part]:
    yield from _asked(rule.when, (*path, "when"))
    yield from _wanted(rule.do, path, messages)


def _asked(when: Any, path: Path) -> Iterator[_Part]:
    """What the conditions of a block name."""
    for field, value in given(when):
        word = field.removesuffix("_")
        where = (*path, word)
        if word in {"not", "any", "all"}:
            for k, block in enumerate(value):
                yield from _asked(block, (*where, k))
        elif isinstance(value, PersonWanted):
            yield from _people(value, where)
        elif word == "label":
            yield from ((place, "label", name) for key in ("any", "all") for place, name in _each(value, key, where))
        elif word == "form":
            yield from (((*where, k), "form", name) for k, name in enumerate(value) if name != "none")
        elif word == "owners":
            yield (*where, "file"), "file" if value.file else "codeowners", value.file or ""
        elif word in {"field", "board_field"}:
            kind = "question" if word == "field" else "board field"
            yield from (((*where, name), kind, name) for name in value)


def _wanted(entries: Iterable[Any], path: Path, messages: Mapping[str, Any]) -> Iterator[_Part]:
    """What goals name, those included that are left to a later moment."""
    for k, entry in enumerate(entries):
        word, where = entry_word(entry) or "", (*path, "do", k)
        if isinstance(entry, Later):
            if isinstance(entry.unless, BaseModel):
                yield from _asked(entry.unless, (*where, "unless"))
            if entry.after.field is not None:
                yield (*where, "after", "field"), "question", entry.after.field
            yield from _wanted(entry.do, where, messages)
            continue
        if word not in GOALS:
            continue
        where, value = (*where, word), entry_value(entry)
        yield where, "verb", word
        questions = sorted(name for name in names_in(value, messages) if name.startswith("field."))
        yield from ((where, "question", name.removeprefix("field.")) for name in questions)
        yield from _of_goal(word, value, where)


def _of_goal(word: str, value: Any, path: Path) -> Iterator[_Part]:
    if isinstance(value, Selector):
        yield from _people(value, path)
    elif word in {"label", "unlabel"}:
        kind = "new label" if word == "label" else "label"
        yield from (((*path, k), kind, name.source) for k, name in enumerate(value) if not name.names)
    elif word == "milestone" and not value.names and value.source != "none":
        yield path, "milestone", value.source
    elif word == "board_field":
        yield from (((*path, name), "board field", name) for name in value)
    elif word in {"add_to", "remove_from", "archive_on"}:
        yield path, "project", str(value)


def _people(value: PersonWanted | Selector, path: Path) -> Iterator[_Part]:
    """Logins that no value stands in, teams and roles."""
    key = "users" if isinstance(value, Selector) else "login"
    for where, name in _each(value, key, path):
        login = name if isinstance(name, str) else "" if name.names else name.source.removeprefix("@")
        if login and not login.endswith("[bot]"):
            yield where, "user", login
    yield from ((where, "team", name) for where, name in _each(value, "team", path))
    yield from ((where, "role", name) for where, name in _each(value, "role", path))
    if isinstance(value, Selector) and isinstance(value.fallback, Selector):
        yield from _people(value.fallback, (*path, "fallback"))


def _each(value: Any, key: str, path: Path) -> Iterator[tuple[Path, Any]]:
    names: tuple[str | Template, ...] = getattr(value, key) or ()
    yield from (((*path, key, k), name) for k, name in enumerate(names))
