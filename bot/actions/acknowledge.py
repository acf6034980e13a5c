"""`acknowledge`: credit by a person's word; what somebody claims for themselves waits for another's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look
from bot.verb import Verb, Wording
from bot.writing.credited import GiveCredit, first_unnamed, has_credit, is_quiet
from rules.condition import known
from rules.facts import Facts
from rules.goals.acknowledge import Acknowledge
from rules.recognition import OwnCredit, credit_name


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitConfirmation(Action):
    """A credit that waits for another person's word."""

    do: ClassVar[str] = "acknowledge"
    own: OwnCredit

    @property
    def targets(self) -> tuple[str, ...]:
        return (credit_name(self.own.type, self.own.login, self.own.what).lower(),)

    def keys(self) -> dict[str, Any]:
        return {"login": self.own.login, "type": self.own.type}

    def describe(self) -> str:
        return f"{self.own.type} by {self.own.login} waits for another's word"

    def changes(self, facts: Facts) -> dict[str, Any]:
        return {"unconfirmed": (*facts.unconfirmed, self.own)}


class AcknowledgeVerb(Verb[Acknowledge], word="acknowledge"):
    """Remembers it once, or has it wait once. There is nothing to send."""

    key = "credit"
    wording = Wording(
        "other", "{type} by {login} waits for another's word", "{type} by {login} waits for another's word"
    )

    def plan(self, goal: Acknowledge, look: Look) -> Iterator[Action | HeldBack]:
        told, recorded, now = goal.value, known(look.facts.recorded), known(look.facts.now)
        name = credit_name(told.type, told.login, told.what)
        own = OwnCredit(login=told.login, type=told.type, what=told.what, at=now)
        there = next((one for one in look.facts.unconfirmed if one.key == own.key and not one.over(now)), None)
        if name.lower() in recorded or (not told.what and has_credit(told.type, told.login, recorded)):
            return
        if not told.waits:
            quiet = is_quiet(told.login, look.facts)
            shown = first_unnamed(told.type, told.what, recorded) if quiet else name
            named = "" if quiet else told.login
            yield GiveCredit(**look.signed, name=shown, login=named, counted=told.login, confirms=there)
        elif there is None:
            yield AwaitConfirmation(**look.signed, own=own)
