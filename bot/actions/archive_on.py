"""`archive_on`: archive the item's card on a project."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Name, Refusal, Target, Verb, Write
from bot.projects import project_key
from rules.condition import known
from rules.facts import Facts
from rules.goals.archive_on import ArchiveOn


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCard(Action):
    """A project on which to archive the card with this id."""

    do: ClassVar[str] = "archive_on"
    project: str
    card: str

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.project,)

    def keys(self) -> dict[str, Any]:
        return {"project": self.project}

    def describe(self) -> str:
        return f"archive on project {self.project}"

    def applied_to(self, facts: Facts) -> Facts:
        cards = known(facts.cards)
        return facts.but(cards={**cards, self.project: replace(cards[self.project], archived=True)})

    def claims(self) -> Mapping[str, str]:
        return {f"project {self.project}": "archived"}


class ArchiveOnVerb(Verb[ArchiveOn], word="archive_on"):
    """Archives the card that is there, unless a person brought it back."""

    def plan(self, goal: ArchiveOn, look: Look) -> Iterator[Action | HeldBack]:
        project = project_key(goal.value, known(look.facts.repo))
        card = known(look.facts.cards).get(project)
        if card is None or card.archived:
            return
        if why := look.undone("archive_on", project, f"a person brought it back on project {project}"):
            yield look.held_back("archive_on", why)
        else:
            yield ArchiveCard(**look.signed, project=project, card=card.id)

    def names(self, action: ArchiveCard) -> Sequence[Name]:
        return [Name("project", action.project)]

    def writes(self, actions: Sequence[ArchiveCard], target: Target) -> Iterator[Write | Refusal]:
        yield from self.unknown(actions, target, "the App sees no open project {}")
        for part in self.known_parts(actions, target):
            given = {"projectId": target.ids[Name("project", part.project)], "itemId": part.card}
            yield Write("archiveProjectV2Item", given, (part,))
