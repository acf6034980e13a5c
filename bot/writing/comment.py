"""The bot's one comment on an item: sections by rule, between hidden markers.

A comment is ours when it begins with the marker *and* the bot wrote it; anybody can copy a marker.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote, unquote

from rules.escape import ZERO_WIDTH

MOST_CHARACTERS = 60_000
MARKER = "<!-- fingerpost -->"
_QUIET = "<!-- fingerpost quiet -->"
"""What a comment bears that only answers: a person deleted the one before, so nothing else is said on the item."""

_SECTION = re.compile(r"<!-- fingerpost:section ([A-Za-z0-9_.~%/-]{1,2500}) -->\n")


def compose(sections: Mapping[str, str], order: Sequence[str], *, quiet: bool = False) -> str:
    """The comment's body: a section for each rule, in the order of the file, within the limit.

    Sections of rules that the file no longer has stand at the end. What does not fit is left out from the end.
    """
    rank = {rule: place for place, rule in enumerate(order)}
    keys = sorted(sections, key=lambda key: _place(key, rank))
    body = f"{MARKER}\n{_QUIET}" if quiet else MARKER
    for key in keys:
        part = f"\n<!-- fingerpost:section {quote(key, safe='')} -->\n{sections[key]}\n"
        if len(body) + len(part) > MOST_CHARACTERS:
            break
        body += part
    return body


def section_of(rule: str, number: int) -> str:
    """The section of a rule's first comment, or of a later one."""
    return rule if number == 1 else f"{rule}#{number}"


def _place(key: str, rank: Mapping[str, int]) -> tuple[int, int]:
    rule, _, number = key.rpartition("#")
    if key not in rank and rule in rank and number.isdecimal():
        return rank[rule], int(number)
    return rank.get(key, len(rank)), 1


def clean(text: str) -> str:
    """A section's text as the comment gives it back: no marker of ours in it, line ends as GitHub keeps them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines.replace("<!-- fingerpost", f"<!--{ZERO_WIDTH} fingerpost").strip()


def is_ours(body: str) -> bool:
    """Whether a comment that the bot wrote is its one comment on the item."""
    return body.startswith(MARKER)


def is_quiet(body: str) -> bool:
    """Whether the comment only answers, because a person deleted the one before."""
    return body.replace("\r\n", "\n").startswith(f"{MARKER}\n{_QUIET}")


def sections_of(body: str) -> dict[str, str]:
    """What the comment says, by rule; empty for a comment that is not in this form."""
    pieces = _SECTION.split(body.replace("\r\n", "\n"))
    return {unquote(key): text.strip("\n") for key, text in zip(pieces[1::2], pieces[2::2], strict=True)}
