"""`add_to`: put the item on a project."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Look, Target
from bot.verb import Trace
from bot.writing.pairs import CardChange, CardVerb
from rules.condition import known
from rules.facts import Card, Facts
from rules.goals.add_to import AddTo


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCard(CardChange):
    """A project to be on."""

    do: ClassVar[str] = "add_to"
    becomes: ClassVar[str] = "on"
    words: ClassVar[str] = "add to"

    def changes(self, facts: Facts) -> dict[str, Any]:
        return {"cards": {**known(facts.cards), self.project: Card(id="")}}


class AddToVerb(CardVerb[AddTo], word="add_to"):
    """Adds the item where it is missing, unless a person took it off."""

    trace = Trace("cards")
    mutation = "addProjectV2ItemById"
    undone = "a person took it off"

    def wanted(self, card: Card | None, project: str, look: Look) -> AddCard | None:
        return AddCard(**look.signed, project=project) if card is None else None

    def subject(self, action: AddCard, target: Target) -> Mapping[str, str]:
        del action
        return {"contentId": target.item.node}
