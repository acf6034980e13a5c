"""Whose work goes first: people's commands, then what happened, then looks that nobody waits for. Pure.

Decided when a delivery is heard, so it must be quick. Taking a remark for a command does no harm; the look decides.
"""

import re
from collections.abc import Mapping
from typing import Any

COMMAND, EVENT, SWEEP = 0, 1, 2
_WORD = re.compile(r"^ {0,3}/[a-z]", re.IGNORECASE | re.MULTILINE)
_SAYINGS = ("comment", "review")


def rank_of(payload: Mapping[str, Any], login: str | None) -> int:
    """The rank of a delivery: a command where a person's comment has a line with one, or names the bot.

    Args:
        payload: as GitHub sent it.
        login: the bot's own, where it is known by now.
    """
    sender = payload.get("sender")
    if isinstance(sender, dict) and sender.get("type") == "Bot":
        return EVENT
    return COMMAND if any(_calls(payload.get(saying), login) for saying in _SAYINGS) else EVENT


def _calls(saying: Any, login: str | None) -> bool:
    text = saying.get("body") if isinstance(saying, dict) else None
    if not isinstance(text, str):
        return False
    named = login is not None and f"@{login.removesuffix('[bot]')}".lower() in text.lower()
    return named or _WORD.search(text) is not None
