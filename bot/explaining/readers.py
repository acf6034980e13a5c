"""What the values of a facts document may be: each reader takes one kind of them, and refuses any other as unfit."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.explaining.moments import read_moment
from bot.explaining.unfit import SHOWN, Unfit
from rules.diagnostics import did_you_mean, nearest

Read = Callable[[Any], Any]
"""Makes of a value what a fact holds; raises `Unfit` where it is none."""

_LARGEST = 2**53


def within(part: Any, read: Read, value: Any) -> Any:
    """What a part of a value says.

    Raises:
        Unfit: with the part in its path.
    """
    try:
        return read(value)
    except Unfit as unfit:
        unfit.path = (part, *unfit.path)
        raise


def text(value: Any) -> str:
    """A text."""
    if isinstance(value, str):
        return value
    plain = isinstance(value, (int, float)) and not isinstance(value, bool)
    raise Unfit("a text", value, f'quote it: "{value}"' if plain else "")


def flag(value: Any) -> bool:
    """True or false."""
    if isinstance(value, bool):
        return value
    raise Unfit("true or false", value)


def whole(value: Any) -> int:
    """A whole number, not below zero."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGEST:
        return value
    raise Unfit("a whole number", value)


def moment(value: Any) -> datetime:
    """A day, or a time of it."""
    try:
        return read_moment(value)
    except ValueError:
        raise Unfit("a date or time", value, "write 2026-01-31 or 2026-01-31T09:00:00Z") from None


def login(value: Any) -> str:
    """A login, with or without `@`."""
    name = value.removeprefix("@") if isinstance(value, str) else ""
    if name and name.isprintable() and " " not in name:
        return name
    raise Unfit("a GitHub login", value)


def maybe(read: Read) -> Read:
    """What may be nothing."""
    return lambda value: None if value is None else read(value)


def one_of(*words: str) -> Callable[[Any], str]:
    """One of some words, in capitals or not."""

    def read(value: Any) -> str:
        word = value.lower() if isinstance(value, str) else ""
        if word in words:
            return word
        near = nearest(word[:SHOWN], words)
        raise Unfit(" or ".join([", ".join(words[:-1]), words[-1]]), value, f"did you mean `{near}`?" if near else "")

    return read


def loud(read: Callable[[Any], str]) -> Read:
    """In capitals, as GitHub's own words are."""
    return lambda value: read(value).upper()


def listed(read: Read) -> Read:
    """A list; what stands alone is a list of one."""

    def read_list(value: Any) -> tuple[Any, ...]:
        if isinstance(value, list):
            return tuple(within(i, read, each) for i, each in enumerate(value))
        if value is None:
            raise Unfit("a list", value, "write [] for none")
        return (read(value),)

    return read_list


def named(read: Read) -> Read:
    """A mapping whose names are free."""

    def read_mapping(value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            return {name: within(name, read, each) for name, each in value.items()}
        raise Unfit("names with values", value)

    return read_mapping


def shaped(takes: str, required: Mapping[str, Read], optional: Mapping[str, Read]) -> Callable[[Any], dict[str, Any]]:
    """A mapping whose names are given."""
    known = {**required, **optional}

    def read_mapping(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict) or not required.keys() <= value.keys():
            raise Unfit(takes, value)
        for name in value:
            if name not in known:
                raise Unfit(takes, value, did_you_mean(name[:SHOWN], known), unknown_key=name[:SHOWN])
        return {name: within(name, known[name], each) for name, each in value.items()}

    return read_mapping
