"""Rules that go on after they waited, as an occasion asks for them. Pure."""

from typing import TYPE_CHECKING

from bot.asking.authority import authorised
from bot.waking.again import Due
from rules.book import Rule, Rulebook
from rules.facts import UNKNOWN, Facts, Person
from rules.goingon import going_on

if TYPE_CHECKING:
    from bot.planning.occasion import Occasion


def goes_on(book: Rulebook, occasion: "Occasion") -> Rule | None:
    """The rule that goes on, as the file says it now; None where none does, or the file has no such rule any more."""
    due = occasion.due
    rule = next((rule for rule in book.rules if rule.id == due.rule), None) if due else None
    if due is None or rule is None:
        return None
    return going_on(rule, due.position, due.since, asked_again=due.asked_again)


def recalled(facts: Facts, due: Due, book: Rulebook) -> Facts:
    """The facts with what the rule had heard when it began to wait, and what its person may ask for by now."""
    label = {"event_label": due.label} if due.label is not None else {}
    heard = facts.but(event=due.event, **label)
    return heard.but(actor=_actor(facts, due, book)) if due.actor else heard


def _actor(facts: Facts, due: Due, book: Rulebook) -> Person:
    author = facts.author
    who = Person(login=due.actor, bot=due.bot, association=due.association or UNKNOWN)
    if isinstance(author, Person) and author.login.lower() == due.actor.lower():
        who = author
    return authorised(who, facts, book) if facts.knows("people") else who
