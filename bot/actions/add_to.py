"""`add_to`: put the item on a project."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Name, Refusal, Target, Verb, Write
from bot.projects import project_key
from rules.condition import known
from rules.facts import Card, Facts
from rules.goals.add_to import AddTo


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCard(Action):
    """A project to be on."""

    do: ClassVar[str] = "add_to"
    project: str

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.project,)

    def keys(self) -> dict[str, Any]:
        return {"project": self.project}

    def describe(self) -> str:
        return f"add to project {self.project}"

    def applied_to(self, facts: Facts) -> Facts:
        return facts.but(cards={**known(facts.cards), self.project: Card(id="")})

    def claims(self) -> Mapping[str, str]:
        return {f"project {self.project}": "on"}


class AddToVerb(Verb[AddTo], word="add_to"):
    """Adds the item where it is missing, unless a person took it off."""

    def plan(self, goal: AddTo, look: Look) -> Iterator[Action | HeldBack]:
        project = project_key(goal.value, known(look.facts.repo))
        if project in known(look.facts.cards):
            return
        if why := look.undone("add_to", project, f"a person took it off project {project}"):
            yield look.held_back("add_to", why)
        else:
            yield AddCard(**look.signed, project=project)

    def names(self, action: AddCard) -> Sequence[Name]:
        return [Name("project", action.project)]

    def writes(self, actions: Sequence[AddCard], target: Target) -> Iterator[Write | Refusal]:
        yield from self.unknown(actions, target, "the App sees no open project {}")
        for part in self.known_parts(actions, target):
            given = {"projectId": target.ids[Name("project", part.project)], "contentId": target.item.node}
            yield Write("addProjectV2ItemById", given, (part,), select="clientMutationId")
