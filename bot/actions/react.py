"""`react`: add reactions to the item's first text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.verb import Trace, Verb, Wording
from bot.writing.permissions import DISCUSSIONS, ISSUES, PULLS, needs
from bot.writing.reactions import CONTENTS
from rules.condition import known
from rules.facts import Facts
from rules.goals.react import React

ON = " on "


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReactions(Action):
    """Reactions to add.

    Attributes:
        to: the id of the comment that they are for; empty for the item's first text.
    """

    do: ClassVar[str] = "react"
    reactions: tuple[str, ...]
    to: str = ""

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(self._target(name) for name in self.reactions)

    def _target(self, name: str) -> str:
        return f"{name}{ON}{self.to}" if self.to else name

    def keys(self) -> dict[str, Any]:
        return {"reactions": list(self.targets)}

    def describe(self) -> str:
        return f"react with {', '.join(self.reactions)}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        return {} if self.to else {"reacted": known(facts.reacted) | set(self.reactions)}

    def only(self, targets: frozenset[str]) -> Action | None:
        left = tuple(name for name in self.reactions if self._target(name) in targets)
        return replace(self, reactions=left) if left else None


class ReactVerb(Verb[React], word="react"):
    """Adds the reactions that are missing, but none that somebody took away."""

    trace = Trace("reacted")
    permissions = needs(addReaction=f"{ISSUES}, for pull requests {PULLS}, for discussions {DISCUSSIONS}")
    key, several = "reactions", True
    wording = Wording("other", "reacted with {}", "react with {}", end=ON)

    def plan(self, goal: React, look: Look) -> Iterator[Action | HeldBack]:
        wanted = []
        for name in dict.fromkeys(goal.value):
            if name in known(look.facts.reacted):
                continue
            if why := look.undone("react", name, f"somebody took the {name} away"):
                yield look.held_back("react", why)
            else:
                wanted.append(name)
        if wanted:
            yield AddReactions(**look.signed, reactions=tuple(wanted))

    def writes(self, actions: Sequence[AddReactions], target: Target) -> Iterator[Write | Refusal]:
        for action in actions:
            for name in action.reactions:
                given = {"subjectId": action.to or target.item.node, "content": CONTENTS[name]}
                yield Write("addReaction", given, (replace(action, reactions=(name,)),))
