"""What a role requires, and how people come to it, in words. Pure."""

from collections.abc import Callable, Mapping

from bot.people.ladder import Ask
from rules.decisions import decision_in
from rules.ladder import by_itself
from webhooks.pages.text import counted


def _sponsors(ask: Ask) -> str:
    people = "somebody who vouches" if ask.need == 1 else f"{ask.need} people who vouch"
    return f"{people}, of at least {counted(ask.have, 'employer')}" if ask.have else people


_WORDS: Mapping[str, Callable[[Ask], str]] = {
    "role": lambda ask: f"the role {ask.name.replace(', ', ' or ')}",
    "pathway": lambda ask: f"{ask.name}: {ask.need}",
    "contributions": lambda ask: counted(ask.need, "contribution"),
    "months_active": lambda ask: f"{counted(ask.need, 'month')} from the first contribution to the latest",
    "months_in_role": lambda ask: f"{counted(ask.need, 'month')} in that role",
    "sponsors": _sponsors,
    "listed_in": lambda ask: f"an entry in the file of {ask.name}",
    "any": lambda ask: f"one of these: {', '.join(map(in_words, ask.either))}",
}


def in_words(ask: Ask) -> str:
    """One thing that is asked of whoever comes to a role."""
    words = _WORDS[ask.of](ask)
    return f"{words} (within {ask.within})" if ask.within else words


def way_to(granted: str | None) -> str:
    """How people come to a role."""
    if decision := decision_in(granted):
        return f"people decide, by “{decision}”"
    return "comes by itself" if by_itself(granted) else "given in the people file"
