"""`record`: keep a record of the item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.verb import Trace, Verb, Wording
from rules.condition import known
from rules.facts import Facts
from rules.goals.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepRecord(Action):
    """A name under which the item is remembered."""

    do: ClassVar[str] = "record"
    name: str

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.name,)

    def keys(self) -> dict[str, Any]:
        return {"name": self.name}

    def describe(self) -> str:
        return f"record as {self.name}"

    def applied_to(self, facts: Facts) -> Facts:
        return facts.but(recorded=known(facts.recorded) | {self.name.lower()})

    def claims(self) -> Mapping[str, str]:
        return {f"record {self.name.lower()}": "kept"}


class RecordVerb(Verb[Record], word="record"):
    """Records once. There is nothing to send: what was done is kept where all outcomes are."""

    trace = Trace("recorded", timeline=True)
    key = "name"
    wording = Wording("other", "recorded as {}", "record as {}")

    def plan(self, goal: Record, look: Look) -> Iterator[Action | HeldBack]:
        if goal.value.lower() not in known(look.facts.recorded):
            yield KeepRecord(**look.signed, name=goal.value)

    def writes(self, actions: Sequence[KeepRecord], target: Target) -> Iterator[Write | Refusal]:
        del actions, target
        yield from ()
