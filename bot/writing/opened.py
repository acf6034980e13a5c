"""The sign that an issue was opened by a rule for an item: hidden in its text, beside a reference that people see.

GitHub writes the reference into the item's timeline, so that the issue is found again even where nothing is remembered.
Anybody can copy a sign: it counts only in an issue that the bot wrote itself, where what others wrote bears none.
"""

import re
from urllib.parse import quote, unquote

from bot.writing.comment import clean

OF_NO_ITEM = "Opened because it was time."
_SIGN = re.compile(r"<!-- fingerpost:opened ([A-Za-z0-9_./-]+#\d+) ([A-Za-z0-9_.~%/-]{1,2500}) -->")


def signed(body: str, item: str, key: str, *, elsewhere: bool) -> str:
    """The text of an issue that a rule opens for an item, `acme/site#7`."""
    number = item.rpartition("#")[2]
    reference = item if elsewhere else f"#{number}"
    reason = OF_NO_ITEM if number == "0" else f"Opened for {reference}."
    text = f"{clean(body)}\n\n" if body else ""
    return f"{text}{reason}\n<!-- fingerpost:opened {item} {quote(key, safe='/')} -->"


def is_signed(body: str) -> bool:
    """Whether a text bears such a sign, for whatever item."""
    return _SIGN.search(body) is not None


def opened_for(body: str) -> str:
    """What something that the bot wrote was opened for, for whatever item; empty where it bears no sign."""
    found = _SIGN.search(body)
    return unquote(found[2]) if found else ""


def key_in(body: str, item: str) -> str | None:
    """What an issue that the bot wrote was opened for; None where that was not this item."""
    found = _SIGN.search(body)
    return unquote(found[2]) if found and found[1].lower() == item.lower() else None
