"""A person moved an item past a gate: it stays there, and the bot's comment says once what the stage needs. Pure.

The line goes away when the item is moved on, or is there with all that the stage needs, at its next move.
"""

from collections.abc import Iterator

from bot.action import Action
from bot.actions.comment import Say
from bot.messages import say
from bot.planning.lacking import lacking_in
from bot.planning.mirror import may_differ
from bot.planning.occasion import Occasion
from bot.planning.values import values_of
from rules.book import Rulebook
from rules.condition import known
from rules.facts import UNKNOWN, Facts, Maybe
from rules.goals.stage import Stage

GATES = "board.needs"
"""What the plan, the ledger and the pages name as the reason: the setting that asks for it."""
FACTS = Stage.reads | {"sections"}


def may_pass(book: Rulebook, occasion: Occasion, labels: Maybe[tuple[str, ...]]) -> bool:
    """Whether a person may have moved the item to a stage that needs something."""
    moved = occasion.event is not None and may_differ(occasion, labels)
    return moved and any(book.gate_of(stage) for stage in book.stages)


def was_moved(facts: Facts) -> bool:
    """Whether the item stands elsewhere than where the bot saw it last."""
    return facts.stage_seen is not UNKNOWN and facts.stage != facts.stage_seen


def told_of_gate(book: Rulebook, facts: Facts, cause: str) -> Iterator[Action]:
    """What is said of an item that was moved by hand since the bot saw it last."""
    if not was_moved(facts) or facts.kind == "discussion" or facts.lacking(FACTS):
        return
    stage, there = known(facts.stage), known(facts.sections).get(GATES, "")
    name = book.stage_named(stage or "") or ""
    language = values_of(facts, book).get("language", book.project.language)
    lacks = lacking_in(language, name, facts, book)
    text = say("past-gate", language, stage=name, lacks=lacks) if lacks else ""
    if text != there and not facts.silenced:
        yield Say(rule=GATES, position=0, cause=cause, section=GATES, body=text)
