"""What stands behind a command's name: labels, people, a number. Pure."""

import re

from bot.asking.command import Refused, Request
from bot.planning.pause import LABEL as PAUSE
from bot.planning.stages import PREFIX
from rules.escape import label
from rules.template import Template, literally
from rules.words import LOGIN

_NUMBER = re.compile(r"#?([1-9][0-9]{0,9})\b")
_NAME = re.compile(LOGIN)
_LARGEST = 2**31 - 1
"""No larger number can be asked for."""


def labels_in(request: Request) -> tuple[Template, ...] | Refused:
    """The labels that are named, with commas between them; those that have commands of their own are refused."""
    names = list(dict.fromkeys(name for word in request.wish.split(",") if (name := label(word))))
    for name in names:
        if name.lower().startswith(PREFIX):
            return request.refused("has-a-command", label=name, command=f"/stage {name[len(PREFIX) :]}")
        if name.lower() == PAUSE:
            return request.refused("has-a-command", label=name, command="/pause")
    return tuple(map(literally, names)) if names else request.refused("nothing-named")


def people_in(request: Request) -> tuple[str, ...]:
    """The logins that are named, with or without `@`, until a word is none; `me` is whoever asks."""
    found: list[str] = []
    for word in re.split(r"[\s,]+", request.wish):
        if not _NAME.fullmatch(word):
            break
        found.append(request.by.login if word.lower() == "me" else word.removeprefix("@"))
    return tuple(dict.fromkeys(found))


def number_in(request: Request) -> int | None:
    """The number of the issue or pull request that is named first: `#12`."""
    return number_of(request.wish)


def number_of(wish: str) -> int | None:
    """The number that a wish begins with."""
    found = _NUMBER.match(wish)
    return int(found[1]) if found and int(found[1]) <= _LARGEST else None
