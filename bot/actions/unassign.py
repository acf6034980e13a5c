"""`unassign`: take people off the item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Name, Refusal, Target, Write
from bot.people.choice import everybody
from bot.verb import Trace, Verb, Wording, known_ids
from bot.writing.pairs import AssigneesChange
from bot.writing.permissions import ISSUES, needs
from rules.condition import known
from rules.facts import Facts
from rules.goals.unassign import Unassign
from rules.selector import Selector


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveAssignees(AssigneesChange):
    """People to take off."""

    do: ClassVar[str] = "unassign"

    def describe(self) -> str:
        return f"unassign {', '.join(self.assignees)}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        left = tuple(login for login in known(facts.assignees) if login.lower() not in self.targets)
        return {"assignees": left}

    def claims(self) -> Mapping[str, str]:
        return {f"assignee {target}": "off" for target in self.targets}


def _meant(selector: Selector, look: Look) -> list[str]:
    return everybody(selector, look.facts, look.values, look.book.home.regions)


class UnassignVerb(Verb[Unassign], word="unassign"):
    """Takes off everybody who is meant and assigned, but nobody whom a person assigned again."""

    trace = Trace("assignees", removing=True, timeline=True)
    permissions = needs(removeAssigneesFromAssignable=ISSUES)
    key, several = "assignees", True
    wording = Wording("ask", "unassigned {}", "unassign {}")

    takes_back = "assign"

    def plan(self, goal: Unassign, look: Look) -> Iterator[Action | HeldBack]:
        assigned = known(look.facts.assignees)
        everyone = goal.value == Selector()
        meant = {login.lower() for login in (assigned if everyone else _meant(goal.value, look))}
        wanted = []
        for login in assigned:
            if login.lower() not in meant:
                continue
            if why := look.undone("unassign", login, f"a person assigned {login} again"):
                yield look.held_back("unassign", why)
            else:
                wanted.append(login)
        if wanted:
            yield RemoveAssignees(**look.signed, assignees=tuple(wanted))

    def take_back(self, goal: Any, targets: frozenset[str], look: Look) -> Iterator[Action | HeldBack]:
        del goal
        people = tuple(login for login in known(look.facts.assignees) if login.lower() in targets)
        if people:
            yield RemoveAssignees(**look.signed, assignees=people)

    def names(self, action: RemoveAssignees) -> Sequence[Name]:
        return [Name("user", login) for login in action.assignees]

    def writes(self, actions: Sequence[RemoveAssignees], target: Target) -> Iterator[Write | Refusal]:
        yield from self.unknown(actions, target, "there is no GitHub user {}")
        parts = self.known_parts(actions, target)
        if ids := known_ids((name for part in parts for name in self.names(part)), target.ids):
            given = {"assignableId": target.item.node, "assigneeIds": ids}
            yield Write("removeAssigneesFromAssignable", given, parts)
