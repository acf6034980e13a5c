"""Finds the few rules that an item may concern, without asking each of a thousand.

A condition may give a *hint*: a value, or a pattern, without which it cannot be met. For each event the hints of all
rules are turned into bit sets, one bit a rule: a mask for each value or pattern, and one for the rules that do not
care. A look combines a handful of masks, cheap facts first; texts are scanned only while a rule that cares is still in
play. What is left is asked properly. A hint never decides: unknown facts rule nothing out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import re2

from rules.condition import ALL_KINDS, Condition, Hint
from rules.facts import UNKNOWN, Facts, Unknown
from rules.pattern import OPTIONS
from rules.rule import Rule

Mask = int


def _lower(values: Any) -> list[str]:
    return [value.lower() for value in values]


# Cheap facts first: each is a list of words.
WORDS: Mapping[str, Callable[[Facts], Any]] = {
    "kind": lambda facts: facts.kind if isinstance(facts.kind, Unknown) else [facts.kind],
    "state": lambda facts: facts.state if isinstance(facts.state, Unknown) else [facts.state],
    "draft": lambda facts: facts.draft if isinstance(facts.draft, Unknown) else [str(facts.draft)],
    "author": lambda facts: facts.author if isinstance(facts.author, Unknown) else [facts.author.login.lower()],
    "milestone": lambda facts: _milestone(facts.milestone),
    "labels": lambda facts: facts.labels if isinstance(facts.labels, Unknown) else _lower(facts.labels),
}
TEXTS: Mapping[str, Callable[[Facts], Any]] = {
    "base": lambda facts: facts.base,
    "head": lambda facts: facts.head,
    "title": lambda facts: facts.title,
    "files": lambda facts: facts.files if isinstance(facts.files, Unknown) else "\n".join(map(_one_line, facts.files)),
    "body": lambda facts: facts.body,
}


def _milestone(title: Any) -> Any:
    return title if isinstance(title, Unknown) else [(title or "none").lower()]


def _one_line(path: str) -> str:
    return path.replace("\n", " ") if "\n" in path else path


@dataclass(slots=True)
class _Words:
    """The rules by the value that they need of one fact."""

    careless: Mask
    masks: dict[str, Mask] = field(default_factory=dict)

    def matching(self, values: Sequence[str]) -> Mask:
        """The rules that any of the values may satisfy."""
        mask = self.careless
        for value in values:
            if value in self.masks:
                mask |= self.masks[value]
        return mask


@dataclass(slots=True)
class _Texts:
    """The rules by the pattern that they need in one text; every pattern once, all tried together."""

    careless: Mask
    masks: list[Mask] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    scan: Any = None

    def add(self, expression: str, bit: Mask) -> None:
        number = self.numbers.setdefault(expression, len(self.masks))
        if number == len(self.masks):
            self.masks.append(0)
        self.masks[number] |= bit

    def seal(self) -> None:
        self.scan = re2.Filter()
        for expression in self.numbers:
            self.scan.Add(expression, OPTIONS)
        self.scan.Compile()
        self.numbers = {}

    def matching(self, text: str) -> Mask:
        """The rules whose pattern the text holds."""
        mask = self.careless
        for number in self.scan.Match(text) or ():
            mask |= self.masks[number]
        return mask


class _Bucket:
    """The rules that hear one event, with their hints."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules
        self.all: Mask = (1 << len(rules)) - 1
        hints = [(1 << n, hint) for n, rule in enumerate(rules) for hint in hints_of(rule)]
        asked = {hint.fact for _, hint in hints}
        self.words = [(told, self._words(hints, fact)) for fact, told in WORDS.items() if fact in asked]
        self.texts = [(told, self._texts(hints, fact)) for fact, told in TEXTS.items() if fact in asked]

    def _words(self, hints: Sequence[tuple[Mask, Hint]], fact: str) -> _Words:
        """Of several hints on one fact the first counts: each is needed, one is enough to rule out."""
        found = _Words(self.all)
        for bit, hint in hints:
            if hint.fact == fact and found.careless & bit:
                found.careless &= ~bit
                for value in hint.values:
                    found.masks[value] = found.masks.get(value, 0) | bit
        return found

    def _texts(self, hints: Sequence[tuple[Mask, Hint]], fact: str) -> _Texts:
        found = _Texts(self.all)
        for bit, hint in hints:
            if hint.fact == fact and found.careless & bit:
                found.careless &= ~bit
                for expression in hint.expressions:
                    found.add(expression, bit)
        found.seal()
        return found

    def matching(self, facts: Facts) -> Mask:
        mask = self.all
        for told, words in self.words:
            values = told(facts)
            if values is not UNKNOWN:
                mask &= words.matching(values)
                if not mask:
                    return mask
        for told, texts in self.texts:
            if mask & ~texts.careless:
                text = told(facts)
                if text is not UNKNOWN:
                    mask &= texts.matching(text)
        return mask


class Index:
    """The rules of a file, ready to be searched; each event's part is built when it is first needed.

    Events come from GitHub, so that there are few of them; a part is built twice at worst when threads race.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._buckets: dict[str | None, _Bucket] = {}

    def may_hold(self, event: str | None, facts: Facts, *, own: bool = False) -> list[Rule]:
        """The rules that hear an event and may hold for these facts, in the order of the file."""
        bucket = self._bucket(event)
        mask = bucket.matching(facts)
        found = [bucket.rules[n] for n in _bits(mask)] if mask else []
        return [rule for rule in found if rule.hears(event, own=True)] if own else found

    def hearing(self, event: str | None, *, own: bool = False) -> list[Rule]:
        """The rules that hear an event, in the order of the file; `own` says that the bot caused it."""
        return [rule for rule in self._bucket(event).rules if not own or rule.hears(event, own=True)]

    def _bucket(self, event: str | None) -> _Bucket:
        found = self._buckets.get(event)
        if found is None:
            found = _Bucket([rule for rule in self._rules if rule.hears(event)])
            self._buckets[event] = found
        return found


def hints_of(rule: Rule) -> Iterator[Hint]:
    """What a rule cannot do without."""
    for part in rule.when.parts:
        if isinstance(part, Condition):
            if not part.kinds >= ALL_KINDS:
                yield Hint("kind", values=part.kinds)
            if hint := part.hint():
                yield hint


def _bits(mask: Mask) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
