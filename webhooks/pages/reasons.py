"""Why one look did what it did: its rules, their conditions, and what was seen. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.store.decisions import Decision
from webhooks.pages.text import seen
from webhooks.pages.wording import Told, told

MOST_RULES = 100
_TRANSPARENT = {"all", "any"}  # of one part, they say what it says
_MARKS = {True: "yes", False: "no", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition's answer.

    Attributes:
        mark: `yes`, `no` or `unknown`.
        says: what it asks for.
        saw: the value that was there; empty for what is made of parts.
    """

    mark: str
    says: str
    saw: str
    parts: tuple["Reason", ...]


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """What became of one rule.

    Attributes:
        base: the base that it came from; empty for the repository's own.
    """

    name: str
    line: int
    base: str
    mark: str
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LookShown:
    """One look, ready for a page.

    Attributes:
        left_out: how many rules are not shown.
    """

    at: int
    events: tuple[str, ...]
    told: Told
    rules: tuple[RuleAnswer, ...]
    left_out: int

    @property
    def matched(self) -> int:
        """How many of the rules hold."""
        return sum(rule.mark == "yes" for rule in self.rules)


def look_shown(decision: Decision) -> LookShown:
    """A decision with its reasons."""
    document = decision.document
    rules = document.get("rules") or []
    return LookShown(
        at=decision.at,
        events=tuple(dict.fromkeys(event or "another look" for event in document.get("events") or ())),
        told=told(document),
        rules=tuple(_rule(rule) for rule in rules[:MOST_RULES]),
        left_out=max(0, len(rules) - MOST_RULES),
    )


def _rule(rule: Mapping[str, Any]) -> RuleAnswer:
    because = tuple(_reason(finding) for finding in rule["because"])
    return RuleAnswer(rule["name"], rule["line"], rule.get("base", ""), _MARKS[rule["matched"]], because)


def _reason(finding: Mapping[str, Any]) -> Reason:
    parts = tuple(_reason(part) for part in finding.get("parts") or ())
    if finding["condition"] in _TRANSPARENT and len(parts) == 1:
        return parts[0]
    saw = "" if parts or finding["met"] is None else seen(finding["saw"])
    return Reason(_MARKS[finding["met"]], finding["says"] or finding["condition"], saw, parts)
