"""What actions share that come in pairs: labels on and off, people assigned and released, cards put and taken."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from bot.action import Action, HeldBack, Look, Name, Refusal, Target, Write
from bot.verb import G, Verb
from bot.writing.permissions import PROJECTS
from bot.writing.projects import project_key
from rules.condition import known
from rules.facts import Card
from rules.sections import ProjectAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelsChange(Action):
    """Labels of an item."""

    labels: tuple[str, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        """What is changed, in lower case."""
        return tuple(map(str.lower, self.labels))

    def keys(self) -> dict[str, Any]:
        """What `explain` prints of it."""
        return {"labels": list(self.labels)}

    def only(self, targets: frozenset[str]) -> Self | None:
        """The change, cut down to some of its targets."""
        left = tuple(name for name in self.labels if name.lower() in targets)
        return replace(self, labels=left) if left else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssigneesChange(Action):
    """Assignees of an item."""

    assignees: tuple[str, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        """What is changed, in lower case."""
        return tuple(map(str.lower, self.assignees))

    def keys(self) -> dict[str, Any]:
        """What `explain` prints of it."""
        return {"assignees": list(self.assignees)}

    def only(self, targets: frozenset[str]) -> Self | None:
        """The change, cut down to some of its targets."""
        left = tuple(name for name in self.assignees if name.lower() in targets)
        return replace(self, assignees=left) if left else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardChange(Action):
    """A project, and what becomes of the item's card there.

    Attributes:
        becomes: the state of the card, as other rules may want it otherwise.
        words: it in a few words.
    """

    becomes: ClassVar[str]
    words: ClassVar[str]
    project: str

    @property
    def targets(self) -> tuple[str, ...]:
        """The project."""
        return (self.project,)

    def keys(self) -> dict[str, Any]:
        """What `explain` prints of it."""
        return {"project": self.project}

    def describe(self) -> str:
        """It in a few words."""
        return f"{self.words} project {self.project}"

    def claims(self) -> Mapping[str, str]:
        """The card's place, and what becomes of it."""
        return {f"project {self.project}": self.becomes}


class CardVerb(Verb[G]):
    """A verb about the item's card on a project.

    Attributes:
        mutation: what carries it out.
        undone: how a person undid it, before `project …`.
    """

    key = "project"
    mutation: ClassVar[str]
    undone: ClassVar[str]

    def __init_subclass__(cls, *, word: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(word=word, **kwargs)
        cls.permissions = {cls.mutation: PROJECTS}

    @abstractmethod
    def wanted(self, card: Card | None, project: str, look: Look) -> Action | None:
        """The action, where the card is not as the goal says; None where it is."""

    @abstractmethod
    def subject(self, action: Any, target: Target) -> Mapping[str, str]:
        """What the mutation is about, beside the project."""

    def plan(self, goal: Any, look: Look) -> Iterator[Action | HeldBack]:
        """The action, unless a person undid it."""
        address: ProjectAddress = goal.value
        project = project_key(address, known(look.facts.repo))
        action = self.wanted(known(look.facts.cards).get(project), project, look)
        if action is None:
            return
        if why := look.undone(self.word, project, f"{self.undone} project {project}"):
            yield look.held_back(self.word, why)
        else:
            yield action

    def names(self, action: Any) -> Sequence[Name]:
        """The project."""
        return [Name("project", action.project)]

    def writes(self, actions: Sequence[Any], target: Target) -> Iterator[Write | Refusal]:
        """One write for each project that the App sees."""
        yield from self.unknown(actions, target, "the App sees no open project {}")
        for part in self.known_parts(actions, target):
            given = {"projectId": target.ids[Name("project", part.project)], **self.subject(part, target)}
            yield Write(self.mutation, given, (part,))
