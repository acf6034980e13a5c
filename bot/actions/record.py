"""`record`: keep a record of the item."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from bot.action import Action, HeldBack, Look
from bot.verb import Trace, Verb, Wording
from bot.writing.remembered import Remembered
from rules.condition import known
from rules.goals.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepRecord(Remembered):
    """A name that a rule gives the item."""

    do: ClassVar[str] = "record"

    def describe(self) -> str:
        return f"record as {self.name}"


class RecordVerb(Verb[Record], word="record"):
    """Records once. There is nothing to send: what was done is kept where all outcomes are."""

    trace = Trace("recorded", timeline=True)
    key = "name"
    wording = Wording("other", "recorded as {}", "record as {}")

    def plan(self, goal: Record, look: Look) -> Iterator[Action | HeldBack]:
        if goal.value.lower() not in known(look.facts.recorded):
            yield KeepRecord(**look.signed, name=goal.value)
