"""What a role asks of somebody, in words: how much of it is there, and what is missing. Pure."""

from collections.abc import Iterable, Iterator

from bot.messages import say
from bot.people.ladder import Ask

_THERE = "✓ "


def lines_of(asks: Iterable[Ask], language: str) -> Iterator[str]:
    """A line of a list for each thing that is asked; what is there bears a tick."""
    yield from (f"- {_THERE if ask.met else ''}{in_words(ask, language)}" for ask in asks)


def in_words(ask: Ask, language: str) -> str:
    """One thing that is asked."""
    have = "" if ask.of == "sponsors" and not ask.have else str(ask.have)
    parts = [say(f"ask-{ask.of}", language, name=ask.name, have=have, need=str(ask.need))]
    parts += [", ".join(in_words(one, language) for one in ask.either)] if ask.either else []
    parts += [say("ask-within", language, within=ask.within)] if ask.within else []
    return " ".join(parts)
