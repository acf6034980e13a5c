"""What people claim to have done and nobody has confirmed yet: what the bot's comment says of it. Pure.

It goes away when somebody else confirms it by `/confirm`, or when nobody did in time.
"""

from collections.abc import Iterator

from bot.action import Action
from bot.actions.comment import Say
from bot.messages import say
from bot.planning.values import values_of
from rules.book import Rulebook
from rules.condition import known
from rules.facts import Facts, Unknown
from rules.recognition import WAITS, OwnCredit, still_open

CREDITS = "/credit"
"""What stands for a rule, and the section of the bot's comment."""
NEEDS = frozenset({"sections", "now", "recorded"})
SHOWN = 5


def speaks_of_credits(facts: Facts) -> bool:
    """Whether anything waits to be confirmed, or the bot's comment says so."""
    return bool(facts.unconfirmed) or (not isinstance(facts.sections, Unknown) and CREDITS in facts.sections)


def told_of_credits(book: Rulebook, facts: Facts, cause: str) -> Iterator[Action]:
    """What has to change in what is said of them, as the item is by now."""
    if not speaks_of_credits(facts) or facts.lacking(NEEDS) or facts.silenced:
        return
    there = known(facts.sections).get(CREDITS, "")
    language = values_of(facts, book).get("language", book.project.language)
    text = "\n\n".join(_line(one, language) for one in still_open(facts.unconfirmed, known(facts.now))[:SHOWN])
    if text != there:
        yield Say(rule=CREDITS, position=0, cause=cause, section=CREDITS, body=text)


def _line(one: OwnCredit, language: str) -> str:
    until = (one.at + WAITS).date().isoformat()
    return say("credit-waits", language, who=one.login, type=one.type, what=one.what, until=until)
