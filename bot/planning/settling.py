"""Settle: one look at an item, until the rules that hear its occasion want nothing new.

Rules are asked again and again, so that chained rules finish in one look. One place holds one thing: where two rules
want it otherwise, the first in the file wins and the plan says so. A rule whose work an earlier one would undo at once
does not begin, so that rules that undo each other come to rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.action import Action, HeldBack, Look
from bot.actions import VERBS
from bot.planning.deeds import ours
from bot.planning.occasion import Occasion
from bot.planning.values import values_of
from rules.book import Rule, Rulebook
from rules.evaluate import Verdict, Verdicts
from rules.facts import Facts
from rules.goal import Goal

ASKED_ONE_BY_ONE = 100
TAKERS_BACK = {verb.takes_back: verb for verb in VERBS.values() if verb.takes_back}


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


class Held(NamedTuple):
    """What a place holds by now.

    Attributes:
        by: the action that put it there.
        left: what the place held before, in this look.
    """

    value: str
    by: Action
    left: frozenset[str | None]


NOTHING: Mapping[str, Held] = {}


def worth_asking(book: Rulebook, facts: Facts, occasion: Occasion) -> list[Rule]:
    """The rules that are asked about an occasion.

    In a small file all that hear it, so that each can say why it does nothing. In a large or terse one those that the
    index leaves over, whatever may be changed in the course of the look.
    """
    if len(book.rules) <= ASKED_ONE_BY_ONE and not book.terse:
        return book.index.hearing(occasion.event, own=occasion.own)
    left = book.index.may_hold(occasion.event, facts, own=occasion.own, later=True)
    ended = [rule for rule in may_end(book, facts, occasion.event, own=occasion.own) if rule not in left]
    return sorted([*left, *ended], key=lambda rule: rule.line) if ended else left


def may_end(book: Rulebook, facts: Facts, event: str | None, *, own: bool = False) -> list[Rule]:
    """The rules that hear an event and whose work is taken back once they do not hold any more."""
    if not book.retracting:
        return []
    ending = [rule for rule in book.retracting if rule.hears(event, own=own)]
    return [rule for rule in ending if any(rule.id == by for by, _, _ in facts.ours)]


class _GaveWay(Exception):
    """A rule gives way to an earlier one; the look begins again."""


class Settling:
    """One look: the rules that hear an occasion are asked until they want nothing new, then what is to be said is said.

    Every action takes a place that was free, or leads on to where the item was not yet in this look. Whoever has to
    give way does so for the whole look. So it ends.
    """

    def __init__(
        self,
        book: Rulebook,
        facts: Facts,
        occasion: Occasion,
        episodes: Mapping[str, int],
        url: str,
        spoken_for: Mapping[str, Held] = NOTHING,
    ) -> None:
        """A look.

        Args:
            book: the rules.
            facts: the item as it is.
            occasion: why it is looked at.
            episodes: by rule id, how often a standing rule has begun to hold.
            url: the item's address, for texts.
            spoken_for: the places that somebody's own command has taken; no rule takes them away in this look.
        """
        self.book, self.start, self.occasion, self.episodes, self.url = book, facts, occasion, episodes, url
        self.spoken_for = spoken_for
        self.rules = worth_asking(book, facts, occasion)
        self.yields: dict[tuple[str, int, str], str] = {}
        self.judged = Verdicts()
        self.begin()

    def begin(self) -> None:
        """Nothing is planned yet."""
        self.facts = self.start
        self.actions: list[Action] = []
        self.held: dict[tuple[str, int], list[HeldBack]] = {}
        self.conflicts: dict[tuple[str, str], Conflict] = {}
        self.verdicts: dict[str, Verdict] = {}
        self.claims: dict[str, Held] = dict(self.spoken_for)

    def settle(self) -> None:
        """Ask until all is said, from the beginning each time that a rule has to give way."""
        while True:
            try:
                return self.ask_all()
            except _GaveWay:
                self.begin()

    def ask_all(self) -> None:
        """Ask the rules until they want nothing new; then those that held say what they have to say."""
        asking = True
        while asking:
            asking = any([self.ask(rule) for rule in self.rules])  # noqa: C419 - every rule is asked in every round
            asking = asking or any([self.retract(rule) for rule in self.rules if rule.while_true])  # noqa: C419 - as above
        telling = [rule for rule in self.rules if self.verdicts[rule.id].matched and says_last(rule)]
        while any([self.reach(rule, last=True) for rule in telling]):  # noqa: C419 - every rule is asked in every round
            pass

    def ask(self, rule: Rule) -> bool:
        """Ask one rule; whether it had something new done."""
        if self.rests(rule):
            return False
        verdict = self.judged.on(rule, self.facts)
        if rule.id not in self.verdicts or not self.verdicts[rule.id].matched:
            self.verdicts[rule.id] = verdict
        return bool(verdict.matched) and self.reach(rule, last=False)

    def rests(self, rule: Rule) -> bool:
        """Whether a rule has all that it wants, and had nothing to remark: it has no news, whether it holds or not."""
        told = self.verdicts.get(rule.id)
        if told is None or not told.matched:
            return False
        for position, goal in rule.goals:
            if self.held.get((rule.name, position)) != [] or not VERBS[goal.word].rests(goal, self.facts):
                return False
        return True

    def holds(self, rule: Rule) -> bool | None:
        """Whether a rule holds as things are by now; the verdict that is told says whether it did at any moment."""
        return self.judged.on(rule, self.facts).matched

    def reach(self, rule: Rule, *, last: bool) -> bool:
        """Have a rule's goals reached; whether that takes anything new."""
        cause = f"standing:{self.episodes.get(rule.id, 1)}" if rule.standing else self.occasion.cause
        new = False
        for position, goal in rule.goals:
            if VERBS[goal.word].last is last and (rule.standing or self.occasion.only in {"", goal.word}):
                found = wanted(goal, self.look(rule, position, cause, self.facts))
                held = [one for one in found if isinstance(one, HeldBack)]
                if found or not last:  # what was remarked when it was said stands once it is
                    self.held[rule.name, position] = held
                for one in found:
                    if not isinstance(one, HeldBack):
                        new = self.take(one) or new
        return new

    def retract(self, rule: Rule) -> bool:
        """Take back what a rule with `while: true` did, once it does not hold; whether that takes anything new.

        Only this rule's own, by the ledger or by this plan, what nobody has done again since, and what no other rule
        wants.
        """
        if self.holds(rule) is not False:
            return False
        episode = self.episodes.get(rule.id, 1) if rule.standing else self.occasion.cause
        cause, new = f"ended:{episode}", False
        mine = {(verb, target.lower()) for by, verb, target in self.facts.ours if by == rule.id} - self.facts.claimed
        for position, goal in rule.goals:
            targets = frozenset(target for verb, target in mine if verb == goal.word)
            look = self.look(rule, position, cause, self.facts)
            found = list(TAKERS_BACK[goal.word].take_back(goal, targets, look)) if goal.word in TAKERS_BACK else []
            self.held[rule.name, position] = [one for one in found if isinstance(one, HeldBack)]
            for one in found:
                if not isinstance(one, HeldBack) and not self.wants(one):
                    new = self.take(one) or new
        return new

    def wants(self, action: Action) -> bool:
        """Whether a rule that holds would undo an action at once."""
        facts, places = action.applied_to(self.facts), action.claims().keys()
        return any(
            not isinstance(one, HeldBack) and not places.isdisjoint(one.claims())
            for rule in self.rules
            if self.holds(rule)
            for position, goal in rule.goals
            if not VERBS[goal.word].last
            for one in wanted(goal, self.look(rule, position, "", facts))
        )

    def look(self, rule: Rule, position: int, cause: str, facts: Facts) -> Look:
        """One goal of a rule, looked at."""
        return Look(self.book, rule, position, cause, facts, values_of(facts, self.book, self.url))

    def take(self, action: Action) -> bool:
        """Add to the plan what nothing stands against; whether anything is left of the action."""
        places = action.claims()
        left: Action | None = action
        if lost := [place for place, value in places.items() if self.loses(action, place, value)]:
            pairs = zip(action.targets, places, strict=True)
            left = action.only(frozenset(target for target, place in pairs if place not in lost))
        if left is None:
            return False
        places = left.claims() if lost else places
        hold(self.claims, left, places, self.facts)
        self.actions.append(left)
        self.facts = self.facts.but(**left.changes(self.facts), **self.owning(left))
        return True

    def loses(self, action: Action, place: str, value: str) -> bool:
        """Whether an action does not get a place; where another rule keeps it, the plan says so."""
        winner = self.winner(action, place, value)
        if winner is not None and winner != action.rule:
            self.conflicts[action.rule, place] = Conflict(action.rule, action.do, place, winner)
        return winner is not None

    def owning(self, action: Action) -> Mapping[str, Any]:
        """What tells, once an action is done, that it is the bot's own deed, whoever did the same before."""
        rule, facts, targets = self.book.ids.get(action.rule, action.rule), self.facts, action.targets
        mine = [(rule, action.do, target) for target in targets]
        claimed = facts.claimed and facts.claimed - {(action.do, target.lower()) for target in targets}
        return {"ours": ours([*facts.ours, *mine]), "claimed": claimed}

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
        """What a person asks for comes first, then the first in the file; within one rule what is written last."""
        return self.book.ranks.get(action.rule, -1), -action.position


def says_last(rule: Rule) -> bool:
    """Whether any of a rule's goals is planned when all else is settled."""
    return any(VERBS[goal.word].last for _, goal in rule.goals)


def hold(held: dict[str, Held], action: Action, places: Mapping[str, str], facts: Facts) -> None:
    """Have an action take the places that it claims, as the facts are before it."""
    for place, value in places.items():
        before = held.get(place)
        left = before.left | {before.value} if before else frozenset({action.leaves(facts)})
        held[place] = Held(value, action, left)


def wanted(goal: Goal[Any], look: Look) -> Sequence[Action | HeldBack]:
    """What the goal's verb plans; nothing is planned on facts that are not known."""
    kind = look.facts.kind
    if kind not in goal.kinds and isinstance(kind, str):
        return [look.held_back(goal.word, f"{kind.replace('_', ' ')}s have no such thing")]
    if missing := goal.missing(look.facts):
        return [look.held_back(goal.word, f"not known: {', '.join(missing)}")]
    verb = VERBS[goal.word]
    return [] if verb.rests(goal, look.facts) else list(verb.plan(goal, look))
