"""`leave`: who is away, by their own word."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look
from bot.people.standing import with_absences
from bot.verb import Verb, Wording
from rules.condition import known
from rules.facts import Away, Facts
from rules.goals.leave import Leave


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAbsence(Action):
    """An absence that begins, or the end of one.

    Attributes:
        since: its first day.
        until: the last day; None where nobody knows it.
        over: whether the person is back.
    """

    do: ClassVar[str] = "leave"
    login: str
    since: date
    until: date | None = None
    over: bool = False

    @property
    def targets(self) -> tuple[str, ...]:
        return (f"{self.login.lower()}={self.state}",)

    @property
    def state(self) -> str:
        """`back`, `away`, or the last day."""
        return "back" if self.over else f"{self.until or 'away'}"

    def keys(self) -> dict[str, Any]:
        return {"login": self.login, "until": self.state}

    def describe(self) -> str:
        return f"{self.login} is back" if self.over else f"{self.login} is away until {self.until or 'they say so'}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        away = {} if self.away is None else {self.login.lower(): self.away}
        return {"people": with_absences(known(facts.people), away)}

    @property
    def away(self) -> Away | None:
        """The absence; None where the person is back."""
        return None if self.over else Away(since=self.since, until=self.until)


class LeaveVerb(Verb[Leave], word="leave"):
    """Remembers the absence in place of an earlier one. There is nothing to send."""

    key = "until"
    wording = Wording("other", "absence of {login}: {until}", "absence of {login}: {until}", end="=")

    def plan(self, goal: Leave, look: Look) -> Iterator[Action | HeldBack]:
        told = goal.value
        today = known(look.facts.now).date()
        yield SetAbsence(**look.signed, login=told.login, since=today, until=told.until, over=told.over)
