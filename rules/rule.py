"""One rule that has been read: what it waits for, what must hold, what should be so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rules.combine import All
from rules.events import hears
from rules.goal import Goal, Goals


def fact_of(need: str) -> str:
    """The fact of which a need names a part: `author` for `author.new`, `teams` for `team:org/slug`."""
    family, parted, _ = need.partition(":")
    return {"team": "teams", "file": "documents"}[family] if parted else need.partition(".")[0]


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        id: what the ledger knows it by; the name, unless the file gives an id.
        line: where it begins in the file.
        base: the preset or repository whose file that is; empty for the community's own.
        on: the events it waits for; empty for a standing rule, which is looked at in every look.
        goals: what should be so, with its position in `do`.
        scope: what it looks at: an `item`, the `repository` as a whole, or nothing of this repository's.
        names_stage: whether `when` speaks of the present stage, which allows a move back.
    """

    name: str
    id: str
    line: int
    on: frozenset[str]
    when: All
    goals: Goals
    later: tuple[str, ...] = ()
    while_true: bool = False
    on_own_actions: bool = False
    mode: str = "act"
    scope: str = "item"
    names_stage: bool = False
    base: str = ""

    @cached_property
    def standing(self) -> bool:
        """Whether it is looked at in every look."""
        return not self.on

    def hears(self, event: str | None, *, own: bool = False) -> bool:
        """Whether it is looked at for this event.

        What the bot itself caused (`own`) is no reason to look again: the plan that caused it has settled.
        """
        if own and not self.on_own_actions:
            return False
        return self.standing or (event is not None and hears(self.on, event))

    @property
    def all_goals(self) -> Goals:
        """Its goals, those included that it leaves to a later moment."""
        return tuple(_all(self.goals))

    @cached_property
    def needs(self) -> frozenset[str]:
        """The facts that its conditions, its goals and their texts read."""
        return self.when.needs.union(*(goal.asks for _, goal in self.goals))

    @cached_property
    def hangs_on(self) -> tuple[str, ...]:
        """The facts without a change of which its conditions are answered as before."""
        return tuple(sorted({"kind", *map(fact_of, self.when.needs)}))


def _all(goals: Goals) -> Iterator[tuple[int, Goal[Any]]]:
    for position, goal in goals:
        yield position, goal
        yield from _all(goal.then)


def needs_of(rules: Iterable[Rule]) -> frozenset[str]:
    """The facts that some rules read."""
    return frozenset().union(*(rule.needs for rule in rules))
