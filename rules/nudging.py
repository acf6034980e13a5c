"""`nudge`: a stage asks its owner after a while, by a rule that nobody has to write.

Such a rule is one like any other: pages show it and why it acted, and it takes back what it said once somebody acts.
Its time counts from the last act of a person, or from the moment at which the item came to the stage.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from rules.combine import All
from rules.condition import Condition, known
from rules.durations import Duration
from rules.facts import UNKNOWN, Card, Facts, Member, Person
from rules.goals.comment import Comment, Said
from rules.home import Home
from rules.question import question
from rules.rule import Rule
from rules.rulefile import RuleFile, When
from rules.spoken import Spoken
from rules.zones import ZoneError, zone

MESSAGE = "nudge"
"""The text under `messages` that is said instead of the bot's own, where there is one."""
_OF_THE_ITEM = ("author", "assignee")
_CARRIED = "stage/{}"


class Nudge(Comment):
    """A reminder: said once, and not again because somebody else would be chosen by now."""

    once = True


@dataclass(frozen=True, slots=True)
class Patience:
    """How long whose silence is borne at which stage; `carried` says that a label carries it, for want of a board."""

    stage: str
    span: Duration
    owners: tuple[str, ...]
    carried: bool


class Lingering(Condition[Patience]):
    """Met when no person has done anything for so long while the item stood at a stage."""

    word = "nudge"
    reads = frozenset({"human_at", "now", "card"})
    kinds = frozenset({"issue", "pull_request"})

    @property
    def needs(self) -> frozenset[str]:
        """Business days are the owner's own."""
        owner = {"people", "author", "assignees"} if self.value.span.business else set()
        return self.reads | owner | ({"relabelled"} if self.value.carried else set())

    def test(self, facts: Facts) -> tuple[bool, Any]:
        """Whether it stands there for so long by now."""
        since = self._since(facts)
        return self.value.span.over(since, known(facts.now), self._zone(facts)), since.isoformat()

    def turns(self, facts: Facts) -> datetime | None:
        """When it will have stood there for so long."""
        return self.value.span.end(self._since(facts), self._zone(facts))

    def asks(self) -> str:
        """It in words."""
        return f"it stands at {self.value.stage}, and no person did anything, for {self.value.span}"

    def _since(self, facts: Facts) -> datetime:
        acts = [known(facts.human_at)]
        if isinstance(facts.card, Card) and facts.card.moved_at:
            acts.append(facts.card.moved_at)
        changes = known(facts.relabelled) if self.value.carried else {}
        carried = changes.get(_CARRIED.format(self.value.stage).lower())
        return max([*acts, carried.at] if carried else acts)

    def _zone(self, facts: Facts) -> tzinfo:
        """Where the owner's days begin, as the people file tells it; else the community's."""
        owner = _owner(self.value.owners, facts) if self.value.span.business else None
        try:
            return zone(owner.zone) if owner and owner.zone else self.home.zone
        except ZoneError:
            return self.home.zone


def _owner(owners: tuple[str, ...], facts: Facts) -> Member | None:
    """The first entry of the people file that is the owner's."""
    logins: set[str] = set()
    if "author" in owners and isinstance(facts.author, Person):
        logins.add(facts.author.login.lower())
    if "assignee" in owners:
        logins |= {login.lower() for login in known(facts.assignees)}
    people = () if facts.people is UNKNOWN else facts.people
    return next((one for one in people if one.login.lower() in logins or set(one.roles) & set(owners)), None)


def nudges(file: RuleFile, home: Home) -> Iterator[tuple[tuple[str, ...], Rule]]:
    """A rule for each stage that nudges, in the order of the board, with its place in the file."""
    for name, stage in file.board.stages.items() if file.board else ():
        if stage.nudge is not None:
            carried = file.board is not None and file.board.project is None
            borne = Patience(name, stage.nudge, stage.owner or (), carried)
            yield ("board", "stages", name), _rule(borne, home, replace(_BLANK, mode=file.mode))


_BLANK = Rule("", "", 0, frozenset(), All(()), (), while_true=True)


def _rule(borne: Patience, home: Home, blank: Rule) -> Rule:
    called = f"board.stages.{borne.stage}.nudge"
    asked = question(When.model_validate({"stage": borne.stage, "state": "open"}), home)
    goal = Nudge(_said(borne.owners), Spoken(frozenset({"stage", "language"}), home))
    when = All((*asked.parts, Lingering(borne, home)))
    return replace(blank, name=called, id=called, when=when, goals=((0, goal),))


def _said(owners: tuple[str, ...]) -> Said:
    """What is said, to the people of the item first, else to somebody of the role."""
    people = [f"{{{owner}}}" for owner in owners if owner in _OF_THE_ITEM]
    roles = [owner for owner in owners if owner not in {*_OF_THE_ITEM, "anyone"}]
    told: dict[str, Any] = {"say": MESSAGE, "notify": True}
    if people or roles:
        told["to"] = {"users": people} if people else {"role": roles, "never": "away", "count": 1}
    return Said.model_validate(told)
