"""`forget`: somebody is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look
from bot.verb import Verb, Wording
from rules.facts import Facts
from rules.goals.forget import Forget, Leaver


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetPerson(Action):
    """A person to be forgotten; `bot/queue/forgetting.py` does it."""

    do: ClassVar[str] = "forget"
    leaver: Leaver

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.leaver.login.lower(),)

    def keys(self) -> dict[str, Any]:
        return {"login": self.leaver.login}

    def describe(self) -> str:
        return f"forget {self.leaver.login}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        del facts
        return {}


class ForgetVerb(Verb[Forget], word="forget"):
    """Forgets, whatever was forgotten before. There is nothing to send."""

    key = "login"
    wording = Wording("other", "forgot {}", "forget {}")

    def plan(self, goal: Forget, look: Look) -> Iterator[Action | HeldBack]:
        yield ForgetPerson(**look.signed, leaver=goal.value)
