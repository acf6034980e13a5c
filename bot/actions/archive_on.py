"""`archive_on`: archive the item's card on a project."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from bot.action import Look, Target
from bot.verb import Trace
from bot.writing.pairs import CardChange, CardVerb
from rules.condition import known
from rules.facts import Card, Facts
from rules.goals.archive_on import ArchiveOn


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCard(CardChange):
    """A project on which to archive the card with this id."""

    do: ClassVar[str] = "archive_on"
    becomes: ClassVar[str] = "archived"
    words: ClassVar[str] = "archive on"
    card: str

    def changes(self, facts: Facts) -> dict[str, Any]:
        cards = known(facts.cards)
        return {"cards": {**cards, self.project: replace(cards[self.project], archived=True)}}


def _archived(cards: Mapping[str, Card]) -> list[str]:
    return [project for project, card in cards.items() if card.archived]


class ArchiveOnVerb(CardVerb[ArchiveOn], word="archive_on"):
    """Archives the card that is there, unless a person brought it back."""

    trace = Trace("cards", aspect="archived", read=_archived)
    mutation = "archiveProjectV2Item"
    undone = "a person brought it back on"

    def wanted(self, card: Card | None, project: str, look: Look) -> ArchiveCard | None:
        shown = card is not None and not card.archived
        return ArchiveCard(**look.signed, project=project, card=card.id) if card and shown else None

    def subject(self, action: ArchiveCard, target: Target) -> Mapping[str, str]:
        del target
        return {"itemId": action.card}
