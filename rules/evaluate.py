"""Ask a rule about facts: does it hold, and why."""

from typing import NamedTuple

from rules.book import Rule
from rules.condition import Finding
from rules.facts import Facts


class Verdict(NamedTuple):
    """What became of one rule.

    Attributes:
        matched: None when it cannot be told; such a rule never acts.
    """

    rule: Rule
    matched: bool | None
    because: tuple[Finding, ...]


class Verdicts:
    """The verdicts on rules while an item changes: one is asked anew only where a fact that it hangs on has changed."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[Facts, Verdict]] = {}

    def on(self, rule: Rule, facts: Facts) -> Verdict:
        """The verdict on one rule that is looked at."""
        told = self._told.get(rule.id)
        if told is None or facts.differ(told[0], rule.hangs_on):
            told = facts, judge(rule, facts)
            self._told[rule.id] = told
        return told[1]


def judge(rule: Rule, facts: Facts) -> Verdict:
    """The verdict on one rule that is looked at; whether it hears the event has been asked before."""
    return Verdict(rule, *rule.when.answer(facts))
