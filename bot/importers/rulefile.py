"""Drafts of rules, and the rule file that they make: checked by the loader, without what it would refuse."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from bot.explaining.visible import one_line
from bot.importers.imported import Imported, Notes, refusal
from bot.importers.when import PULL_REQUEST, When
from bot.importers.yamlwriter import one, written
from rules.diagnostics import Diagnostic, RuleFileError
from rules.language import load
from rules.rulefile import MAX_RULES

_LONGEST_NAME = 200
_EXTRA = "pip install 'fingerpost[cel]'"
_COMBINED = {"any": 1, "all": 2, "not": 3}
_LISTS = frozenset({"do", "rules"})


@dataclass(slots=True)
class Draft:
    """One rule to be.

    Attributes:
        line: of the file that it comes from.
        do: the goals, each a mapping of one verb.
        while_true: whether what it did is taken back when it no longer holds.
        own: whether the bot's own acts count as events.
        expression: what must be true beside `when`, where no condition asks for it.
    """

    line: int
    name: str
    do: list[dict[str, Any]]
    on: list[str] = field(default_factory=list)
    when: When = field(default_factory=dict)
    while_true: bool = False
    observe: bool = False
    own: bool = False
    expression: str = ""

    def document(self, name: str) -> dict[str, Any]:
        """The rule as data, in the order in which people write it."""
        parts = {
            "name": name,
            "mode": "observe" if self.observe else None,
            "on": self.on,
            "on_own_actions": self.own or None,
            "when": dict(sorted(self.when.items(), key=lambda part: _COMBINED.get(part[0], 0))),
            "if": self.expression,
            "while": self.while_true or None,
            "do": self.do,
        }
        return {key: _shortest(value, key) for key, value in parts.items() if value}


def rule_file(kind: str, filename: str, drafts: Iterable[Draft], notes: Notes) -> Imported:
    """The rule file that drafts make; a draft that the language refuses becomes a note.

    Raises:
        RuleFileError: it would be larger than a rule file may be.
    """
    kept = list(drafts)
    if len(kept) > MAX_RULES:
        raise refusal(1, 1, f"this makes {len(kept):,} rules, a rule file has at most {MAX_RULES:,}", "split the file")
    name = one_line(PurePath(filename).name, _LONGEST_NAME)
    while True:
        text, starts = _text(kind, name, kept)
        try:
            load(text)
        except RuleFileError as error:
            refused = {_draft_at(found.line, starts): found for found in reversed(error.diagnostics)}
            if None in refused:
                raise _too_large(refused[None]) from None
            for i, found in refused.items():
                what = f"the rule “{kept[i or 0].name[:80]}” is left out: {found.message}"
                notes.add(kept[i or 0].line, what, found.help)
            kept = [draft for i, draft in enumerate(kept) if i not in refused]
        else:
            for draft in [draft for draft in kept if draft.expression][:1]:
                notes.add(draft.line, "`if` is an expression: the bot needs its extra `cel`", _EXTRA)
            return Imported(text, notes.sorted())


def _text(kind: str, filename: str, drafts: list[Draft]) -> tuple[str, list[int]]:
    """The text of the file, and the line at which each rule begins."""
    lines = [
        f"# From {filename}, by `fingerpost import {kind}`.",
        f"project: {{purpose: {one(f'Rules imported from {filename}.')}}}",
        "rules:" if drafts else "rules: []",
    ]
    if any(_asks_for_kind(draft.when) for draft in drafts):
        lines.insert(1, '# `lines: ">= 0"` is met by every pull request, and by nothing else.')
    starts: list[int] = []
    for draft, name in zip(drafts, _names(drafts), strict=True):
        starts.append(len(lines) + 1)
        first, *rest = _rule_lines(draft.document(name))
        lines += [f"  - {first}", *(f"    {line}".rstrip() for line in rest)]
    return "\n".join(lines) + "\n", starts


def _asks_for_kind(when: Any) -> bool:
    if isinstance(when, list):
        return any(map(_asks_for_kind, when))
    return isinstance(when, dict) and (
        when.get("lines") == PULL_REQUEST["lines"] or any(map(_asks_for_kind, when.values()))
    )


def _rule_lines(document: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    for key, value in document.items():
        first, *rest = [one(value)] if key == "name" else written(value, 2, len(key) + 6)
        lines += [f"{key}: {first}".rstrip(), *rest]
    return lines


def _names(drafts: list[Draft]) -> list[str]:
    """The names, each once, short enough and on one line."""
    seen: dict[str, int] = {}
    names = []
    for draft in drafts:
        name = re.sub(r"\s+", " ", one_line(draft.name, _LONGEST_NAME - 10)).strip() or f"Line {draft.line}"
        seen[name] = seen.get(name, 0) + 1
        while (numbered := f"{name} ({seen[name]})" if seen[name] > 1 else name) in names:
            seen[name] += 1
        names.append(numbered)
    return names


def _shortest(value: Any, key: str = "") -> Any:
    """Lists of one as their element, wherever the language lets a list be written so."""
    if isinstance(value, dict):
        return {name: _shortest(part, name) for name, part in value.items()}
    if not isinstance(value, list):
        return value
    parts = [_shortest(part) for part in value]
    return parts[0] if len(parts) == 1 and key not in _LISTS else parts


def _draft_at(line: int, starts: list[int]) -> int | None:
    before = [i for i, start in enumerate(starts) if start <= line]
    return before[-1] if before else None


def _too_large(found: Diagnostic) -> RuleFileError:
    return refusal(1, 1, f"the rules made of this file cannot be loaded: {found.message}", "split the file")
