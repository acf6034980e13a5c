"""Values as people read them. What comes from outside is hostile: escaping is the templates', the rest is here."""

import re
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

from markupsafe import Markup, escape

from bot.clock import moment

_MINUTE, _HOUR, _DAY = 60_000, 3_600_000, 86_400_000
_DAYS_TOLD = 30
# What draws nothing, or turns the text around it: controls, direction marks and overrides, byte order marks.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BACKSLASHED = re.compile(r"\\([^\w\s])")
_MOMENT = re.compile(
    r"20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?\+00:00"
)
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
        return day(moment(then))
    return "yesterday" if days == 1 else f"{days} days ago"


def lasting(span: float) -> str:
    """How long something takes, in milliseconds: `3 h`, `12 days`."""
    for size, unit in ((_DAY, "day"), (_HOUR, "h"), (_MINUTE, "min")):
        if span >= size:
            number = round(span / size)
            return counted(number, unit) if unit == "day" else f"{number} {unit}"
    return "less than a minute"


def day(when: date | int) -> str:
    """A day as people write it: `5 Jan 2026`."""
    told = moment(when) if isinstance(when, int) else when
    return f"{told.day} {told:%b %Y}"


def exactly(then: int | datetime) -> str:
    """A moment to the minute, for people everywhere: `5 Jan 2026, 09:00 UTC`."""
    told = moment(then) if isinstance(then, int) else then.astimezone(UTC)
    return f"{day(told)}, {told:%H:%M} UTC"


def machine(then: int) -> str:
    """A moment to the second, for `<time datetime>`."""
    return f"{moment(then):%Y-%m-%d %H:%M:%SZ}"


def coded(markdown: str) -> Markup:
    """Words in which code stands between backticks, with the code as such."""
    parts = str(clean(markdown)).split("`")
    if len(parts) % 2 == 0:  # one of them is no mark
        return escape("`".join(parts))
    return Markup().join(
        Markup("<code>{}</code>").format(part) if at % 2 else escape(part) for at, part in enumerate(parts)
    )


def seen(value: Any) -> str:
    """A value that a condition looked at."""
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return exactly(datetime.fromisoformat(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(seen(part) for part in value) or "none"
    return "nothing" if value is None else str(value)


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 item`, `2 items`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
