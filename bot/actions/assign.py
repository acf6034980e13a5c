"""`assign`: give the item to people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Name, Refusal, Target, Verb, Write
from bot.people.choice import barred_from, choose
from rules.condition import known
from rules.facts import Facts
from rules.goals.assign import Assign

MOST_ASSIGNEES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAssignees(Action):
    """People to assign."""

    do: ClassVar[str] = "assign"
    assignees: tuple[str, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(login.lower() for login in self.assignees)

    def keys(self) -> dict[str, Any]:
        return {"assignees": list(self.assignees)}

    def describe(self) -> str:
        return f"assign {', '.join(self.assignees)}"

    def applied_to(self, facts: Facts) -> Facts:
        return facts.but(assignees=(*known(facts.assignees), *self.assignees))

    def only(self, targets: frozenset[str]) -> Action | None:
        left = tuple(name for name in self.assignees if name.lower() in targets)
        return replace(self, assignees=left) if left else None

    def claims(self) -> Mapping[str, str]:
        return {f"assignee {target}": "on" for target in self.targets}


class AssignVerb(Verb[Assign], word="assign"):
    """Assigns as many of those who are meant as are missing."""

    def plan(self, goal: Assign, look: Look) -> Iterator[Action | HeldBack]:
        facts, have = look.facts, known(look.facts.assignees)
        barred = barred_from(facts, "assign", author_too=True)
        choice = choose(goal.value, facts, look.values, have, barred, author_by_name=True)
        chosen = choice.chosen[: max(0, MOST_ASSIGNEES - len(have))]
        if chosen:
            yield AddAssignees(**look.signed, assignees=chosen)
        elif not choice.enough:
            yield look.held_back("assign", choice.why if not choice.chosen else "GitHub takes ten assignees at most")

    def names(self, action: AddAssignees) -> Sequence[Name]:
        return [Name("user", login) for login in action.assignees]

    def writes(self, actions: Sequence[AddAssignees], target: Target) -> Iterator[Write | Refusal]:
        # One write for each person: GitHub refuses a whole write for one person who cannot be assigned.
        yield from self.unknown(actions, target, "there is no GitHub user {}")
        for part in self.known_parts(actions, target):
            for name in self.names(part):
                yield Write(
                    "addAssigneesToAssignable",
                    {"assignableId": target.item.node, "assigneeIds": [target.ids[name]]},
                    (part.only(frozenset({name.key.lower()})),),
                    select="assignable { assignees(first: 20) { nodes { login } } }",
                )
