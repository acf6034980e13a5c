"""Rules, their answers and a plan, as `explain` prints them, decisions keep them, and the log tells them. Pure."""

from collections.abc import Iterable
from typing import Any

from bot.action import Action
from rules.book import Rule
from rules.condition import Finding
from rules.evaluate import Verdict


def verdict_document(verdict: Verdict) -> dict[str, Any]:
    """A verdict as `explain` prints it."""
    rule = verdict.rule
    because = [finding_document(finding) for finding in verdict.because]
    return {**rule_document(rule), "matched": verdict.matched, "because": because}


def rule_document(rule: Rule) -> dict[str, Any]:
    """A rule with its place: the line, and the base that it came from unless it is the community's own."""
    place = {"name": rule.name, "id": rule.id, "line": rule.line}
    return {**place, "base": rule.base} if rule.base else place


def finding_document(finding: Finding) -> dict[str, Any]:
    """A condition's answer as `explain` prints it."""
    document: dict[str, Any] = {
        "condition": finding.condition,
        "met": finding.met,
        "saw": finding.saw,
        "says": finding.says,
    }
    if finding.parts:
        document["parts"] = [finding_document(part) for part in finding.parts]
    return document


def described(actions: Iterable[Action]) -> str:
    """A plan in one line, for the log."""
    return ", ".join(action.describe() for action in actions) or "nothing"
