"""`wait`: who stands in line for the item."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look
from bot.verb import Verb, Wording
from rules.condition import known
from rules.facts import Facts
from rules.goals.wait import Wait
from rules.takers import Taker

_STEP = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue(Action):
    """Somebody's place among those who would take the item.

    Attributes:
        taker: as they stand there.
        left: whether they do not any more.
    """

    do: ClassVar[str] = "wait"
    taker: Taker
    left: bool = False

    @property
    def state(self) -> str:
        """How they stand there, in a word."""
        return "left" if self.left else "told" if self.taker.told_at else "waits"

    @property
    def targets(self) -> tuple[str, ...]:
        return (f"{self.taker.key}={self.state}",)

    def keys(self) -> dict[str, Any]:
        return {"login": self.taker.login, "state": self.state}

    def describe(self) -> str:
        return f"{self.taker.login} {'is told' if self.state == 'told' else self.state} in line"

    def changes(self, facts: Facts) -> dict[str, Any]:
        others = tuple(one for one in facts.takers if one.key != self.taker.key)
        return {"takers": others if self.left else (*others, self.taker)}


class WaitVerb(Verb[Wait], word="wait"):
    """Puts somebody at the end of the line, or takes them out of it. There is nothing to send: it is remembered."""

    key = "place"
    wording = Wording("other", "{login} in line: {state}", "{login} in line: {state}", end="=")

    def plan(self, goal: Wait, look: Look) -> Iterator[Action | HeldBack]:
        place = goal.value
        there = next((one for one in look.facts.takers if one.key == place.login.lower()), None)
        if place.waits and there is None:
            yield Queue(**look.signed, taker=Taker(login=place.login, at=_behind(look.facts)))
        elif there is not None and not place.waits:
            yield Queue(**look.signed, taker=replace(there, told_at=None), left=True)


def _behind(facts: Facts) -> datetime:
    """A moment behind everybody's in the line: several may ask in one look."""
    now = known(facts.now)
    return max([now, *(one.at + _STEP for one in facts.takers)])
