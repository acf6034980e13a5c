"""`remove_from`: take the item's card off a project."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Name, Refusal, Target, Verb, Write
from bot.projects import project_key
from rules.condition import known
from rules.facts import Facts
from rules.goals.remove_from import RemoveFrom


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveCard(Action):
    """A project to be off; `card` is the card's id."""

    do: ClassVar[str] = "remove_from"
    project: str
    card: str

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.project,)

    def keys(self) -> dict[str, Any]:
        return {"project": self.project}

    def describe(self) -> str:
        return f"remove from project {self.project}"

    def applied_to(self, facts: Facts) -> Facts:
        return facts.but(cards={name: card for name, card in known(facts.cards).items() if name != self.project})

    def claims(self) -> Mapping[str, str]:
        return {f"project {self.project}": "off"}


class RemoveFromVerb(Verb[RemoveFrom], word="remove_from"):
    """Takes the card off, whoever put it there, unless a person put it back."""

    def plan(self, goal: RemoveFrom, look: Look) -> Iterator[Action | HeldBack]:
        project = project_key(goal.value, known(look.facts.repo))
        card = known(look.facts.cards).get(project)
        if card is None:
            return
        if why := look.undone("remove_from", project, f"a person put it back on project {project}"):
            yield look.held_back("remove_from", why)
        else:
            yield RemoveCard(**look.signed, project=project, card=card.id)

    def names(self, action: RemoveCard) -> Sequence[Name]:
        return [Name("project", action.project)]

    def writes(self, actions: Sequence[RemoveCard], target: Target) -> Iterator[Write | Refusal]:
        yield from self.unknown(actions, target, "the App sees no open project {}")
        for part in self.known_parts(actions, target):
            given = {"projectId": target.ids[Name("project", part.project)], "itemId": part.card}
            yield Write("deleteProjectV2Item", given, (part,))
