"""The summary of observing: each rule that only observes, what it would have done, and how it is switched on. Pure."""

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.clock import moment
from bot.figures.looks import Looks
from bot.figures.observed import EXAMPLES, OPEN, OTHERWISE, SAME, Would
from bot.modes import OBSERVE
from bot.proposing.splices import CannotChange
from bot.proposing.switching import Switchboard, Written
from bot.store.items import ItemRecord
from rules.book import Rule, Rulebook

MOST_SWITCHES, MOST_RULES = 30, 150
"""Comparing a long file with itself once for each rule takes too long."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a repository that observes.

    Attributes:
        elsewhere: whether the bot's own settings have it observe, whatever the file says.
        since: when the observing began, in milliseconds; None where nothing was observed yet.
        found: what each rule would have done, by name.
        items: those that are spoken of, by lane.
    """

    repo: str
    file: Written
    book: Rulebook
    looks: Looks
    elsewhere: bool
    since: int | None
    found: Mapping[str, Would]
    items: Mapping[str, ItemRecord]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One rule of the summary.

    Attributes:
        would: what it would have done.
        switch: the lines that go out of the file and come into it, each behind its sign; empty where it needs none.
        stays: why a program cannot write them.
    """

    rule: Rule
    would: Would
    switch: tuple[str, ...] = ()
    stays: str = ""


def chapters(seen: Seen) -> list[Chapter]:
    """The rules that observe, in the order of the file; of a long one the first rules with their switches."""
    watched = [rule for rule in seen.book.rules if seen.elsewhere or rule.mode == OBSERVE]
    board = Switchboard(seen.file)
    most = MOST_SWITCHES if len(watched) <= MOST_RULES else 0
    switches = [rule.mode == OBSERVE and number < most for number, rule in enumerate(watched)]
    return [_chapter(seen, board, rule, switch=each) for rule, each in zip(watched, switches, strict=True)]


def others(seen: Seen) -> list[Would]:
    """What no rule asks for, or one that is gone by now: commands, decisions, checks."""
    names = {rule.name for rule in seen.book.rules}
    return [one for name, one in seen.found.items() if name not in names]


def called(seen: Seen) -> list[tuple[str, int]]:
    """Who would have been called, and how often; the most called first."""
    calls: Counter[str] = Counter()
    for one in seen.found.values():
        calls.update(one.calls)
    return sorted(calls.items(), key=lambda one: (-one[1], one[0]))


def document(seen: Seen) -> dict[str, Any]:
    """The summary as JSON."""
    return {
        "repository": seen.repo,
        "since": moment(seen.since).isoformat() if seen.since is not None else None,
        "looks": seen.looks.times,
        "more_looks": seen.looks.more,
        "rules": [
            {"line": one.rule.line, "base": one.rule.base, **_told(one.would), "switch": list(one.switch)}
            for one in chapters(seen)
        ],
        "besides": [_told(one) for one in others(seen)],
        "called": dict(called(seen)),
    }


def _chapter(seen: Seen, board: Switchboard, rule: Rule, *, switch: bool) -> Chapter:
    would = seen.found.get(rule.name, Would(rule.name))
    if not switch:
        return Chapter(rule, would)
    try:
        return Chapter(rule, would, tuple(_differing(seen.file.text, board.switched(rule.name)[0])))
    except CannotChange as error:
        return Chapter(rule, would, stays=str(error))


def _differing(old: str, new: str) -> Iterator[str]:
    told = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    return (line for number, line in enumerate(told) if number > 1 and line[:1] in "+-")


def _told(would: Would) -> dict[str, Any]:
    return {
        "rule": would.rule,
        "items": would.items,
        "would": [
            {
                "do": wish.do,
                "target": wish.target,
                "says": wish.words,
                "items": len(wish.lanes),
                **{word: wish.came[word] for word in (SAME, OTHERWISE, OPEN) if wish.came},
                "examples": numbers(wish.lanes),
            }
            for wish in would.wishes
        ],
        "called": dict(would.calls),
    }


def numbers(lanes: Sequence[str]) -> list[int]:
    """A few of the items, by their numbers; what is about the repository as a whole has none."""
    found = (int(lane.rpartition("#")[2]) for lane in lanes)
    return [number for number in found if number][:EXAMPLES]
