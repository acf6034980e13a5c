"""The card that is missing comes once the board can be seen: until then a label has carried the stage. Pure.

Where `board.labels` is set, the card follows the label anyway. Elsewhere the label stays as it is: it is all that tells
the stage if the card does not come after all.
"""

from collections.abc import Iterator

from bot.action import Action
from bot.actions.stage import SetStage, StageVerb
from bot.planning.stages import PREFIX, lacking
from rules.book import Rulebook
from rules.condition import known
from rules.facts import Facts

CARDS = "board.project"
"""What the plan, the ledger and the pages name as the reason: the setting that asks for it."""
FACTS = frozenset({"stage", "card", "board", "labels", "state"})


def only_cards(book: Rulebook) -> bool:
    """Whether the board alone is to show the stages."""
    return book.board is not None and book.board.project is not None and not book.board.labels


def was_staged(facts: Facts) -> bool:
    """Whether the bot itself gave the item a stage."""
    return any(verb == StageVerb.word for _, verb, _ in facts.ours)


def carded(facts: Facts, cause: str) -> Iterator[Action]:
    """The card of an open item that the bot gave a stage; nothing where it is there, or where a person took it off."""
    if facts.kind == "discussion" or facts.lacking(FACTS) or facts.unboarded or facts.state != "open":
        return
    card, stage = known(facts.card), known(facts.stage)
    there = card is not None and (card.archived or card.status is not None)
    carried = f"{PREFIX}{stage}".lower() in {label.lower() for label in known(facts.labels)}
    if was_staged(facts) and stage and carried and not there and not lacking(known(facts.board), stage):
        yield SetStage(rule=CARDS, position=0, cause=cause, stage=stage, card=True, label=False)
