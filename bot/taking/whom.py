"""Whom a claim is for: whoever speaks, or the people who are named with `@`. Pure."""

import re
from collections.abc import Iterable

from bot.hearing.calls import Call
from bot.planning.occasion import Occasion

NAMING = frozenset({"assign", "credit"})
"""The commands that name people of whom it must be known that they are there."""
MOST_NAMED = 10
MOST_LOOKED_AT = 60
_LOGIN = r"[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:_[A-Za-z0-9]+)?"  # what comes after `_` names the enterprise that manages it
_NAMED = re.compile(rf"(?<![\w.-])@({_LOGIN})(?![\w/])")
_BARE = re.compile(_LOGIN)


def others_in(wish: str, speaker: str) -> tuple[str, ...]:
    """The other people whom a wish names; a word without `@` is a word."""
    names = {name.lower(): name for name in _NAMED.findall(wish)}
    return tuple(name for low, name in names.items() if low not in {"me", speaker.lower()})[:MOST_NAMED]


def takers_in(wish: str, speaker: str) -> tuple[str, ...]:
    """Those whom a wish is for: the others whom it names, and whoever speaks, where it names them or nobody."""
    named = {name.lower() for name in _NAMED.findall(wish)}
    others = others_in(wish, speaker)
    return (*others, speaker) if not others or named & {"me", speaker.lower()} else others


def bare_name_in(wish: str, speaker: str) -> str:
    """A single word that may have been meant as somebody's name; empty where there is none."""
    word = wish.strip().rstrip(".!")
    return word if _BARE.fullmatch(word) and word.lower() not in {"me", speaker.lower()} else ""


def claimants_of(occasions: Iterable[Occasion]) -> tuple[str, ...]:
    """Those who would take the item by what is asked, each once: those who speak, then a bounded number of others."""
    calls: list[tuple[Call, str]] = [
        (call, one.actor.login) for one in occasions if one.actor for call in one.heard.calls if call.command in NAMING
    ]
    speakers = {speaker.lower(): speaker for _, speaker in calls}
    others = {login.lower(): login for call, speaker in calls for login in others_in(call.wish, speaker)}
    return (*speakers.values(), *(login for low, login in others.items() if low not in speakers))[:MOST_LOOKED_AT]
