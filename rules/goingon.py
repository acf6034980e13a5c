"""A rule goes on: what an `after` leaves to a later moment is a rule of its own when that moment has come. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from rules.combine import All, NoneOf, Question
from rules.condition import Finding
from rules.facts import UNKNOWN, Facts
from rules.goal import Goals
from rules.goals.after import After
from rules.goals.assign import Assign
from rules.goals.request_review import RequestReview
from rules.reviewing import waits_for_a_reviewer
from rules.rule import Rule

GOES_ON = "after"
"""What such a rule hears; nothing else is called so."""


@dataclass(frozen=True, slots=True)
class Untouched:
    """Met where no person has done anything to the item since a moment."""

    since: datetime

    @property
    def needs(self) -> frozenset[str]:
        """When a person last did something."""
        return frozenset({"human_at"})

    def check(self, facts: Facts) -> Finding:
        """Answer for these facts."""
        says = f"no person has done anything since {self.since:%Y-%m-%d %H:%M}"
        if facts.human_at is UNKNOWN:
            return Finding("unless", None, None, f"{says} (human_at not known)")
        if waits := waits_for_a_reviewer(facts):
            return Finding("unless", False, waits, says)
        return Finding("unless", facts.human_at <= self.since, facts.human_at.isoformat(), says)


def going_on(rule: Rule, position: int, since: datetime, *, asked_again: bool) -> Rule | None:
    """What a rule does now that its waiting is over; None where the file does not say so any more.

    Args:
        rule: as it is in force now.
        position: of the `after`, or of the goal that asks the next one after a time.
        since: when it began to wait.
        asked_again: whether its conditions must hold still.
    """
    after = next((goal for at, goal in rule.all_goals if at == position), None)
    if isinstance(after, Assign | RequestReview) and after.value.asks_next:
        return _going_on(rule, All(()), ((position, after.asking_next(since)),))
    if not isinstance(after, After):
        return None
    asked: list[Question] = [rule.when] if asked_again and rule.when.parts else []
    asked += [Untouched(since)] if after.heeds_activity else []
    asked += [NoneOf((after.unless,))] if after.unless else []
    return _going_on(rule, All(tuple(asked)), after.then)


def _going_on(rule: Rule, when: All, goals: Goals) -> Rule:
    return replace(rule, on=frozenset({GOES_ON}), when=when, goals=goals, later=(), while_true=False, scope="item")
