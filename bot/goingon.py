"""Rules that go on after they waited, as an occasion asks for them. Pure."""

from typing import TYPE_CHECKING

from bot.again import Due
from rules.book import Rule, Rulebook
from rules.facts import Facts, Person
from rules.goingon import going_on

if TYPE_CHECKING:
    from bot.occasion import Occasion


def goes_on(book: Rulebook, occasion: "Occasion") -> Rule | None:
    """The rule that goes on, as the file says it now; None where none does, or the file has no such rule any more."""
    due = occasion.due
    rule = next((rule for rule in book.rules if rule.id == due.rule), None) if due else None
    if due is None or rule is None:
        return None
    return going_on(rule, due.position, due.since, asked_again=due.asked_again)


def recalled(facts: Facts, due: Due) -> Facts:
    """The facts with what the rule had heard when it began to wait."""
    actor = {"actor": Person(login=due.actor, bot=due.bot)} if due.actor else {}
    label = {"event_label": due.label} if due.label is not None else {}
    return facts.but(event=due.event, **actor, **label)
