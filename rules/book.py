"""A rule file that has been read: its rules ready to be asked, its sections ready to be looked up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rules.combine import All
from rules.diagnostics import Diagnostic
from rules.events import hears
from rules.goal import Goal
from rules.sections import BoardLook, LabelLook, Project


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: what the ledger knows it by; the name, unless the file gives an id.
        line: where it begins in the file.
        on: the events it waits for; empty for a standing rule, which is looked at in every look.
        goals: what should be so, with its position in `do`.
        names_stage: whether `when` speaks of the present stage, which allows a move back.
    """

    name: str
    id: str
    line: int
    on: frozenset[str]
    when: All
    goals: tuple[tuple[int, Goal[Any]], ...]
    later: tuple[str, ...] = ()
    while_true: bool = False
    on_own_actions: bool = False
    mode: str = "act"
    names_stage: bool = False

    @property
    def standing(self) -> bool:
        """Whether it is looked at in every look."""
        return not self.on

    def hears(self, event: str | None, *, own: bool = False) -> bool:
        """Whether it is looked at for this event; `own` says that the bot caused it."""
        if self.standing:
            return True
        return event is not None and hears(self.on, event) and (self.on_own_actions or not own)

    @property
    def needs(self) -> frozenset[str]:
        """The facts that its conditions and goals read."""
        return self.when.needs.union(*(goal.needs for _, goal in self.goals))


@dataclass(frozen=True)
class Rulebook:
    """The rules of one repository, in the order of the file."""

    project: Project
    rules: tuple[Rule, ...]
    board: BoardLook | None = None
    labels: Mapping[str, LabelLook] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """The stages of the board, first to last."""
        return tuple(self.board.stages) if self.board else ()

    def stage_named(self, name: str) -> str | None:
        """A stage as the file spells it, whatever the case of `name`."""
        return next((stage for stage in self.stages if stage.lower() == name.lower()), None)

    def candidates(self, events: Iterable[tuple[str | None, bool]]) -> tuple[Rule, ...]:
        """The rules that any of these events, each with whether the bot caused it, makes worth a look."""
        heard = tuple(events)
        return tuple(rule for rule in self.rules if any(rule.hears(event, own=own) for event, own in heard))


def needs_of(rules: Iterable[Rule]) -> frozenset[str]:
    """The facts that some rules read."""
    return frozenset().union(*(rule.needs for rule in rules))
