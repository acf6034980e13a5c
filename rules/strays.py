"""Rules that change a rule of a base which no base that is here has."""

from dataclasses import replace
from typing import Any

from rules.compose import Composed, maybe_there
from rules.diagnostics import Diagnostic
from rules.gathering import wrong
from rules.suggestions import Suggestions

_SWITCHES = {"name", "id", "off"}


def strays(composed: Composed) -> list[Diagnostic]:
    """What is changed and not there: an error or a warning, or a note where a base that was not seen may have it.

    A rule without a name is switched off: only the base knows what it is.
    """
    rules = composed.data.get("rules")
    if not isinstance(rules, list) or not (composed.parts or composed.unseen):
        return []
    suggestions, known = Suggestions(), _words(composed, rules)
    nameless: list[tuple[int, Diagnostic]] = []
    idle: list[tuple[int, Diagnostic]] = []
    for i, rule in enumerate(rules):
        if isinstance(rule, dict) and _changes_a_base(rule):
            key = "id" if isinstance(rule.get("id"), str) else "name"
            message, advice = f"no base has a rule called `{rule[key]}`", suggestions.meant(rule[key], known)
            found = wrong(composed.tree, ("rules", i, key), "unknown-rule", message, advice)
            (idle if "name" in rule else nameless).append((i, found))
    composed.switch_off({i for i, _ in nameless})
    if composed.unseen:
        return [maybe_there(found) for _, found in (*nameless, *idle)]
    return [*(found for _, found in nameless), *(replace(found, severity="warning") for _, found in idle)]


def _changes_a_base(rule: dict[str, Any]) -> bool:
    """Whether a rule says nothing of its own."""
    if "name" not in rule:
        return isinstance(rule.get("id"), str)
    return rule.get("off") is True and rule.keys() <= _SWITCHES and isinstance(rule["name"], str)


def _words(composed: Composed, rules: list[Any]) -> list[str]:
    """What the rules of the bases are called."""
    from_bases = (rule for rule, (base, _) in zip(rules, composed.origins, strict=True) if base)
    return [rule[key] for rule in from_bases for key in ("id", "name") if isinstance(rule.get(key), str)]
