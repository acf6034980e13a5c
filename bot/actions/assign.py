"""`assign`: give the item to people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Name, Refusal, Target, Write
from bot.pairs import AssigneesChange
from bot.people.choice import barred_from, choose
from bot.permissions import ISSUES, needs
from bot.verb import Trace, Verb, Wording
from rules.condition import known
from rules.facts import Facts
from rules.goals.assign import Assign

MOST_ASSIGNEES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAssignees(AssigneesChange):
    """People to assign."""

    do: ClassVar[str] = "assign"

    def describe(self) -> str:
        return f"assign {', '.join(self.assignees)}"

    def applied_to(self, facts: Facts) -> Facts:
        return facts.but(assignees=(*known(facts.assignees), *self.assignees))

    def claims(self) -> Mapping[str, str]:
        return {f"assignee {target}": "on" for target in self.targets}


class AssignVerb(Verb[Assign], word="assign"):
    """Assigns as many of those who are meant as are missing."""

    trace = Trace("assignees", timeline=True)
    permissions = needs(addAssigneesToAssignable=ISSUES)
    key, several = "assignees", True
    wording = Wording("ask", "assigned {}", "assign {}")

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

    def passed_over(self, action: AddAssignees, answer: Mapping[str, Any]) -> Iterator[Refusal]:
        # GitHub drops people whom it cannot assign without a word: whoever is missing in its answer was dropped.
        there = {user["login"].lower() for user in answer["assignable"]["assignees"]["nodes"]}
        why = "GitHub cannot assign this person: they are no member and have not commented here"
        yield from (Refusal(action, target, why) for target in action.targets if target not in there)

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
