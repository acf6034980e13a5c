"""`remove_from`: take the item's card off a project."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Look, Target
from bot.verb import Trace
from bot.writing.pairs import CardChange, CardVerb
from rules.condition import known
from rules.facts import Card, Facts
from rules.goals.remove_from import RemoveFrom


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveCard(CardChange):
    """A project to be off; `card` is the card's id."""

    do: ClassVar[str] = "remove_from"
    becomes: ClassVar[str] = "off"
    words: ClassVar[str] = "remove from"
    card: str

    def changes(self, facts: Facts) -> dict[str, Any]:
        return {"cards": {name: card for name, card in known(facts.cards).items() if name != self.project}}


class RemoveFromVerb(CardVerb[RemoveFrom], word="remove_from"):
    """Takes the card off, whoever put it there, unless a person put it back."""

    trace = Trace("cards", removing=True)
    mutation = "deleteProjectV2Item"
    undone = "a person put it back on"

    def wanted(self, card: Card | None, project: str, look: Look) -> RemoveCard | None:
        return None if card is None else RemoveCard(**look.signed, project=project, card=card.id)

    def subject(self, action: RemoveCard, target: Target) -> Mapping[str, str]:
        del target
        return {"itemId": action.card}
