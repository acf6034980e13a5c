"""Settle: one look at an item, until the rules that hear its occasion want nothing new.

Rules are asked again and again, so that chained rules finish in one look. One place holds one thing: where two rules
want it otherwise, the first in the file wins and the plan says so. A rule whose work an earlier one would undo at once
does not begin, so that rules that undo each other come to rest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.action import Action, HeldBack, Look
from bot.actions import VERBS
from bot.values import values_of
from rules.book import Rule, Rulebook
from rules.evaluate import Verdict, judge
from rules.facts import Facts, Person
from rules.goal import Goal


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why an item is looked at: a waiting event, or none of them (a sweep, a retry).

    Attributes:
        cause: what the ledger keeps as the cause; a delivery's id.
        own: whether the bot itself caused the event.
    """

    cause: str
    event: str | None = None
    own: bool = False
    actor: Person | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rules wanted one place for different things."""

    rule: str
    do: str
    place: str
    winner: str

    def document(self) -> dict[str, Any]:
        """It as `explain` prints it."""
        return {"rule": self.rule, "do": self.do, "place": self.place, "winner": self.winner}


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a place holds by now.

    Attributes:
        by: the action that put it there.
        left: what the place held before, in this look.
    """

    value: str
    by: Action
    left: frozenset[str | None]


class _GaveWay(Exception):
    """A rule gives way to an earlier one; the look begins again."""


class Settling:
    """One look: the rules that hear an occasion are asked until they want nothing new, then what is to be said is said.

    Every action takes a place that was free, or leads on to where the item was not yet in this look. Whoever has to
    give way does so for the whole look. So it ends.
    """

    def __init__(self, book: Rulebook, facts: Facts, occasion: Occasion, episodes: Mapping[str, int], url: str) -> None:
        self.book, self.start, self.occasion, self.episodes, self.url = book, facts, occasion, episodes, url
        self.rules = [rule for rule in book.rules if rule.hears(occasion.event, own=occasion.own)]
        self.rank = {rule.name: rank for rank, rule in enumerate(book.rules)}
        self.yields: dict[tuple[str, int, str], str] = {}
        self.begin()

    def begin(self) -> None:
        """Nothing is planned yet."""
        self.facts = self.start
        self.actions: list[Action] = []
        self.held: dict[tuple[str, int], list[HeldBack]] = {}
        self.conflicts: dict[tuple[str, str], Conflict] = {}
        self.verdicts: dict[str, Verdict] = {}
        self.claims: dict[str, _Claim] = {}

    def settle(self) -> None:
        """Ask until all is said, from the beginning each time that a rule has to give way."""
        while True:
            try:
                return self.ask_all()
            except _GaveWay:
                self.begin()

    def ask_all(self) -> None:
        """Ask the rules until they want nothing new; then those that held say what they have to say."""
        while any([self.ask(rule) for rule in self.rules]):  # noqa: C419 - every rule is asked in every round
            pass
        for rule in self.rules:
            if self.verdicts[rule.id].matched:
                self.reach(rule, last=True)

    def ask(self, rule: Rule) -> bool:
        """Ask one rule; whether it had something new done."""
        verdict = judge(rule, self.facts)
        if rule.id not in self.verdicts or not self.verdicts[rule.id].matched:
            self.verdicts[rule.id] = verdict
        return bool(verdict.matched) and self.reach(rule, last=False)

    def reach(self, rule: Rule, *, last: bool) -> bool:
        """Have a rule's goals reached; whether that takes anything new."""
        cause = f"standing:{self.episodes.get(rule.id, 1)}" if rule.standing else self.occasion.cause
        new = False
        for position, goal in rule.goals:
            if VERBS[goal.word].last is last:
                values = values_of(self.facts, self.book, self.url)
                look = Look(self.book, rule, position, cause, self.facts, values)
                found = list(_wanted(goal, look))
                self.held[rule.name, position] = [one for one in found if isinstance(one, HeldBack)]
                taken = [self.take(one) for one in found if isinstance(one, Action)]
                new = new or any(taken)
        return new

    def take(self, action: Action) -> bool:
        """Add to the plan what nothing stands against; whether anything is left of the action."""
        winners = {place: self.winner(action, place, value) for place, value in action.claims().items()}
        lost = {place: winner for place, winner in winners.items() if winner is not None}
        for place, winner in lost.items():
            if winner != action.rule:
                self.conflicts[action.rule, place] = Conflict(action.rule, action.do, place, winner)
        left: Action | None = action
        if lost:
            pairs = zip(action.targets, winners, strict=True)
            left = action.only(frozenset(target for target, place in pairs if place not in lost))
        if left is None:
            return False
        for place, value in left.claims().items():
            held = self.claims.get(place)
            before = held.left | {held.value} if held else frozenset({left.leaves(self.facts)})
            self.claims[place] = _Claim(value, left, before)
        self.actions.append(left)
        self.facts = left.applied_to(self.facts)
        return True

    def winner(self, action: Action, place: str, value: str) -> str | None:
        """The rule that keeps a place from an action; None where nothing stands against it."""
        goal = (action.rule, action.position, place)
        held = self.claims.get(place)
        if goal in self.yields:
            return self.yields[goal]
        if held is None or held.value == value or (action.leads_on and value not in held.left):
            return None
        if self.precedence(held.by) < self.precedence(action):
            return held.by.rule
        self.yields[held.by.rule, held.by.position, place] = action.rule
        raise _GaveWay

    def precedence(self, action: Action) -> tuple[int, int]:
        """The first in the file comes first; within one rule, what is written last is what is meant in the end."""
        return self.rank[action.rule], -action.position


def _wanted(goal: Goal[Any], look: Look) -> Iterator[Action | HeldBack]:
    """What the goal's verb plans; nothing is planned on facts that are not known."""
    kind = look.facts.kind
    missing = sorted(need for need in goal.needs if not look.facts.knows(need))
    if isinstance(kind, str) and kind not in goal.kinds:
        yield look.held_back(goal.word, f"{kind.replace('_', ' ')}s have no such thing")
    elif missing:
        yield look.held_back(goal.word, f"not known: {', '.join(missing)}")
    else:
        yield from VERBS[goal.word].plan(goal, look)
