"""Checks that a maintainer has let pass with a reason: until the next commit, and for all to read. Pure."""

from rules.condition import known
from rules.escape import label
from rules.facts import UNKNOWN, Facts

LONGEST = 100
_SHORT = 12


def letting_pass(check: str, commit: str, login: str, reason: str) -> str:
    """The name under which it is remembered that somebody let a check of a commit pass."""
    told = f"{_beginning(check, commit)}{login}: {reason}"
    return label(told.replace("<", " ").replace(">", " "), LONGEST).strip()


def passed_by(facts: Facts, check: str) -> str:
    """Who let a check of the last commit pass, and why, in lower case; empty where nobody did."""
    if facts.recorded is UNKNOWN or facts.commit is UNKNOWN:
        return ""
    beginning = _beginning(check, known(facts.commit)).lower()
    found = sorted(name for name in facts.recorded if name.startswith(beginning))
    return found[0].removeprefix(beginning) if found else ""


def _beginning(check: str, commit: str) -> str:
    return f"override {check} at {commit[:_SHORT]} by "
