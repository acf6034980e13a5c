"""People whom a text calls by name, and how it reads when it does not call them. Pure."""

import re
from collections.abc import Collection

# A name after `@` in code or in an address calls nobody; a team has a slash in it and is left as it is.
_MENTION = re.compile(r"(?<![\w`/@.-])@([A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:_[A-Za-z0-9]+)?)(?![\w/-])")


def mentioned(text: str) -> tuple[str, ...]:
    """The people whom a text calls, in lower case, each once."""
    return tuple(dict.fromkeys(login.lower() for login in _MENTION.findall(text)))


def quieted(text: str, people: Collection[str]) -> str:
    """The text with the names of these people, in lower case, written without calling them."""
    return _MENTION.sub(lambda found: found[1] if found[1].lower() in people else found[0], text)


def silent(text: str) -> str:
    """The text calling nobody at all."""
    return quieted(text, mentioned(text))
