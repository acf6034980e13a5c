"""From the lines of a comment to what is asked of the bot: `/name …`, or `@bot name …`, at the beginning of a line."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

MOST_CALLS = 10
LONGEST_WISH = 500

_SLASH = re.compile(r"/(\w[\w-]{0,39})(?:\s+(.*))?")
_MOST_STRANGE = 30  # comparing a word with all names takes its time
_NEAR = 0.75  # other programs have commands of their own: only what is almost one of ours was meant for us


@dataclass(frozen=True, slots=True)
class Call:
    """Something asked of the bot.

    Attributes:
        command: its own name, whichever of its names was written.
        wish: what stands behind the name, on the same line.
        written: the name as it was written.
    """

    command: str
    wish: str
    written: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What a comment asks.

    Attributes:
        calls: in order; the same one twice counts once.
        mistyped: what was almost a command, each with the name that may have been meant.
        left_out: how many calls were more than are heard.
    """

    calls: tuple[Call, ...] = ()
    mistyped: tuple[tuple[str, str], ...] = ()
    left_out: int = 0


SILENCE = Heard()


def hear(lines: Iterable[str], names: Mapping[str, str], bot: str) -> Heard:
    """What some lines ask of the bot.

    Args:
        lines: as said, see `lines_said`.
        names: every name and other name of a command, in lower case, with the command's own.
        bot: the bot's login; what stands in front of `[bot]` is enough.
    """
    calls: dict[Call, None] = {}
    mistyped: dict[tuple[str, str], None] = {}
    addressed, strange = _addressed_to(bot.removesuffix("[bot]")), set[str]()
    for line in lines:
        found = _SLASH.fullmatch(line) or addressed.fullmatch(line)
        if found is None:
            continue
        written, wish = unicodedata.normalize("NFC", found[1]).lower(), (found[2] or "").strip()[:LONGEST_WISH]
        if command := names.get(written):
            calls[Call(command, wish, written)] = None
        elif written not in strange and len(strange) < _MOST_STRANGE:
            strange.add(written)
            mistyped |= {(written, near): None for near in get_close_matches(written, names, n=1, cutoff=_NEAR)}
    kept, slips = tuple(calls), tuple(mistyped)
    return Heard(kept[:MOST_CALLS], slips[:MOST_CALLS], max(0, len(kept) - MOST_CALLS))


@cache
def _addressed_to(name: str) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(name)}(?:\[bot\])?[:,]?\s+/?(\w[\w-]{{0,39}})(?:\s+(.*))?", re.IGNORECASE)
