"""Finds the few rules that an item may concern, without asking each of a thousand.

A condition may give a *hint*: a value, or a pattern, without which it cannot be met. For each event the hints of all
rules are turned into bit sets, one bit a rule: for each fact a mask for each value or pattern, and one for the rules
that give no hint on it. A look combines a handful of masks, cheap facts first; a text is scanned only while a rule with
a hint on it is still in play, and once for whatever happens to the item. What is left is asked properly. A hint never
decides: unknown facts rule nothing out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import re2

from rules.changing import NO_CHANGES, Changes
from rules.condition import ALL_KINDS, Condition, Hint
from rules.facts import UNKNOWN, Facts
from rules.pattern import OPTIONS
from rules.rule import Rule

Mask = int

# Cheap facts first: each is a list of words.
WORDS: Mapping[str, Callable[[Any], Iterable[str]]] = {
    "kind": lambda kind: (kind,),
    "state": lambda state: (state,),
    "draft": lambda draft: (str(draft),),
    "author": lambda author: (author.login.lower(),),
    "milestone": lambda title: ((title or "none").lower(),),
    "labels": lambda labels: [label.lower() for label in labels],
}
TEXTS: Mapping[str, Callable[[Any], str]] = {
    "base": str,
    "head": str,
    "title": str,
    "files": lambda files: "\n".join(map(_one_line, files)),
    "body": str,
}


def _one_line(path: str) -> str:
    return path.replace("\n", " ") if "\n" in path else path


@dataclass(slots=True)
class _Words:
    """The rules by the value that they need of one fact.

    Attributes:
        unhinted: those that give no hint on it.
        later: the same, with those whose hint names what other rules may bring about.
        masks: those whose hints name a value.
    """

    fact: str
    read: Callable[[Any], Iterable[str]]
    unhinted: Mask
    later: Mask = 0
    masks: dict[str, Mask] = field(default_factory=dict)

    def add(self, bit: Mask, values: Iterable[str]) -> None:
        self.unhinted &= ~bit
        for value in values:
            self.masks[value] = self.masks.get(value, 0) | bit

    def seal(self, brought: Iterable[str] | None) -> None:
        """From now on it is known what rules may bring about; None for anything."""
        self.later = self.unhinted
        for value in self.masks if brought is None else brought:
            self.later |= self.masks.get(value, 0)

    def matching(self, value: Any, *, later: bool) -> Mask:
        """The rules that a value may satisfy, now or later."""
        mask, masks = self.later if later else self.unhinted, self.masks
        for word in self.read(value):
            if word in masks:
                mask |= masks[word]
        return mask


class _Search:
    """The patterns that rules need in one text, whichever event these hear; every pattern once, all tried together."""

    def __init__(self, fact: str, hints: Iterable[Hint]) -> None:
        self._read = TEXTS[fact]
        asked = (expression for hint in hints if hint.fact == fact for expression in hint.expressions)
        self.numbers = {expression: number for number, expression in enumerate(dict.fromkeys(asked))}
        self._all = re2.Filter()
        for expression in self.numbers:
            self._all.Add(expression, OPTIONS)
        self._all.Compile()
        self._last: tuple[Any, Sequence[int]] = (UNKNOWN, ())

    def found_in(self, value: Any) -> Sequence[int]:
        """The numbers of the patterns that a value holds; one item is searched several times in a row."""
        searched, found = self._last
        if value is not searched:
            found = self._all.Match(self._read(value)) or ()
            self._last = value, found
        return found


@dataclass(slots=True)
class _Texts:
    """The rules by the pattern that they need in one text, by its number."""

    fact: str
    search: _Search
    unhinted: Mask
    masks: dict[int, Mask] = field(default_factory=dict)

    def add(self, bit: Mask, expressions: Iterable[str]) -> None:
        self.unhinted &= ~bit
        for expression in expressions:
            number = self.search.numbers[expression]
            self.masks[number] = self.masks.get(number, 0) | bit

    def matching(self, value: Any) -> Mask:
        """The rules whose pattern a value holds."""
        mask, masks = self.unhinted, self.masks
        for number in self.search.found_in(value):
            mask |= masks.get(number, 0)  # rules that hear another event have asked for it, too
        return mask


class _Bucket:
    """The rules that hear one event, with their hints."""

    def __init__(self, rules: Sequence[Rule], changes: Changes, search: Callable[[str], _Search]) -> None:
        self.rules = rules
        self.all: Mask = (1 << len(rules)) - 1
        hints = [(1 << n, hint) for n, rule in enumerate(rules) for hint in hints_of(rule)]
        asked = {hint.fact for _, hint in hints}
        self.words = [_Words(fact, read, self.all) for fact, read in WORDS.items() if fact in asked]
        self.texts = [_Texts(fact, search(fact), self.all) for fact in TEXTS if fact in asked]
        for words in self.words:
            for bit, hint in _first_of_each(hints, words.fact):
                words.add(bit, hint.values)
            words.seal(changes.may_bring(words.fact))
        for texts in self.texts:
            for bit, hint in _first_of_each(hints, texts.fact):
                texts.add(bit, hint.expressions)

    def matching(self, facts: Facts, *, later: bool) -> Mask:
        mask = self.all
        for words in self.words:
            value = getattr(facts, words.fact)
            if value is not UNKNOWN:
                mask &= words.matching(value, later=later)
                if not mask:
                    return mask
        for texts in self.texts:
            if mask & ~texts.unhinted:
                value = getattr(facts, texts.fact)
                if value is not UNKNOWN:
                    mask &= texts.matching(value)
        return mask


class Index:
    """The rules of a file, ready to be searched; each event's part is built when it is first needed.

    Events come from GitHub, so that there are few of them; a part is built twice at worst when threads race.
    """

    def __init__(self, rules: Sequence[Rule], changes: Changes = NO_CHANGES) -> None:
        """For a file.

        Args:
            rules: of the file.
            changes: what they may change of an item.
        """
        self._rules, self._changes = tuple(rules), changes
        self._buckets: dict[str | None, _Bucket] = {}
        self._searches: dict[str, _Search] = {}

    def may_hold(self, event: str | None, facts: Facts, *, own: bool = False, later: bool = False) -> list[Rule]:
        """The rules that hear an event and may hold for these facts, in the order of the file.

        Args:
            event: what happened.
            facts: the item.
            own: whether the bot caused it.
            later: whether those are wanted, too, that may hold once others have acted.
        """
        bucket = self._bucket(event)
        mask = bucket.matching(facts, later=later)
        found = _chosen(bucket.rules, mask)
        return [rule for rule in found if rule.hears(event, own=True)] if own else found

    def hearing(self, event: str | None, *, own: bool = False) -> list[Rule]:
        """The rules that hear an event, in the order of the file; `own` says that the bot caused it."""
        return [rule for rule in self._bucket(event).rules if not own or rule.hears(event, own=True)]

    def _bucket(self, event: str | None) -> _Bucket:
        found = self._buckets.get(event)
        if found is None:
            found = _Bucket([rule for rule in self._rules if rule.hears(event)], self._changes, self._search)
            self._buckets[event] = found
        return found

    def _search(self, fact: str) -> _Search:
        found = self._searches.get(fact)
        if found is None:
            found = _Search(fact, (hint for rule in self._rules for hint in hints_of(rule)))
            self._searches[fact] = found
        return found


def hints_of(rule: Rule) -> Iterator[Hint]:
    """What a rule cannot do without."""
    for part in rule.when.parts:
        if isinstance(part, Condition):
            if not part.kinds >= ALL_KINDS:
                yield Hint("kind", values=part.kinds)
            if hint := part.hint():
                yield hint


def _first_of_each(hints: Iterable[tuple[Mask, Hint]], fact: str) -> Iterable[tuple[Mask, Hint]]:
    """Of several hints of a rule on one fact the first: each is needed, one is enough to rule out."""
    return {bit: (bit, hint) for bit, hint in reversed(tuple(hints)) if hint.fact == fact}.values()


def _chosen(rules: Sequence[Rule], mask: Mask) -> list[Rule]:
    found = []
    while mask:
        low = mask & -mask
        found.append(rules[low.bit_length() - 1])
        mask ^= low
    return found
