"""What a case asks of the bot: the commands in its comment, or in the first text of its item. Pure."""

from bot.commands import NAMES
from bot.hearing.calls import Heard, hear
from bot.hearing.causes import OPENED, SAID
from bot.hearing.nudges import asking
from bot.hearing.said import asking_lines
from bot.plan import Occasion
from bot.taking.whom import claimants_of
from rules.book import Rulebook
from rules.facts import UNKNOWN, Facts, Person

BOT = "fingerpost[bot]"
_COMMENT = "the comment"
_BY_ASSOCIATION = {"OWNER": "admin", "COLLABORATOR": "write"}
"""What GitHub is taken to allow, where only the bond of whoever asks is given."""


def lines_of(event: str, facts: Facts) -> tuple[str, ...]:
    """What somebody says by an event, as the facts tell it."""
    text = facts.body if event in OPENED else facts.event_comment if event in SAID else None
    return asking_lines(text) if isinstance(text, str) else ()


def occasion_of(cause: str, event: str, facts: Facts, lines: tuple[str, ...], book: Rulebook) -> Occasion:
    """The reason to look: the event, with what is asked by it; programs ask for nothing."""
    actor = facts.actor if isinstance(facts.actor, Person) else None
    names = {name: name for name in book.commands} | NAMES
    heard = Heard() if actor is None or actor.bot else hear(lines, names, BOT)
    return asking(Occasion(cause, event, actor=actor, said="" if event in OPENED else _COMMENT), heard)


def with_people(facts: Facts, occasion: Occasion) -> Facts:
    """The facts, with what nobody needs to say of those who ask: what GitHub lets them do, and that they are free."""
    actor = occasion.actor
    if actor is None or not occasion.asks:
        return facts
    role = _BY_ASSOCIATION.get(actor.association) if isinstance(actor.association, str) else None
    allowed = {actor.login.lower(): role} if role and not facts.permissions else {}
    takers = {login.lower(): 0 for login in claimants_of([occasion])}
    told = {"claimants": takers} if facts.claimants is UNKNOWN else {}
    return facts.but(permissions={**allowed, **facts.permissions}, **told)
