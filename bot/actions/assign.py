"""`assign`: give the item to people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Name, Refusal, Target, Write
from bot.hearing.causes import ENDED
from bot.people.choice import Choice, barred_from
from bot.verb import VERBS, Trace, Verb, Wording
from bot.writing.choosing import chosen_by, handed_on, needs_told, role_kept
from bot.writing.pairs import AssigneesChange
from bot.writing.permissions import ISSUES, needs
from rules.condition import known
from rules.durations import Duration
from rules.facts import UNKNOWN, Facts
from rules.goals.assign import Assign
from rules.reviewing import waits_for_a_reviewer
from rules.selector import Selector

MOST_ASSIGNEES = 10
UNASSIGNABLE = "GitHub cannot assign this person: they are no member and have not commented here"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAssignees(AssigneesChange):
    """People to assign.

    Attributes:
        by: the goal that asks for them: its rule's id and its position.
        patience: how long they have to do something before it goes to the next one.
    """

    do: ClassVar[str] = "assign"
    by: tuple[str, int] = field(default=("", 0), compare=False)
    patience: Duration | None = field(default=None, compare=False)

    def describe(self) -> str:
        return f"assign {', '.join(self.assignees)}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        asked = {(self.by, login.lower()) for login in self.assignees}
        return {"assignees": (*known(facts.assignees), *self.assignees), "asked": facts.asked | asked}

    def claims(self) -> Mapping[str, str]:
        return {f"assignee {login.lower()}": "on" for login in self.assignees}


class AssignVerb(Verb[Assign], word="assign"):
    """Assigns as many of those who are meant as are missing."""

    trace = Trace("assignees", timeline=True)
    permissions = needs(addAssigneesToAssignable=ISSUES)
    key, several = "assignees", True
    wording = Wording("ask", "assigned {}", "assign {}")

    def rests(self, goal: Assign, facts: Facts) -> bool:
        if goal.outright is None or not goal.outright.issubset(map(str.lower, known(facts.assignees))):
            return False
        return facts.sections is UNKNOWN or not facts.sections  # where it may say that nobody was found

    def plan(self, goal: Assign, look: Look) -> Iterator[Action | HeldBack]:
        if goal.since:
            yield from _next_one(goal.value, goal.since, look)
            return
        facts, selector = look.facts, goal.value
        assigned, barred = known(facts.assignees), barred_from(facts, "assign", author_too=True)
        # Who had it before does not count where the rule wants somebody else.
        mine = [login for by, login in facts.asked if by == (look.rule.id, look.position)]
        have = mine if "assignee" in (selector.never or ()) else assigned
        choice = chosen_by(selector, look, have, barred, author_by_name=True)
        chosen = choice.chosen[: max(0, MOST_ASSIGNEES - len(assigned))]
        yield from needs_told(choice, look, met=bool(chosen) or choice.enough)
        if chosen:
            yield _assigning(choice, chosen, look)
            yield from role_kept(choice, look)
        elif not choice.enough:
            yield look.held_back("assign", choice.why if not choice.chosen else "GitHub takes ten assignees at most")

    def names(self, action: AddAssignees) -> Sequence[Name]:
        return [Name("user", login) for login in action.assignees]

    def passed_over(self, action: AddAssignees, answer: Mapping[str, Any]) -> Iterator[Refusal]:
        # GitHub drops people whom it cannot assign without a word: whoever is missing in its answer was dropped.
        there = {user["login"].lower() for user in answer["assignable"]["assignees"]["nodes"]}
        yield from (Refusal(action, target, UNASSIGNABLE) for target in action.targets if target not in there)

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


def _assigning(choice: Choice, people: tuple[str, ...], look: Look) -> AddAssignees:
    """The people who get the item, and why."""
    given = {**look.signed, "why": choice.explained, "even": choice.even, "patience": choice.patience}
    return AddAssignees(**given, assignees=people, by=(look.rule.id, look.position))


def _next_one(selector: Selector, since: datetime, look: Look) -> Iterator[Action | HeldBack]:
    """Free those whom the rule assigned and who have been silent, as many as others are found; nobody gets it twice."""
    facts, assigned = look.facts, known(look.facts.assignees)
    mine = {who for by, verb, who in facts.ours if by == look.rule.id and verb in {"assign", "unassign"}}
    theirs = {who for verb, who in facts.claimed if verb == "assign"}
    silent = [login for login in assigned if login.lower() in mine - theirs and known(facts.acts).silent(login, since)]
    if not silent or facts.state != "open" or any(by == (look.rule.id, look.position) for by, _ in facts.asked):
        return
    if why := waits_for_a_reviewer(facts):
        yield look.held_back("assign", why)
        return
    have = [login for login in assigned if login not in silent]
    barred = barred_from(facts, "assign", author_too=True) | dict.fromkeys(mine, "was asked already")
    choice = chosen_by(selector, look, have, barred)

    def hand(released: tuple[str, ...]) -> Iterator[Action | HeldBack]:
        freed = frozenset(login.lower() for login in released)
        yield from VERBS["unassign"].take_back(None, freed, replace(look, cause=f"{ENDED}{look.cause}"))
        yield _assigning(choice, choice.chosen, look)

    yield from handed_on("assign", choice, silent, look, hand)
