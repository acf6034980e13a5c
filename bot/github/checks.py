"""How the checks of a pull request's last commit ended, read from what GitHub calls their rollup. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from rules.outcomes import outcome

_GRAVEST_FIRST = ("failure", "pending", "success")


def outcome_of_all(rollup: Mapping[str, Any] | None) -> str | None:
    """How all checks ended together; None where there is none."""
    return outcome(rollup["state"]) if rollup else None


def outcomes_by_name(contexts: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """How each check run and each status ended; of several with one name the gravest counts."""
    found: dict[str, str] = {}
    for context in contexts:
        name, word = _named(context)
        found[name] = min(found.get(name, "success"), outcome(word), key=_GRAVEST_FIRST.index)
    return found


def _named(context: Mapping[str, Any]) -> tuple[str, str]:
    if context["__typename"] == "CheckRun":
        return context["name"], context.get("conclusion") or "pending"
    return context["context"], context["state"]
