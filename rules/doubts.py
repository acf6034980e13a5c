"""What is legal in a rule file and hardly meant: rules that can never hold, come too late, or undo each other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pydantic import BaseModel

from rules.amount import span
from rules.condition import ALL_KINDS
from rules.conditions import CONDITIONS
from rules.diagnostics import MOST, Severity
from rules.events import hears, kind_of
from rules.globs import Glob
from rules.question import given
from rules.rulefile import RuleLook, entry_word
from rules.slips import slips
from rules.words import listed

Path = tuple[Any, ...]
Values = frozenset[str]

# Of these an item has one value: two different ones cannot hold together.
SINGLE = frozenset({"state", "stage", "milestone", "draft", "locked"})
AMOUNTS = frozenset({"lines", "comments", "reactions"})
# Of these an item takes one value: of two rules that want different ones the first in the file wins.
EXCLUSIVE = frozenset({"stage", "milestone"})
OPPOSITES = {"label": "unlabel", "unlabel": "label", "close": "reopen", "reopen": "close"}
_COMPARED = 100
_WORK = 100_000  # what one comparison takes grows with what the two rules ask: a microsecond or two for each value
_PAIR = 20
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Doubt:
    """One finding, as the checks tell it."""

    path: Path
    code: str
    message: str
    help: str
    severity: Severity = "warning"


class _Enough(Exception):
    """There is more to compare than a file is worth."""


@dataclass(slots=True)
class _Work:
    """What may still be spent on comparing rules."""

    left: int = _WORK

    def spend(self, cost: int) -> None:
        self.left -= cost
        if self.left < 0:
            raise _Enough


@dataclass(slots=True)
class _Asked:
    """What must hold, and what must not, for a rule to act.

    Attributes:
        wanted: by word, sets of values of which one each must hold.
        barred: by word, values of which none may hold.
        size: how many values that is.
    """

    wanted: dict[str, list[tuple[Values, Path]]] = field(default_factory=lambda: defaultdict(list))
    barred: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    size: int = 0

    def read(self, when: Any, path: Path) -> "_Asked":
        """Take in a `when` block, and what stands under its `all`."""
        for name, value in given(when):
            word = name.removesuffix("_")
            if word == "all":
                for i, block in enumerate(value):
                    self.read(block, (*path, word, i))
            elif word == "not":
                for block in value:
                    self.bar(block)
            elif word in CONDITIONS:
                demands = [(values, (*path, word)) for values in _alternatives(value)]
                self.wanted[word] += demands
                self.size += sum(len(values) for values, _ in demands)
        return self

    def bar(self, block: Any) -> None:
        """Take in a block under `not`: what it bars is only clear where it asks one thing."""
        if len(block.model_fields_set) == 1:
            (name,) = block.model_fields_set
            alternatives = _alternatives(getattr(block, name)) if name.removesuffix("_") in CONDITIONS else []
            barred = alternatives[0] if len(alternatives) == 1 else frozenset()
            self.barred[name.removesuffix("_")] |= barred
            self.size += len(barred)

    def clash(self) -> tuple[Path, str] | None:
        """Where two demands cannot hold together, and why."""
        for word, demands in self.wanted.items():
            for values, path in demands:
                if values <= self.barred.get(word, set()):
                    return path, f"`{word}` asks for {_shown(values)}, and `not` forbids it"
            for values, path in demands[1:] if word in SINGLE else ():
                if values.isdisjoint(demands[0][0]):
                    return path, f"`{word}` cannot be {_shown(demands[0][0])} and {_shown(values)}"
            if word in AMOUNTS and (both := _apart([next(iter(values)) for values, _ in demands])):
                return demands[-1][1], f"no number is {listed(both, 'and')}"
        return None

    def kinds(self) -> frozenset[str]:
        """The kinds of item that can have all that is wanted."""
        return ALL_KINDS.intersection(*(CONDITIONS[word].kinds for word in self.wanted))

    def beside(self, other: "_Asked") -> "_Asked":
        """What must hold for two rules to act together."""
        both = _Asked()
        for each in (self, other):
            for word, demands in each.wanted.items():
                both.wanted[word] += demands
            for word, values in each.barred.items():
                both.barred[word] |= values
        return both


def doubts(rules: Iterable[RuleLook]) -> Iterator[Doubt]:
    """Every doubt about rules that are right in themselves; when that takes too long, the first ones."""
    going = _all(rules)
    try:
        yield from islice(going, MOST)
        if next(going, None) is None:
            return
    except _Enough:
        pass
    message = "there may be more rules that can never act, come too late or undo each other"
    yield Doubt(("rules",), "more", message, "mend the first ones, or part a large file", "note")


def _all(rules: Iterable[RuleLook]) -> Iterator[Doubt]:
    alive = [(i, rule, _Asked().read(rule.when, ("rules", i, "when"))) for i, rule in enumerate(rules) if not rule.off]
    for i, rule, asked in alive:
        yield from _never(rule, asked, ("rules", i))
        yield from _twice(rule, ("rules", i))
        yield from (
            Doubt(where, "hardly-meant", message, advice) for where, message, advice in slips(rule, ("rules", i))
        )
    acting, work = [each for each in alive if each[1].mode != "observe"], _Work()
    yield from _shadowed(acting, work)
    yield from _fights(acting, work)


def _twice(rule: RuleLook, path: Path) -> Iterator[Doubt]:
    """One rule wants two things of which an item has one."""
    deeds = list(_deeds(rule))
    last = {verb: value for verb, value in deeds if verb in EXCLUSIVE}
    for i, (verb, value) in enumerate(deeds):
        if last.get(verb, value) != value:
            message = f"a later `{verb}` of the same rule takes the place of this one"
            yield Doubt((*path, "do", i, verb), "twice", message, f"an item has one {verb}: leave the last one")


def _never(rule: RuleLook, asked: _Asked, path: Path) -> Iterator[Doubt]:
    if clash := asked.clash():
        where, why = clash
        yield Doubt(where, "never", f"this rule can never act: {why}", "take one of the two out")
        return
    heard = frozenset().union(*map(kind_of, rule.on)) if rule.on else ALL_KINDS
    each = [CONDITIONS[word].kinds for word in asked.wanted]
    if heard.isdisjoint(asked.kinds()) and not any(heard.isdisjoint(kinds) for kinds in each):
        words = listed((f"`{word}`" for word in asked.wanted if CONDITIONS[word].kinds != ALL_KINDS), "and")
        message = f"this rule can never act: no item that it looks at has {words}"
        yield Doubt((*path, "when"), "never", message, "make two rules of it, one for each kind of item")


def _shadowed(rules: list[tuple[int, RuleLook, _Asked]], work: _Work) -> Iterator[Doubt]:
    """Rules whose exclusive goal an earlier rule takes whenever they could act."""
    earlier: dict[str, list[tuple[RuleLook, frozenset[str], str]]] = defaultdict(list)
    for i, rule, _ in rules:
        deeds = [(k, verb, value) for k, (verb, value) in enumerate(_deeds(rule)) if verb in EXCLUSIVE]
        conditions, length = _conditions(rule) if deeds else frozenset(), _length(rule)
        for k, verb, value in deeds:
            for first, needed, taken in earlier[verb][:_COMPARED]:
                work.spend(2 + len(needed) + length + _length(first))
                if first is not rule and taken != value and needed <= conditions and _covers(first, rule):
                    message = f"`{verb}` never comes into play here: the rule “{first.name}” always takes it first"
                    advice = "put this rule before it, or ask for more there"
                    yield Doubt(("rules", i, "do", k, verb), "shadowed", message, advice)
                    break
            earlier[verb].append((rule, conditions, value))


def _fights(rules: list[tuple[int, RuleLook, _Asked]], work: _Work) -> Iterator[Doubt]:
    """Rules of which one does what the other undoes, whenever both hold."""
    done: dict[tuple[str, str], list[tuple[RuleLook, _Asked]]] = defaultdict(list)
    for i, rule, asked in rules:
        for k, (verb, value) in enumerate(_deeds(rule)):
            if verb not in OPPOSITES:
                continue
            for name in value.split("\n"):
                for other, theirs in done[OPPOSITES[verb], name][:_COMPARED]:
                    work.spend(_PAIR + asked.size + theirs.size + _length(rule) + _length(other))
                    if _together(rule, other) and asked.beside(theirs).clash() is None:
                        what = f"the label {name}" if name else "the same item"
                        message = f"this undoes what the rule “{other.name}” does to {what}, whenever both hold"
                        advice = "let one of them ask for what the other rules out"
                        yield Doubt(("rules", i, "do", k, verb), "fight", message, advice)
                        break
                done[verb, name].append((rule, asked))


def _length(rule: RuleLook) -> int:
    return len(rule.on) if rule.on else 0


def _deeds(rule: RuleLook) -> Iterator[tuple[str, str]]:
    """The verbs of a rule, with what they are about in one line, or in one line for each label."""
    for entry in rule.do:
        verb = entry_word(entry) or ""
        value = getattr(entry, f"{verb}_", None)
        if verb in {"label", "unlabel"}:
            yield verb, "\n".join(name.source.lower() for name in value or ())
        else:
            yield verb, repr(value).lower() if verb in EXCLUSIVE else ""


def _conditions(rule: RuleLook) -> frozenset[str]:
    asked = {f"{name} {value!r}" for name, value in given(rule.when)}
    return frozenset(asked | ({f"if {rule.if_}"} if rule.if_ else set()))


def _covers(first: RuleLook, second: RuleLook) -> bool:
    """Whether the first is looked at whenever the second is."""
    on = frozenset(first.on or ())
    return not on or (bool(second.on) and all(hears(on, event) for event in second.on or ()))


def _together(one: RuleLook, other: RuleLook) -> bool:
    """Whether two rules are looked at for the same reason: always, or for an event that both name."""
    if not one.on or not other.on:
        return not one.on and not other.on
    mine, theirs = frozenset(one.on), frozenset(other.on)
    return any(hears(mine, event) for event in theirs) or any(hears(theirs, event) for event in mine)


def _alternatives(value: Any) -> list[Values]:
    """The demands that a value makes: sets of values of which one each must hold."""
    if isinstance(value, BaseModel):
        told: Mapping[str, Any] = {name: getattr(value, name) for name in value.model_fields_set}
        if told.keys() <= {"any", "all"} and not any(isinstance(v, Glob) for values in told.values() for v in values):
            return [
                *map(_values, [told["any"]] if "any" in told else []),
                *(_values((v,)) for v in told.get("all", ())),
            ]
        return [_values(told["any"] if told.keys() == {"any"} else (value,))]
    return [_values(value if isinstance(value, tuple) else (value,))]


def _values(values: tuple[Any, ...]) -> Values:
    if any(isinstance(value, Glob) and value.excludes for value in values):
        return frozenset({repr(values)})  # the order of such globs matters
    return frozenset(getattr(value, "source", None) or str(value).lower() for value in values)


def _apart(amounts: list[str]) -> list[str]:
    """The amounts between which no number is left; none where there is one."""
    least, most = max(amounts, key=lambda each: span(each)[0]), min(amounts, key=lambda each: span(each)[1])
    low, high = max(0, span(least)[0]), span(most)[1]
    return [] if low <= high else [most] if high < 0 else [least, most]


def _shown(values: Values) -> str:
    shown = [f"`{value}`" for value in sorted(values)[:_SHOWN]]
    return listed(shown if len(values) <= _SHOWN else [*shown, f"{len(values) - _SHOWN:,} more"])
