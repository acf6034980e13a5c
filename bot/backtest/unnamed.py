"""A line of a history without a person: what they wrote is empty, and their name is the ghost's. Pure."""

from collections.abc import Mapping
from typing import Any

import orjson

from bot.people.oblivion import GHOST, name_of

_OF_PEOPLE = frozenset({"assigned", "unassigned", "review_requested", "review_request_removed"})


def unnamed(line: bytes, login: str) -> bytes:
    """The line; the same one where it does not speak of the person, none where nobody can read it.

    Labels, milestones and files stay: somebody may be called `bug`.
    """
    if not name_of(login).search(line.decode(errors="replace")):
        return line
    try:
        past = orjson.loads(line)
    except orjson.JSONDecodeError:  # what was being written when the power failed
        return b""
    return orjson.dumps(_item(past, login)) + b"\n"


def _item(past: Mapping[str, Any], login: str) -> dict[str, Any]:
    theirs = _is(past["author"], login)
    texts = {key: "" if theirs else _text(past.get(key, ""), login) for key in ("title", "body")}
    return {
        **past,
        **texts,
        "author": GHOST if theirs else past["author"],
        "assignees": [one for one in past.get("assignees", ()) if not _is(one, login)],
        "head": _text(past.get("head", ""), login),
        "happened": [_happening(one, login, renamed=theirs) for one in past.get("happened", ())],
    }


def _happening(happened: Mapping[str, Any], login: str, *, renamed: bool) -> dict[str, Any]:
    theirs, name, text = _is(happened["by"], login), happened.get("name", ""), happened.get("text", "")
    if happened["what"] in _OF_PEOPLE:
        name = GHOST if _is(name, login) else name
    elif happened["what"] == "renamed":  # from a title of the author's
        name = "" if renamed else _text(name, login)
    by = GHOST if theirs else happened["by"]
    return {**happened, "by": by, "name": name, "text": "" if theirs else _text(text, login)}


def _is(who: str, login: str) -> bool:
    return who.lower() == login.lower()


def _text(text: str, login: str) -> str:
    return name_of(login).sub(GHOST, text)
