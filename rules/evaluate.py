"""Ask a rule about facts: does it hold, and why."""

from dataclasses import dataclass

from rules.book import Rule
from rules.condition import Finding
from rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one rule.

    Attributes:
        matched: None when it cannot be told; such a rule never acts.
    """

    rule: Rule
    matched: bool | None
    because: tuple[Finding, ...]


def judge(rule: Rule, facts: Facts) -> Verdict:
    """The verdict on one rule that is looked at; whether it hears the event has been asked before."""
    finding = rule.when.check(facts)
    return Verdict(rule, finding.met, finding.parts)
