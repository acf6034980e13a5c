"""What the bot says in its comment where a change cannot be proposed as it was wanted. Pure."""

from collections.abc import Iterator

from bot.action import Action, HeldBack, Look
from bot.messages import say
from bot.proposing.change import lines_of
from bot.proposing.entries import Wanted
from bot.writing.aside import said_aside
from rules import escape
from rules.condition import known
from rules.facts import Unknown
from rules.goals.propose import Proposed


def told(asked: Proposed, why: str, look: Look) -> Iterator[Action | HeldBack]:
    """What was left out, or why nothing is proposed; and that an address is there for all to read."""
    parts = [say("propose-left-out", _language(look), file=asked.file, why=why)] if why else []
    if _address(look):
        parts.append(say("propose-address", _language(look), who=known(look.facts.author).login))
    yield from said_aside("\n\n".join(parts), look)


def unmade(asked: Proposed, want: Wanted, look: Look) -> Iterator[Action | HeldBack]:
    """The lines that a person may write, where the bot may not."""
    lines = lines_of(want.change)
    yield from said_aside(say("propose-by-hand", _language(look), file=asked.file, lines=lines), look)


def _language(look: Look) -> str:
    return look.values.get("language", look.book.project.language)


def _address(look: Look) -> bool:
    """Whether the item's author wrote an address into it that everybody can read."""
    body = look.facts.body
    return not isinstance(body, Unknown) and look.facts.kind == "issue" and escape.ADDRESS.search(body) is not None
