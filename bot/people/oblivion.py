"""A person's name is taken out of what was written down: out of payloads, reasons, the ledger's targets. Pure."""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

GHOST = "ghost"
"""GitHub's own word for an account that is no more; `10137` is its number."""
_GHOSTS_ID = 10137
_OWN_WORDS = ("body", "title", "text", "body_text", "message", "name", "email")
_KEPT_AS_IT_IS = frozenset({"do", "condition", "state", "rule", "id", "event", "action", "type"})


def fingerprint(login: str) -> str:
    """What a login is recognised by where it is not to be kept. Whoever guesses the login can make it too."""
    return hashlib.sha256(f"fingerpost:{login.lower()}".encode()).hexdigest()[:32]


def without(value: Any, login: str, instead: str = GHOST) -> Any:
    """A document without a person.

    Their accounts become the ghost's, what they wrote is empty, and their name in other texts is `instead`. Words by
    which a document is read stay: somebody may be called `label`.
    """
    if isinstance(value, str):
        return name_of(login).sub(instead, value)
    if isinstance(value, list):
        return [without(each, login, instead) for each in value]
    if not isinstance(value, Mapping):
        return value
    if str(value.get("login", "")).lower() == login.lower():
        return _ghost(value)
    writer = value.get("user") or value.get("author") or {}
    theirs = isinstance(writer, Mapping) and str(writer.get("login", "")).lower() == login.lower()
    return {key: _part(key, each, login, instead, theirs=theirs) for key, each in value.items()}


def _part(key: str, value: Any, login: str, instead: str, *, theirs: bool) -> Any:
    if isinstance(value, str) and key in _KEPT_AS_IT_IS:
        return value
    return "" if theirs and isinstance(value, str) and key in _OWN_WORDS else without(value, login, instead)


def _ghost(account: Mapping[str, Any]) -> dict[str, Any]:
    """An account of which only its kind is left."""
    kept = {"login": GHOST, "id": _GHOSTS_ID, "type": account.get("type", "User")}
    return {key: kept.get(key, "" if isinstance(value, str) else value) for key, value in account.items()}


@cache
def name_of(login: str) -> re.Pattern[str]:
    """A login where it stands as a word of its own."""
    return re.compile(rf"(?<![\w-]){re.escape(login)}(?![\w-])", re.IGNORECASE)
