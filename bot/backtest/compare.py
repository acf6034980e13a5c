"""What other rules would have done on the same past: counted, with examples and the most surprising changes. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.backtest.replay import Deed, Replayed
from bot.writing.mentions import mentioned

EXAMPLES = 3
SURPRISES = 5
_CALLS = frozenset({"assign", "request_review"})
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that only one of the two would have done.

    Attributes:
        item: its number; url: its address.
        comes: whether the new rules do it; else only the old ones did.
    """

    item: int
    url: str
    title: str
    deed: Deed
    comes: bool

    @property
    def kind(self) -> tuple[bool, str, str]:
        """What counts as the same change on another item: a comment by its rule, all else by its target."""
        return self.comes, self.deed.do, self.deed.rule if self.deed.text else self.deed.target.lower()

    def document(self) -> dict[str, Any]:
        """It as JSON."""
        told = {"item": self.item, "url": self.url, "title": self.title, "comes": self.comes}
        return told | {"do": self.deed.do, "target": self.deed.target, "rule": self.deed.rule, "on": self.deed.event}


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something is done.

    Attributes:
        old: by the old rules; new: by the new ones.
        gone: on how many items no longer; come: on how many only now.
        examples: a few items on which it changed.
    """

    do: str
    target: str
    old: int
    new: int
    gone: int
    come: int
    examples: tuple[Change, ...]


@dataclass(slots=True)
class Comparison:
    """Two sets of rules, beside each other on one past.

    Attributes:
        items: how many were played; changed: on how many something differs.
        pings: how many calls each person would get, by the old rules and by the new ones.
        busiest_week: the most calls that a person would get within seven days, by the new rules.
        surest_week: the same without those that could go to others, by what each has on their hands.
        sharing: among whom those calls could be shared, by who would get them.
        unsure: rules of which it could not always be told whether they held, with how often.
    """

    items: int = 0
    changed: int = 0
    old: Counter[tuple[str, str]] = field(default_factory=Counter)
    new: Counter[tuple[str, str]] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)
    pings: dict[str, tuple[int, int]] = field(default_factory=dict)
    busiest_week: dict[str, int] = field(default_factory=dict)
    surest_week: dict[str, int] = field(default_factory=dict)
    sharing: dict[str, set[str]] = field(default_factory=dict)
    unsure: Counter[str] = field(default_factory=Counter)

    def tallies(self) -> list[Tally]:
        """What differs most first, then what is done at all."""
        by_kind: dict[tuple[str, str], list[Change]] = defaultdict(list)
        for change in self.changes:
            by_kind[change.kind[1:]].append(change)
        found = [self._tally(key, by_kind.get(key, [])) for key in {*self.old, *self.new}]
        return sorted(found, key=lambda one: (-(one.gone + one.come), -one.new, one.do, one.target))

    def _tally(self, key: tuple[str, str], changes: Sequence[Change]) -> Tally:
        come = sum(change.comes for change in changes)
        examples = tuple(changes[-EXAMPLES:][::-1])
        return Tally(*key, self.old[key], self.new[key], len(changes) - come, come, examples)

    def surprises(self) -> list[Change]:
        """The changes that are rarest among all: a thing that happens on one item of thousands is hardly meant."""
        often = Counter(change.kind for change in self.changes)
        chosen: dict[tuple[bool, str, str], Change] = {}
        for change in sorted(self.changes, key=lambda one: (often[one.kind], -one.deed.at.timestamp(), one.item)):
            if len(chosen) == SURPRISES:
                break
            if all(change.item != other.item for other in chosen.values()):
                chosen.setdefault(change.kind, change)
        return list(chosen.values())


def compare(old: Iterable[Replayed], new: Iterable[Replayed]) -> Comparison:
    """The same past under two sets of rules; both in the same order."""
    found = Comparison()
    calls: dict[str, list[datetime]] = defaultdict(list)
    sure: dict[str, list[datetime]] = defaultdict(list)
    for before, after in zip(old, new, strict=True):
        found.items += 1
        _count(found, before, after)
        sharing = _sharing(after.deeds)
        for login, at in _calls(after.deeds):
            calls[login].append(at)
            if login not in sharing:
                sure[login].append(at)
        for login, others in sharing.items():
            found.sharing.setdefault(login, set()).update(others)
    found.busiest_week, found.surest_week = _busiest(calls), _busiest(sure)
    return found


def _count(found: Comparison, before: Replayed, after: Replayed) -> None:
    found.old.update(_counted(before.deeds))
    found.new.update(_counted(after.deeds))
    found.unsure.update(after.unsure)
    for login, _ in _calls(before.deeds):
        had, has = found.pings.get(login, (0, 0))
        found.pings[login] = (had + 1, has)
    for login, _ in _calls(after.deeds):
        had, has = found.pings.get(login, (0, 0))
        found.pings[login] = (had, has + 1)
    changes = [*_only(before, after, comes=False), *_only(after, before, comes=True)]
    found.changed += bool(changes)
    found.changes += changes


def _counted(deeds: Iterable[Deed]) -> Iterable[tuple[str, str]]:
    """A comment is counted under its rule, all else under its target."""
    return ((deed.do, deed.rule if deed.text else deed.target.lower()) for deed in deeds)


def _only(one: Replayed, other: Replayed, *, comes: bool) -> Iterable[Change]:
    theirs = {deed.effect for deed in other.deeds}
    mine: dict[tuple[str, str], Deed] = {}
    for deed in one.deeds:
        mine.setdefault(deed.effect, deed)
    past = one.past
    return [Change(past.number, past.url, past.title, deed, comes) for key, deed in mine.items() if key not in theirs]


def _calls(deeds: Iterable[Deed]) -> Iterable[tuple[str, datetime]]:
    """Who would be called, and when."""
    return ((login, deed.at) for deed in deeds for login in _called(deed))


def _called(deed: Deed) -> tuple[str, ...]:
    """Who would be called: by being assigned, asked for a review, or named in a comment."""
    return (deed.target.lower(),) if deed.do in _CALLS else mentioned(deed.text)


def _sharing(deeds: Iterable[Deed]) -> dict[str, set[str]]:
    """Among whom calls on an item could be shared, by who gets them; what else calls those goes with it."""
    found: dict[str, set[str]] = {}
    for deed in deeds:
        for login in deed.even.intersection(_called(deed)) if deed.even else ():
            found.setdefault(login, set()).update(deed.even)
    return found


def _busiest(calls: Mapping[str, Iterable[datetime]]) -> dict[str, int]:
    return {login: _most_within_a_week(sorted(moments)) for login, moments in calls.items()}


def _most_within_a_week(moments: Sequence[datetime]) -> int:
    """Of moments in order."""
    most = first = 0
    for last, at in enumerate(moments):
        while at - moments[first] > _WEEK:
            first += 1
        most = max(most, last - first + 1)
    return most
