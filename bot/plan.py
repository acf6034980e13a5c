"""Decide: from rules and facts to a plan. Pure; the same rules and facts always give the same plan.

Each waiting event is looked at in order, against the facts as the plan has already changed them. How the rules come to
terms in one look is `bot/planning/settling.py`'s matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.action import Action, HeldBack
from bot.asking.authority import authorised
from bot.asking.obeying import Obeyed, obey
from bot.people.tending import tended
from bot.planning.beside import BOARD, DECISIONS, LAST, Part
from bot.planning.documents import described, finding_document, rule_document, verdict_document
from bot.planning.entering import ENTERED, awaits, stage_seen
from bot.planning.following import followed
from bot.planning.goingon import goes_on, recalled
from bot.planning.occasion import Occasion
from bot.planning.pause import is_paused, left_alone
from bot.planning.settling import NOTHING, Conflict, Held, Settling, hold
from bot.voting.holding import outcomes, without_votes_of
from rules.book import Rulebook
from rules.evaluate import Verdict
from rules.facts import UNKNOWN, Facts, Maybe, Person
from rules.goingon import GOES_ON
from rules.scope import REPOSITORY

__all__ = [
    "Conflict",
    "Occasion",
    "Plan",
    "described",
    "finding_document",
    "make_plan",
    "rule_document",
    "verdict_document",
]


@dataclass(slots=True)  # made for each look at an item's past: to freeze it takes as long again
class Plan:
    """What is to be done to one item, and why.

    Attributes:
        observed: what would be done besides, were it not that these rules, or all, only observe.
        facts: as they will be once it is done.
        begun: the standing rules, by id, that held at any moment of it.
        holding: those that hold once it is done.
        asked: the commands that are obeyed, as (cause, command, login).
    """

    actions: tuple[Action, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    facts: Facts = field(default_factory=Facts, compare=False)
    begun: frozenset[str] = frozenset()
    holding: frozenset[str] = frozenset()
    asked: tuple[tuple[str, str, str], ...] = ()
    observed: tuple[Action, ...] = ()

    @property
    def note(self) -> str:
        """It in one line."""
        watched = f"; only observed: {described(self.observed)}" if self.observed else ""
        return f"{described(self.actions)}{watched}"

    def only_observed(self, facts: Facts) -> "Plan":
        """The same where nothing at all is to be done: the item stays as these facts tell it."""
        observed = (*self.actions, *self.observed)
        return replace(self, actions=(), observed=observed, facts=facts, asked=())

    def beside(self, whole: "Plan", book: Rulebook) -> "Plan":
        """This plan of the rules that act, with what the others want by the plan of all: they only observe."""
        watch, ids = book.observing, {rule.id for rule in book.rules if rule.mode == "observe"}
        verdicts = {each.rule.id: each for each in (*whole.verdicts, *self.verdicts)}
        return replace(
            self,
            actions=tuple(each for each in self.actions if each.rule not in watch),
            observed=tuple(each for each in whole.actions if each.rule in watch),
            held_back=(*self.held_back, *(each for each in whole.held_back if each.rule in watch)),
            conflicts=(*self.conflicts, *(each for each in whole.conflicts if {each.rule, each.winner} & watch)),
            verdicts=tuple(verdicts[rule.id] for rule in book.rules if rule.id in verdicts),
            begun=self.begun | whole.begun & ids,
            holding=self.holding | whole.holding & ids,
        )

    def with_all_of(self, other: "Plan") -> "Plan":
        """The same, with what is planned for something else at the same time."""
        return replace(
            self,
            actions=self.actions + other.actions,
            held_back=self.held_back + other.held_back,
            conflicts=self.conflicts + other.conflicts,
            verdicts=self.verdicts + other.verdicts,
            observed=self.observed + other.observed,
        )

    def document(self) -> dict[str, Any]:
        """The plan as `explain` prints it."""
        return {
            "rules": [verdict_document(verdict) for verdict in self.verdicts],
            "actions": [action.document() for action in (*self.actions, *self.observed)],
            "held_back": [held.document() for held in self.held_back],
            "conflicts": [conflict.document() for conflict in self.conflicts],
            **({"observed": list(dict.fromkeys(each.rule for each in self.observed))} if self.observed else {}),
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
    whole = _planned(book, facts, occasions, episodes or {}, url)
    if book.mode == "observe":
        return whole.only_observed(facts)
    if not book.observing:
        return whole
    acting = _planned(book.acting, without_votes_of(book.observing, facts), occasions, episodes or {}, url)
    return acting.beside(whole, book)


def _planned(
    book: Rulebook, facts: Facts, occasions: Sequence[Occasion], episodes: Mapping[str, int], url: str
) -> Plan:
    """The plan of some rules, whether they act or only observe."""
    planner = _Planner(book, facts, episodes, url)
    if occasions:
        planner.add_all(BOARD, occasions[-1].cause)
        planner.follow(occasions)
        occasions = [*occasions, *planner.decide(occasions[-1].cause)]
    for occasion in occasions:
        spoken_for = planner.obey(occasion) if occasion.asks else NOTHING
        for event in planner.events_of(occasion):
            planner.look(occasion if event == occasion.event else occasion._replace(event=event), spoken_for)
        planner.go_on(occasion)
        planner.enter(occasion)
        if planner.facts.kind == REPOSITORY:
            planner.add(tended(book, planner.facts, occasion.event))
    if occasions:
        planner.add_all(LAST, occasions[-1].cause)
    return planner.plan()


class _Planner:
    """One item's plan while it grows, look by look."""

    def __init__(self, book: Rulebook, facts: Facts, episodes: Mapping[str, int], url: str) -> None:
        self.book, self.facts, self.episodes, self.url = book, facts, episodes, url
        self.actor = facts.actor
        self.actions: list[Action] = []
        self.held: dict[tuple[str, int], list[HeldBack]] = {}
        self.conflicts: dict[tuple[str, str], Conflict] = {}
        self.verdicts: dict[str, Verdict] = {}
        self.begun: set[str] = set()
        self.holding: set[str] = set()
        self.beside: list[HeldBack] = []
        self.obeyed: dict[str, Obeyed] = {}
        self.told: Mapping[str, str] = {}
        self.stage = stage_seen(facts)

    def follow(self, occasions: Sequence[Occasion]) -> None:
        """Have the item go where a pull request led it last."""
        led = [occasion for occasion in occasions if occasion.led_to]
        if led:
            self.add(followed(self.book, self.facts, led[-1]))

    def decide(self, cause: str) -> list[Occasion]:
        """Count the voices of a decision that is open; gives what the rules hear of its end."""
        before = self.facts
        self.add_all(DECISIONS, cause)
        ended = outcomes(before, self.facts) if self.facts is not before else ()
        return [Occasion(each, event) for each, event in ended]

    def add_all(self, parts: Iterable[Part], cause: str) -> None:
        """Add what each of some parts wants; the next one sees what the last one has changed."""
        for part in parts:
            if part.matters(self.book, self.facts):
                self.add(part.plan(self.book, self.facts, cause))

    def add(self, found: Iterable[Action | HeldBack]) -> None:
        """Add what no rule asks for, but the board, a decision of people, or those who wait for the item."""
        for one in found:
            if isinstance(one, HeldBack):
                self.beside.append(one)
            elif is_paused(self.facts):
                self.beside += left_alone([one])
            else:
                self.actions.append(one)
                self.facts = one.applied_to(self.facts)

    def obey(self, occasion: Occasion) -> Mapping[str, Held]:
        """Add what somebody asks for; gives the places that no rule takes away from it in the same look."""
        facts = self.facts.but(event=occasion.event, actor=self.acting(occasion.actor), **occasion.brought)
        obeyed = obey(self.book, facts, occasion, self.url, self.told)
        self.told = obeyed.told
        self.obeyed[occasion.cause] = obeyed
        self.beside += obeyed.held_back
        places: dict[str, Held] = {}
        for action in obeyed.actions:
            hold(places, action, action.claims(), self.facts)
            self.actions.append(action)
            self.facts = action.applied_to(self.facts)
        return places

    def events_of(self, occasion: Occasion) -> tuple[str | None, ...]:
        """What the rules hear of an occasion: the event, each command that was obeyed, each that only they know."""
        obeyed = self.obeyed.get(occasion.cause)
        return (occasion.event, *(obeyed.events if obeyed else ()), *occasion.own_events)

    def look(self, occasion: Occasion, spoken_for: Mapping[str, Held]) -> None:
        """Add what one occasion leads the rules to."""
        facts = self.facts.but(event=occasion.event, actor=self.acting(occasion.actor), **occasion.brought)
        self.settle(Settling(self.book, facts, occasion, self.episodes, self.url, spoken_for))

    def enter(self, occasion: Occasion) -> None:
        """Let the rules hear each stage to which the item has come by now; they may take it on to the next."""
        for _ in range(len(self.book.stages) + 1):
            before, self.stage = self.stage, self.facts.stage
            if not isinstance(self.stage, str) or self.stage == before or not awaits(self.book.rules):
                return
            self.look(occasion._replace(event=ENTERED, own=False, only=""), NOTHING)

    def go_on(self, occasion: Occasion) -> None:
        """Add what a rule does that has waited until now."""
        rule = goes_on(self.book, occasion)
        if rule and occasion.due:
            facts, heard = recalled(self.facts, occasion.due, self.book), occasion._replace(event=GOES_ON)
            self.settle(Settling(replace(self.book, rules=(rule,)), facts, heard, self.episodes, self.url))

    def settle(self, look: Settling) -> None:
        """Let one look come to its end, and take in what came of it; a paused item is left alone."""
        look.settle()
        if is_paused(self.facts):
            self.beside += left_alone(look.actions)
        else:
            self.facts = look.facts
            self.actions += look.actions
            self.conflicts |= look.conflicts
        self.held |= look.held
        for rule in [rule for rule in look.rules if rule.standing]:
            if look.verdicts[rule.id].matched:
                self.begun.add(rule.id)
            if look.holds(rule):
                self.holding.add(rule.id)
            else:
                self.holding.discard(rule.id)
        for name, verdict in look.verdicts.items():
            if name not in self.verdicts or not self.verdicts[name].matched:
                self.verdicts[name] = verdict

    def acting(self, actor: Person | None) -> Maybe[Person]:
        """Whoever acts, with all that they may ask for; of the author more is known than an event tells."""
        author, who = self.facts.author, actor or self.actor
        if actor is not None and isinstance(author, Person) and author.login.lower() == actor.login.lower():
            who = author
        if who is UNKNOWN or not self.facts.knows("people"):
            return who
        return authorised(who, self.facts, self.book)

    def held_back(self) -> list[HeldBack]:
        """What rules wanted and left alone, in the order of the file."""
        places = {self.book.ranks[name] for (name, _), held in self.held.items() if held}
        rules = [self.book.rules[place] for place in sorted(places)]
        return [held for rule in rules for at, _ in rule.all_goals for held in self.held.get((rule.name, at), ())]

    def plan(self) -> Plan:
        """What has come together, in the order of the file where the order of time does not matter."""
        rank = self.book.ranks
        return Plan(
            actions=tuple(self.actions),
            held_back=(*self.beside, *self.held_back()),
            conflicts=tuple(self.conflicts.values()),
            verdicts=tuple(sorted(self.verdicts.values(), key=lambda one: rank[one.rule.name])),
            facts=self.facts,
            begun=frozenset(self.begun),
            holding=frozenset(self.holding),
            asked=tuple((cause, name, one.by) for cause, one in self.obeyed.items() for name in one.done),
        )
