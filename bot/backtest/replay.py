"""Play an item's past once more, as if some rules had been in force from its first day. Pure.

What people did stays as it was; what the bot did then is left out, and what these rules lead to stands in its place.
So all rules are judged by the same history, whichever were in force meanwhile. Schedules, commands and votes are not
played: what they lead to hangs on days and words that other rules would have changed. An item begins without a card,
and only these rules move it: nothing tells reliably when people did.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import NamedTuple

from bot.action import Action
from bot.backtest.history import Happening, History, Past
from bot.backtest.past import OPENED, Moment, first_facts, moment_of, somebody, went_on
from bot.explaining.assumed import assumed, known_facts
from bot.people.standing import placed
from bot.plan import Occasion, Plan, make_plan
from bot.planning.settling import may_end
from rules.book import Rulebook
from rules.evaluate import judge
from rules.facts import UNKNOWN, Facts, Person
from rules.parts import MEMBER_ASSOCIATIONS
from rules.rule import fact_of

_PLAYED = "backtest"
_KNOWN_HERE = MEMBER_ASSOCIATIONS | {"CONTRIBUTOR"}
_EVENTFUL = frozenset({"actor", "event_comment", "event_label"})


class Deed(NamedTuple):
    """One thing that the rules would have done.

    Attributes:
        at: when, in the item's own past.
        event: what led to it.
        target: the label, person, stage that it is about; of a comment the section.
        text: what a comment would have said.
        even: among whom only what each has on their hands would have decided, in lower case.
    """

    at: datetime
    event: str
    rule: str
    do: str
    target: str
    text: str = ""
    even: frozenset[str] = frozenset()

    @property
    def effect(self) -> tuple[str, str]:
        """What makes it the same as another one, whenever that was done and whichever rule asked for it."""
        return self.do, self.text or self.target.lower()


@dataclass(frozen=True, slots=True)
class Replayed:
    """What would have become of an item.

    Attributes:
        unsure: the rules, by name, of which it could not be told whether they held.
    """

    past: Past
    deeds: tuple[Deed, ...]
    unsure: frozenset[str]


class _Rules:
    """The rules of a file that look at items, with what each of them reads.

    Attributes:
        reads: the facts, by the rule's id.
        eventful: the rules, by id, that hear of the event itself and not only of what it changed.
        staged: the rules, by id, that ask at which stage the item is.
    """

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.reads = {rule.id: frozenset(map(fact_of, rule.needs)) for rule in book.rules}
        self.eventful = {rule.id for rule in book.rules if rule.on or self.reads[rule.id] & _EVENTFUL}
        self.staged = {rule.id for rule in book.rules if "stage" in rule.when.needs}
        self._matters: dict[str, frozenset[str] | None] = {}

    def what_matters(self, event: str) -> frozenset[str] | None:
        """The facts that rules read which hear an event; None where the event itself matters to any of them."""
        if event not in self._matters:
            hearing = {rule.id for rule in self.book.index.hearing(event)}
            reads = frozenset[str]().union(*(self.reads[rule] for rule in hearing))
            self._matters[event] = None if hearing & self.eventful else reads
        return self._matters[event]


class Rehearsal:
    """Some rules, and the past with which they are to be played."""

    def __init__(self, book: Rulebook, history: History, around: Facts) -> None:
        """What all items have in common.

        Args:
            book: the rules.
            history: what happened.
            around: what is true of the repository now: its people, its forms. What it does not tell is empty.
        """
        self._rules, self._history = _Rules(replace(book.of_items.as_if_acting, terse=True)), history
        self._around = assumed(book, complete=True).but(**known_facts(around), repo=history.heading.repository)
        self._author = lru_cache(maxsize=1_024)(self._placed)

    def play_all(self) -> Iterator[Replayed]:
        """Every item, oldest first."""
        for past in self._history.items:
            yield self.play(past)

    def play(self, past: Past) -> Replayed:
        """One item."""
        author = self._author_of(past)
        play = _Play(self._rules, past, first_facts(past, author, self._around))
        play.hear(Moment(OPENED[past.kind], author), past.created_at)
        ours = self._history.heading.bot.lower()
        for happened, title in _with_titles(past):
            if not ours or happened.by.lower() != ours:
                play.go_on(happened, title, author)
        return Replayed(past, tuple(play.deeds), frozenset(play.unsure))

    def _author_of(self, past: Past) -> Person:
        """An author is new with the first item that this history has of them, unless they belong here."""
        login = past.author.lower()
        seen_before = login in self._history.earlier or self._firsts[login] != past.number
        return self._author(past.author, past.association, seen_before)

    def _placed(self, login: str, association: str, seen_before: bool) -> Person:
        """Whoever has a login, with the roles that they have."""
        bot = login.endswith("[bot]")
        new = not (bot or association in _KNOWN_HERE or seen_before)
        person = Person(login=login, bot=bot, association=association, new=new)
        return placed(person, self._around, self._rules.book.roles)

    @cached_property
    def _firsts(self) -> Mapping[str, int]:
        """The first item of each author."""
        return {past.author.lower(): past.number for past in reversed(self._history.items)}


class _Play:
    """One item while its past goes by."""

    def __init__(self, rules: _Rules, past: Past, facts: Facts) -> None:
        self._rules, self._book = rules, rules.book
        self._past, self.facts = past, facts
        self._looked_at: Facts | None = None
        self.deeds: list[Deed] = []
        self.unsure: set[str] = set()

    def go_on(self, happened: Happening, title: str, author: Person) -> None:
        """Let something more happen, and the rules hear of it."""
        self.facts = went_on(self.facts, happened, title=title)
        actor = author if happened.by.lower() == author.login.lower() else somebody(happened.by)
        if moment := moment_of(self._past, happened, actor):
            self.hear(moment, happened.at)

    def hear(self, moment: Moment, at: datetime) -> None:
        """Let the rules look, where one of them may say something new."""
        if not self._anything_new(moment.event):
            return
        occasion = Occasion(_PLAYED, moment.event, actor=moment.actor, label=moment.label, comment=moment.text)
        plan = make_plan(self._book, self.facts, [occasion], url=self._past.url)
        self.unsure |= {verdict.rule.name for verdict in plan.verdicts if verdict.matched is None}
        if self._rules.staged:
            self.unsure |= self._hanging_on_stage(plan, moment.event)
        deeds = [
            Deed(at, moment.event, action.rule, action.do, target, _text_of(action), action.even)
            for action in plan.actions
            for target in action.targets
        ]
        self.deeds += deeds
        self.facts = plan.facts.but(event=None, event_label=None, event_comment=None)
        self._looked_at = self.facts

    def _hanging_on_stage(self, plan: Plan, event: str) -> set[str]:
        """The rules of which nobody can tell whether they held: people move cards, too, and nothing tells when.

        Those that look because these rules have moved the card know where it is.
        """
        facts, staged = plan.facts.but(stage=UNKNOWN), self._rules.staged
        asked = (each.rule for each in plan.verdicts if each.rule.id in staged and each.rule.hears(event))
        return {rule.name for rule in asked if judge(rule, facts).matched is None}

    def _anything_new(self, event: str) -> bool:
        """Whether a rule hears this very event, or one that always holds asks for something that changed since."""
        before, matters = self._looked_at, self._rules.what_matters(event)
        if before is not None and matters is not None and not self.facts.differ(before, matters):
            return False
        rules = [*self._book.index.may_hold(event, self.facts), *may_end(self._book, self.facts, event)]
        if before is None or any(rule.id in self._rules.eventful for rule in rules):
            return bool(rules)
        return any(self.facts.differ(before, self._rules.reads[rule.id]) for rule in rules)


def _text_of(action: Action) -> str:
    return str(action.keys().get("body", "")) if action.do == "comment" else ""


def _with_titles(past: Past) -> Iterator[tuple[Happening, str]]:
    """What happened, each with the title that a change of it led to."""
    later = [happened.name for happened in past.happened if happened.what == "renamed"][1:]
    titles = iter([*later, past.title])
    for happened in past.happened:
        yield happened, next(titles, past.title) if happened.what == "renamed" else past.title
