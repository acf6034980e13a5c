"""Obey: from what somebody asks in a comment to actions, and to what they are told about it. Pure.

What is done shows as a thumb up on the comment. Who may not have it, or wrote what is not understood, finds a puzzled
face there and a line in the bot's one comment; who wanted to know something is answered in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.action import Action, HeldBack, Look
from bot.actions.comment import Say
from bot.actions.react import AddReactions
from bot.asking.authority import authorised, may, who_may
from bot.asking.command import Answer, Command, Refused, Request
from bot.commands import COMMANDS
from bot.hearing.calls import MOST_CALLS, Call
from bot.messages import say, words
from bot.planning.occasion import Occasion
from bot.planning.reader import language_for
from bot.planning.settling import wanted
from bot.planning.values import values_of
from bot.writing.comment import clean
from rules.book import Rule, Rulebook
from rules.combine import All
from rules.condition import known
from rules.events import kind_of
from rules.facts import Facts, Person
from rules.goal import Goal
from rules.goals.decide import Decide

REFUSALS = "/"
"""The section of the bot's comment that says what was not done; it goes away when somebody is understood."""
ANSWERS = "/?"
"""The section that tells what somebody wanted to know; the next answer replaces it."""
LONGEST = 10_000
NOTHING_TOLD: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Obeyed:
    """What came of one comment.

    Attributes:
        done: the names of the commands that were obeyed.
        events: what the rules hear because of that.
        by: who asked.
        told: what people are told, by section; with what earlier comments of the same look led to.
    """

    actions: tuple[Action, ...]
    held_back: tuple[HeldBack, ...]
    done: tuple[str, ...]
    events: tuple[str, ...]
    by: str
    told: Mapping[str, str]


def needs_of_calls(occasions: Iterable[Occasion], book: Rulebook) -> frozenset[str]:
    """The facts that must be known before it can be told what comes of what was asked."""
    found: set[str] = set()
    for occasion in occasions:
        if occasion.asks:
            found |= {"sections"} if occasion.said or occasion.aside else {"sections", "reacted"}
            commands = [COMMANDS[call.command] for call in occasion.heard.calls]
            found = found.union(*(command.asks(book) for command in commands))
            found |= book.home.voting if any(Decide in command.goals for command in commands) else set()
    return frozenset(found)


def lacking_leave(occasions: Iterable[Occasion], facts: Facts, book: Rulebook) -> list[str]:
    """Those, in lower case, who ask for what the people file does not grant them; GitHub may."""
    asking = [(one.actor, call) for one in occasions if one.actor for call in one.heard.calls]
    people = set()
    for who, call in asking:
        command, by = COMMANDS[call.command], authorised(who, facts, book)
        wanted = {command.may_for(call.wish, who.login), *command.weighs}
        people |= set() if all(may(by, word) for word in wanted) else {who.login.lower()}
    return sorted(people)


def obey(
    book: Rulebook, facts: Facts, occasion: Occasion, url: str, earlier: Mapping[str, str] = NOTHING_TOLD
) -> Obeyed:
    """What is to be done because somebody asked for it; `earlier` is what others are told in the same look."""
    obeying = _Obeying(book, facts, occasion, url, earlier)
    for place, call in enumerate(occasion.heard.calls):
        obeying.hear(place, call)
    return obeying.end()


