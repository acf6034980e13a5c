"""What two values of one place of a rule file do not have in common, part by part, in plain words. Pure.

A value that stands alone is a list of one, and the key that may be left out makes no difference.
"""

from collections import Counter, deque
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from rules.changedtext import beside, entry, is_long, listed, shown
from rules.conditions import CONDITIONS
from rules.shorthand import Shorthand

_COMBINED = ("any", "all", "not")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the file, and how one speaks of it.

    Attributes:
        name: the keys that lead to it; empty for the top.
        does: the verb before its values, `asks for`; without one they are what it is, or has.
        quiet: whether the verb is the rule's own, so that the place is not named.
        short: the key that may be left out there.
        when: whether its keys are conditions.
    """

    name: str = ""
    does: str = ""
    quiet: bool = False
    short: str = ""
    when: bool = False

    def inner(self, key: str) -> "Place":
        """The place of one of its keys."""
        if key == self.short:
            return replace(self, short="")
        name = self.path(key)
        if not self.when:
            return Place(name, "" if self.quiet else self.does)
        if key in _COMBINED:
            return Place(name, self.does, when=True)
        return Place(name, self.does, short=short_of(CONDITIONS[key].takes) if key in CONDITIONS else "")

    def path(self, key: str) -> str:
        """The name of one of its keys."""
        return f"{self.name}.{key}" if self.name else key

    def subject(self, *, many: bool) -> tuple[str, str]:
        """Who does something, and the verb."""
        return "" if self.quiet else f"{shown(self.name)} ", self.does or ("has" if many else "is")


def short_of(takes: Any) -> str:
    """The key that may be left out in values of a type; empty where there is none."""
    return next((each.key for each in get_args(takes)[1:] if isinstance(each, Shorthand)), "")


def changes(place: Place, was: Any, now: Any) -> Iterator[str]:
    """What differs between two values of a place."""
    if isinstance(was, dict) != isinstance(now, dict) and place.short and not place.when:
        was, now = (each if isinstance(each, dict) else {place.short: each} for each in (was, now))
    if isinstance(was, dict) and isinstance(now, dict):
        yield from _of_mappings(place, was, now)
    else:
        yield from of_lists(place, as_list(was), as_list(now), many=isinstance(was, list) or isinstance(now, list))


def of_lists(place: Place, old: list[Any], new: list[Any], *, many: bool = True, order: bool = True) -> Iterator[str]:
    """What came to a list and went; with `order` also that what stayed stands in another one."""
    gone, come = without(old, new), without(new, old)
    if order and frozen(without(old, gone)) != frozen(without(new, come)):
        yield f"{shown(place.name)} is in another order"
    for was, now in _alike(gone, come):
        yield from _of_mappings(place, was, now)
    yield from _instead(place, gone, come, many=many)


def without(values: list[Any], others: list[Any]) -> list[Any]:
    """The values of one list that another one lacks, those that stand there more often included."""
    left, lacking = Counter(map(frozen, others)), []
    for value in values:
        key = frozen(value)
        if left[key]:
            left[key] -= 1
        else:
            lacking.append(value)
    return lacking


def frozen(value: Any) -> Hashable:
    """The same for equal values alone: 1 is not true."""
    if isinstance(value, dict):
        return frozenset((key, frozen(each)) for key, each in value.items())
    if isinstance(value, list):
        return tuple(map(frozen, value))
    return type(value), value


def as_list(value: Any) -> list[Any]:
    """A value that stands alone as a list of one."""
    return value if isinstance(value, list) else [value]


def _of_mappings(place: Place, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if (place.name or place.when) and old and new and not old.keys() & new.keys():
        yield from _instead(place, [old], [new], many=False)
        return
    top = place.when and not place.name
    for key in dict.fromkeys((*old, *new)):
        if key not in old:
            added = f"{shown(place.path(key))} is new: {shown(new[key])}"
            yield f"holds only where {entry(key, new[key])} now" if top else added
        elif key not in new:
            gone = f"{shown(place.path(key))} is gone (it was {shown(old[key])})"
            yield f"no longer asks for {entry(key, old[key])}" if top else gone
        else:
            yield from changes(place.inner(key), old[key], new[key])


def _alike(gone: list[Any], come: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Mappings of the same keys, one that went and one that came; both are taken out of their lists."""
    waiting: dict[frozenset[str], deque[int]] = {}
    for position, each in enumerate(gone):
        if isinstance(each, dict):
            waiting.setdefault(frozenset(each), deque()).append(position)
    pairs = {}
    for position, each in enumerate(come):
        if isinstance(each, dict) and waiting.get(frozenset(each)):
            pairs[position] = waiting[frozenset(each)].popleft()
    yield from [(gone[was], come[now]) for now, was in pairs.items()]
    taken = {*pairs.values()}
    gone[:] = [each for position, each in enumerate(gone) if position not in taken]
    come[:] = [each for position, each in enumerate(come) if position not in pairs]


def _instead(place: Place, gone: list[Any], come: list[Any], *, many: bool) -> Iterator[str]:
    who, does = place.subject(many=many)
    if len(gone) == len(come) and (len(gone) == 1 or any(map(is_long, (*gone, *come)))):
        for was, now in zip(gone, come, strict=True):
            before, after = beside(was, now)
            alike = f"{shown(place.name)} differs only in spaces or in what is not shown here"
            yield f"{who}{does} {after} instead of {before}" if before != after else alike
    elif gone and come:
        yield f"{who}{does} {listed(come)} instead of {listed(gone)}"
    elif come:
        yield f"{who}{does} {listed(come)} as well"
    elif gone:
        yield f"{who}no longer {does} {listed(gone)}"
