"""Values as people read them. What comes from outside is hostile: escaping is the templates', the rest is here."""

import re
from html import unescape
from typing import Any

from bot.clock import moment

_MINUTE, _HOUR, _DAY = 60_000, 3_600_000, 86_400_000
_DAYS_TOLD = 30
# What draws nothing, or turns the text around it: controls, direction marks and overrides, byte order marks.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BACKSLASHED = re.compile(r"\\([^\w\s])")
_SPACE = re.compile(r"\s+")


def clean(value: Any) -> Any:
    """A value as it may be written into a page; texts lose what nobody can see and what cannot be encoded."""
    if type(value) is not str or value.isprintable():  # markup that is already made is a subclass
        return value
    return _UNSEEN.sub("", value).encode("utf-8", "replace").decode("utf-8")


def opening(text: str, most: int) -> str:
    """The first words of a text, on one line."""
    line = _SPACE.sub(" ", text[: 4 * most]).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def spoken(markdown: str) -> str:
    """What a comment of ours says, without what guards its values against Markdown and mentions."""
    return unescape(_BACKSLASHED.sub(r"\1", markdown).replace("\u200b", ""))


def ago(then: int, now: int) -> str:
    """How long ago a moment was: `5 min ago`."""
    past = now - then
    if past < _MINUTE:
        return "just now"
    if past < _HOUR:
        return f"{past // _MINUTE} min ago"
    if past < _DAY:
        return f"{past // _HOUR} h ago"
    days = past // _DAY
    if days > _DAYS_TOLD:
        return f"{moment(then):%d %b %Y}"
    return "yesterday" if days == 1 else f"{days} days ago"


def lasting(span: float) -> str:
    """How long something takes, in milliseconds: `3 h`, `12 days`."""
    for size, unit in ((_DAY, "day"), (_HOUR, "h"), (_MINUTE, "min")):
        if span >= size:
            number = round(span / size)
            return counted(number, unit) if unit == "day" else f"{number} {unit}"
    return "less than a minute"


def exactly(then: int) -> str:
    """A moment to the second, for people and for `<time datetime>`."""
    return moment(then).strftime("%Y-%m-%d %H:%M:%SZ")


def seen(value: Any) -> str:
    """A value that a condition looked at."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(seen(part) for part in value) or "none"
    return "nothing" if value is None else str(value)


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 item`, `2 items`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