class _Obeying:
    """What one comment asks, call by call."""

    def __init__(self, book: Rulebook, facts: Facts, occasion: Occasion, url: str, earlier: Mapping[str, str]) -> None:
        self.book, self.facts, self.occasion, self.url, self.earlier = book, facts, occasion, url, earlier
        self.by = authorised(occasion.actor or Person(login="ghost"), facts, book)
        self.language = language_for(self.by.login, facts, book, values_of(facts, book, url))
        self.actions: list[Action] = []
        self.held: list[HeldBack] = []
        self.done: list[str] = []
        self.refusals: list[str] = []
        self.answers: list[str] = []

    def hear(self, place: int, call: Call) -> None:
        """Obey one call, or say why not."""
        command = COMMANDS[call.command]
        if why := self.barred(command, command.may_for(call.wish, self.by.login)):
            self.refuse(command, place, why)
            return
        found = command.obey(Request(call.wish, self.facts, self.book, self.by, self.language))
        if isinstance(found, Refused):
            self.reach(command, place, found.instead)
            self.refuse(command, place, found.why)
        elif self.reach(command, place, found):
            self.done.append(command.name)

    def barred(self, command: Command, leave: str) -> str:
        """Why somebody may not ask for it here; nothing where they may."""
        written, kind = f"/{command.name}", self.facts.kind
        if isinstance(kind, str) and kind not in command.kinds:
            kinds = (words(f"kind-{each.replace('_', '-')}", self.language) for each in sorted(command.kinds))
            return say("not-here", self.language, command=written, kinds=", ".join(kinds))
        if self.facts.lacking(command.needs):
            return say("not-known", self.language, command=written)
        if may(self.by, leave):
            return ""
        able = ", ".join(who_may(leave, self.facts, self.book))
        return say("not-allowed", self.language, who=self.by.login, command=written, may=leave, able=able)

    def reach(self, command: Command, place: int, found: Iterable[Goal[Any] | Answer]) -> bool:
        """Have goals reached, and what stands in the way of one of them told; whether nothing does."""
        hindered = False
        for goal in found:
            if isinstance(goal, Answer):
                self.answers.append(goal.text)
                continue
            for one in self.planned(command, place, goal):
                if isinstance(one, HeldBack):
                    hindered = True
                    self.refuse(command, place, say("hindered", self.language, command=f"/{command.name}", why=one.why))
                else:
                    self.actions.append(one)
                    self.facts = one.applied_to(self.facts)
        return not hindered

    def planned(self, command: Command, place: int, goal: Goal[Any]) -> Iterator[Action | HeldBack]:
        """What reaches a goal; what people took back earlier does not stand against somebody's own word."""
        facts = self.facts.but(undone=frozenset(), flapping=frozenset(), overruled=frozenset())
        rule = spoken_rule(command.name)
        yield from wanted(goal, Look(self.book, rule, place, self.occasion.cause, facts, self.values, self.by.login))

    @property
    def values(self) -> Any:
        """What texts may be filled with."""
        return values_of(self.facts, self.book, self.url)

    def refuse(self, command: Command, place: int, why: str) -> None:
        """Note that something is not done."""
        self.refusals.append(why)
        self.held.append(HeldBack("command", f"/{command.name}", place, why))

    def end(self) -> Obeyed:
        """All of it, with what people see of it."""
        heard = self.occasion.heard
        for written, meant in heard.mistyped:
            self.refusals.append(say("mistyped", self.language, written=f"/{written}", command=f"/{meant}"))
        if heard.left_out:
            self.refusals.append(say("too-many", self.language, most=str(MOST_CALLS), left=str(heard.left_out)))
        signs = [sign for sign, shown in (("+1", self.done), ("confused", self.refusals)) if shown]
        told = {REFUSALS: self.joined(REFUSALS, self.refusals), ANSWERS: self.joined(ANSWERS, self.answers)}
        self.actions += [*self.shown(signs), *self.saying(told)]
        done = tuple(dict.fromkeys(self.done))
        events = [event for name in done for event in COMMANDS[name].heard_as if self.facts.kind in kind_of(event)]
        return Obeyed(tuple(self.actions), tuple(self.held), done, tuple(events), self.by.login, told)

    def shown(self, signs: list[str]) -> Iterator[Action]:
        """Signs on the comment, or on the item whose own text asks; what was asked on a page bears none."""
        if self.occasion.aside:
            return
        there = frozenset[str]() if self.occasion.said else known(self.facts.reacted)
        if new := tuple(sign for sign in signs if sign not in there):
            yield AddReactions(**self.signed, reactions=new, to=self.occasion.said)

    def joined(self, section: str, told: list[str]) -> str:
        """What stands in a section, behind what others are told there in the same look."""
        return clean("\n\n".join(part for part in (self.earlier.get(section, ""), *told) if part))[:LONGEST]

    def saying(self, told: Mapping[str, str]) -> Iterator[Action]:
        """The sections of the bot's comment that change; one that a person deleted comes back for an answer alone."""
        if told[REFUSALS] != known(self.facts.sections).get(REFUSALS, "") and not self.facts.silenced:
            yield Say(**self.signed, section=REFUSALS, body=told[REFUSALS])
        if self.answers:
            yield Say(**self.signed, section=ANSWERS, body=told[ANSWERS], notify=True)

    @property
    def signed(self) -> dict[str, Any]:
        return {"rule": REFUSALS, "position": 0, "cause": self.occasion.cause}


def spoken_rule(name: str) -> Rule:
    """What the plan, the ledger and the pages name as the reason of what a command does."""
    return Rule(f"/{name}", f"/{name}", 0, frozenset(), All(()), ())
