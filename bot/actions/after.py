"""`after`: have a rule go on some time later."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look
from bot.verb import VERBS, Verb, Wording
from bot.writing.waits import EVER, key_of, touched
from rules.condition import known
from rules.facts import Facts
from rules.goal import Goal
from rules.goals.after import After


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait(Action):
    """A rule that will go on.

    Attributes:
        key: which goal of which rule waits.
        span: how long, as the file writes it.
        since: the moment before which nothing that a person did counts.
        due: when it goes on; None where nobody knows what time it is.
        then: what would be done as things are now, as `explain` prints it.
    """

    do: ClassVar[str] = "after"
    key: str
    span: str
    since: datetime
    due: datetime | None
    then: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.key,)

    def keys(self) -> dict[str, Any]:
        at = {"at": self.due.isoformat()} if self.due else {}
        return {"in": self.span, **at, "then": [dict(each) for each in self.then]}

    def describe(self) -> str:
        verbs = ", ".join(str(each["do"]) for each in self.then)
        return f"after {self.span}: {verbs}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        return {"awaited": {**known(facts.awaited), self.key: self.since}}


class AfterVerb(Verb[After], word="after"):
    """Begins to wait once, and again when a person has done something. There is nothing to send: a timer is set."""

    last = True
    wording = Wording("other", "waits {}", "wait {}")

    def plan(self, goal: After, look: Look) -> Iterator[Action | HeldBack]:
        facts, key, last = look.facts, key_of(look, look.position), touched(look.facts)
        if last <= known(facts.awaited).get(key, EVER) and key in known(facts.awaited):
            return
        now = facts.now if isinstance(facts.now, datetime) else None
        wait, zone = goal.value.after, look.book.home.zone
        begins = now
        if wait.field is not None:
            day = _day(look.values.get(f"field.{wait.field}".lower(), ""))
            if day is None:
                yield look.held_back("after", f"the form names no date under {wait.field}")
                return
            begins = datetime.combine(day, time(), zone)
        yield Wait(
            **look.signed,
            key=key,
            span=f"{wait.plus}" if wait.field is None else f"{wait.plus} after {wait.field}",
            since=max(last, now or EVER),
            due=wait.plus.end(begins, zone) if begins else None,
            then=tuple(_foreseen(each, look, position) for position, each in goal.then),
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _foreseen(goal: Goal[Any], look: Look, position: int) -> Mapping[str, Any]:
    """What a goal would have done as things are now; its verb alone where that is nothing, or not known."""
    there = Look(look.book, look.rule, position, look.cause, look.facts, look.values)
    found = () if goal.missing(look.facts) else VERBS[goal.word].plan(goal, there)
    action = next((one for one in found if isinstance(one, Action)), None)
    told = action.document() if action else {"do": goal.word}
    return {key: value for key, value in told.items() if key != "rule"}
