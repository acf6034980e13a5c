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
_OF_PEOPLE: Mapping[str, tuple[str, ...]] = {
    "country": ("",),
    "region": ("",),
    "language": ("",),
    "author": ("in the role ", "allowed to "),
    "actor": ("in the role ", "allowed to "),
    "reviews": (" by ",),
}
"""The conditions whose answer may come from the people file: all of them, or those that ask for one of these."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition's answer.

    Attributes:
        mark: `yes`, `no` or `unknown`; to strangers `unknown` too where the people file may have told it.
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


def look_shown(decision: Decision, *, insider: bool) -> LookShown:
    """A decision with its reasons.

    Args:
        decision: as it is kept.
        insider: whether it is for those who are told what the bot knows of people: who may write to the repository.
    """
    document = decision.document
    rules = document.get("rules") or []
    return LookShown(
        at=decision.at,
        events=tuple(dict.fromkeys(event or "another look" for event in document.get("events") or ())),
        told=told(document, insider=insider),
        rules=tuple(_rule(rule, insider=insider) for rule in rules[:MOST_RULES]),
        left_out=max(0, len(rules) - MOST_RULES),
    )


def _rule(rule: Mapping[str, Any], *, insider: bool) -> RuleAnswer:
    because = tuple(_reason(finding, insider=insider) for finding in rule["because"])
    return RuleAnswer(rule["name"], rule["line"], rule.get("base", ""), _MARKS[rule["matched"]], because)


def _reason(finding: Mapping[str, Any], *, insider: bool) -> Reason:
    parts = tuple(_reason(part, insider=insider) for part in finding.get("parts") or ())
    if finding["condition"] in _TRANSPARENT and len(parts) == 1:
        return parts[0]
    met = finding["met"] if insider or not _of_people(finding) else None
    saw = "" if parts or met is None else seen(finding["saw"])
    return Reason(_MARKS[met], finding["says"] or finding["condition"], saw, parts)


def _of_people(finding: Mapping[str, Any]) -> bool:
    """Whether the people file may have told the answer, or one of its parts."""
    asked = any(words in finding["says"] for words in _OF_PEOPLE.get(finding["condition"], ()))
    return asked or any(_of_people(part) for part in finding.get("parts") or ())
