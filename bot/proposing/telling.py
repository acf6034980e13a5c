"""What the bot says in its comment where a change cannot be proposed as it was wanted. Pure."""

from collections.abc import Iterator

from bot.action import Action, HeldBack, Look
from bot.messages import say
from bot.people.fitting import fitting
from bot.people.ladder import empty_seats
from bot.proposing.change import Change, lines_of
from bot.proposing.entries import Wanted
from bot.writing.aside import said_aside
from rules import escape
from rules.condition import known
from rules.facts import UNKNOWN
from rules.goals.propose import Proposed


def told(asked: Proposed, why: str, look: Look, joined: Change | None = None) -> Iterator[Action | HeldBack]:
    """What was left out, or why nothing is proposed; and that an address is there for all to read.

    Args:
        asked: what the rule asks for.
        why: something was left out, or all of it.
        look: the goal that is planned.
        joined: the entry that is proposed; whoever joins by it is told what they may do at once.
    """
    parts = [say("propose-left-out", _language(look), file=asked.file, why=why)] if why else []
    if _address(look):
        parts.append(say("propose-address", _language(look), who=known(look.facts.author).login))
    if joined and asked.file == look.book.project.people and _is_theirs(joined, look):
        parts.append(_to_do(joined, look))
    yield from said_aside("\n\n".join(part for part in parts if part), look)


def _is_theirs(joined: Change, look: Look) -> bool:
    """Whether it is the new entry of whoever wrote the item."""
    return joined.new and joined.of.get("github", "").lower() == known(look.facts.author).login.lower()


def _to_do(joined: Change, look: Look) -> str:
    """The open items that suit them best; what the community needs, where there is none."""
    if look.facts.inviting is UNKNOWN:
        return ""
    language, who = _language(look), known(look.facts.author).login
    found = fitting(look.facts.inviting, _listed(joined, "topics"), _listed(joined, "languages"))
    if not found:
        members = () if look.facts.people is UNKNOWN else look.facts.people
        return say("join-nothing", language, who=who, needs=", ".join(empty_seats(look.book.roles, members)))
    lines = [say("what-next-line", language, number=str(one.number), title=one.title) for one in found]
    return "\n".join([say("join-fits", language, who=who), "", *lines])


def _listed(joined: Change, key: str) -> tuple[str, ...]:
    held = joined.set.get(key, ())
    return tuple(map(str, held)) if isinstance(held, tuple) else (str(held),)


def unmade(asked: Proposed, want: Wanted, look: Look) -> Iterator[Action | HeldBack]:
    """The lines that a person may write, where the bot may not."""
    lines = lines_of(want.change)
    yield from said_aside(say("propose-by-hand", _language(look), file=asked.file, lines=lines), look)


def _language(look: Look) -> str:
    return look.values.get("language", look.book.project.language)


def _address(look: Look) -> bool:
    """Whether the item's author wrote an address into it that everybody can read."""
    body = look.facts.body
    return body is not UNKNOWN and look.facts.kind == "issue" and escape.ADDRESS.search(body) is not None
