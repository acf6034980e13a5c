"""Decide: from rules and facts to a plan. Pure; the same rules and facts always give the same plan.

Each waiting event is looked at in order, against the facts as the plan has already changed them. Rules are asked again
until nothing new is planned, so that chained rules finish in one pass. One place holds one thing: where two rules want
it otherwise, the first in the file wins and the plan says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.action import Action, HeldBack, Look
from bot.actions import VERBS
from bot.values import values_of
from rules.book import Rule, Rulebook
from rules.condition import Finding
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
class Plan:
    """What is to be done to one item, and why.

    Attributes:
        facts: as they will be once it is done.
        holding: the standing rules that hold, by id.
    """

    actions: tuple[Action, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    facts: Facts = field(default_factory=Facts, compare=False)
    holding: frozenset[str] = frozenset()

    def document(self) -> dict[str, Any]:
        """The plan as `explain` prints it."""
        return {
            "rules": [verdict_document(verdict) for verdict in self.verdicts],
            "actions": [action.document() for action in self.actions],
            "held_back": [held.document() for held in self.held_back],
            "conflicts": [conflict.document() for conflict in self.conflicts],
        }


def make_plan(
    book: Rulebook,
    facts: Facts,
    occasions: Sequence[Occasion],
    episodes: Mapping[str, int] | None = None,
    url: str = "",
) -> Plan:
    """The plan for an item.

    Args:
        book: the rules.
        facts: the item now.
        occasions: why it is looked at, in order.
        episodes: by rule id, how often a standing rule has begun to hold, this time included.
        url: the item's address, for texts.
    """
    planner = _Planner(book, facts, episodes or {}, url)
    for occasion in occasions:
        planner.look(occasion)
    return planner.plan()


class _Planner:
    """One item's plan while it grows."""

    def __init__(self, book: Rulebook, facts: Facts, episodes: Mapping[str, int], url: str) -> None:
        self.book, self.facts, self.episodes, self.url = book, facts, episodes, url
        self.actions: list[Action] = []
        self.held: dict[tuple[str, int, str], HeldBack] = {}
        self.conflicts: dict[tuple[str, str], Conflict] = {}
        self.verdicts: dict[str, Verdict] = {}
        self.holding: set[str] = set()

    def look(self, occasion: Occasion) -> None:
        """Ask the rules about one occasion until they want nothing new; then say what is to be said."""
        self.facts = self.facts.but(event=occasion.event, **({"actor": occasion.actor} if occasion.actor else {}))
        claims: dict[str, tuple[str, str]] = {}
        rules = [rule for rule in self.book.rules if rule.hears(occasion.event, own=occasion.own)]
        for _ in rules:  # a chain is at most as long as the list of rules
            asked = [self.ask(rule, occasion, claims, last=False) for rule in rules]
            if not any(asked):
                break
        for rule in rules:
            self.ask(rule, occasion, claims, last=True)

    def ask(self, rule: Rule, occasion: Occasion, claims: dict[str, tuple[str, str]], *, last: bool) -> bool:
        """Ask one rule; whether it had something new done."""
        verdict = judge(rule, self.facts)
        if rule.id not in self.verdicts or not self.verdicts[rule.id].matched:
            self.verdicts[rule.id] = verdict
        if not (verdict.matched or (last and self.verdicts[rule.id].matched)):
            return False
        if rule.standing:
            self.holding.add(rule.id)
        cause = f"standing:{self.episodes.get(rule.id, 1)}" if rule.standing else occasion.cause
        new = False
        for position, goal in rule.goals:
            if VERBS[goal.word].last is last:
                look = Look(self.book, rule, position, cause, self.facts, values_of(self.facts, self.book, self.url))
                taken = [self.take(found, claims) for found in self.reach(goal, look)]
                new = new or any(taken)
        return new

    def reach(self, goal: Goal[Any], look: Look) -> Iterator[Action | HeldBack]:
        """What the goal's verb plans; nothing is planned on facts that are not known."""
        kind = look.facts.kind
        missing = sorted(need for need in goal.needs if not look.facts.knows(need))
        if isinstance(kind, str) and kind not in goal.kinds:
            yield look.held_back(goal.word, f"{kind.replace('_', ' ')}s have no such thing")
        elif missing:
            yield look.held_back(goal.word, f"not known: {', '.join(missing)}")
        else:
            yield from VERBS[goal.word].plan(goal, look)

    def take(self, found: Action | HeldBack, claims: dict[str, tuple[str, str]]) -> bool:
        """Add to the plan what does not contradict it; whether it was an action."""
        if isinstance(found, HeldBack):
            self.held[found.rule, found.position, found.why] = found
            return False
        for place, value in found.claims().items():
            taken = claims.get(place)
            if taken is not None and taken[0] != value:
                self.conflicts[found.rule, place] = Conflict(found.rule, found.do, place, taken[1])
                return False
        claims.update({place: (value, found.rule) for place, value in found.claims().items()})
        self.actions.append(found)
        self.facts = found.applied_to(self.facts)
        return True

    def plan(self) -> Plan:
        """What has come together, verdicts in the order of the file."""
        order = [rule.id for rule in self.book.rules]
        verdicts = sorted(self.verdicts.values(), key=lambda verdict: order.index(verdict.rule.id))
        return Plan(
            actions=tuple(self.actions),
            held_back=tuple(self.held.values()),
            conflicts=tuple(self.conflicts.values()),
            verdicts=tuple(verdicts),
            facts=self.facts,
            holding=frozenset(self.holding),
        )


def verdict_document(verdict: Verdict) -> dict[str, Any]:
    """A verdict as `explain` prints it."""
    rule = verdict.rule
    because = [finding_document(finding) for finding in verdict.because]
    return {"name": rule.name, "id": rule.id, "line": rule.line, "matched": verdict.matched, "because": because}


def finding_document(finding: Finding) -> dict[str, Any]:
    """A condition's answer as `explain` prints it."""
    document: dict[str, Any] = {
        "condition": finding.condition,
        "met": finding.met,
        "saw": finding.saw,
        "says": finding.says,
    }
    if finding.parts:
        document["parts"] = [finding_document(part) for part in finding.parts]
    return document


def described(actions: Iterable[Action]) -> str:
    """A plan in one line, for the log."""
    return ", ".join(action.describe() for action in actions) or "nothing"
