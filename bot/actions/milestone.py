"""`milestone`: give the item a milestone, or take it away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Name, Refusal, Target, Write
from bot.verb import Trace, Verb
from bot.writing.permissions import ISSUES, PULLS, needs
from rules.facts import Facts
from rules.goals.milestone import Milestone

NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMilestone(Action):
    """A milestone to have; None for none."""

    do: ClassVar[str] = "milestone"
    title: str | None

    @property
    def targets(self) -> tuple[str, ...]:
        return ((self.title or NONE).lower(),)

    def keys(self) -> dict[str, Any]:
        return {"title": self.title}

    def describe(self) -> str:
        return f"milestone {self.title or NONE}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        del facts
        return {"milestone": self.title}

    def claims(self) -> Mapping[str, str]:
        return {"milestone": self.targets[0]}


class MilestoneVerb(Verb[Milestone], word="milestone"):
    """Sets the milestone, unless a person changed what the rule had set."""

    trace = Trace("milestone", alone=True)
    permissions = needs(updateIssue=ISSUES, updatePullRequest=PULLS)
    key = "title"

    takes_back = "milestone"

    def plan(self, goal: Milestone, look: Look) -> Iterator[Action | HeldBack]:
        title = goal.value.plain(look.values)
        if title is None:
            yield look.held_back("milestone", f"a value in “{goal.value.source}” is empty")
            return
        wanted = None if title.lower() == NONE else title
        present = str(look.facts.milestone or NONE)
        if present.lower() == title.lower():
            return
        if why := look.undone("milestone", title, f"a person changed it from {title} to {present}"):
            yield look.held_back("milestone", why)
        else:
            yield SetMilestone(**look.signed, title=wanted)

    def take_back(self, goal: Any, targets: frozenset[str], look: Look) -> Iterator[Action | HeldBack]:
        del goal
        if look.facts.milestone is not None and str(look.facts.milestone).lower() in targets:
            yield SetMilestone(**look.signed, title=None)

    def names(self, action: SetMilestone) -> Sequence[Name]:
        return [Name("milestone", action.title)] if action.title else []

    def writes(self, actions: Sequence[SetMilestone], target: Target) -> Iterator[Write | Refusal]:
        yield from self.unknown(actions, target, "the repository has no open milestone {}")
        last = actions[-1]
        if last.title is None:
            yield _write(target, None, tuple(actions))
        elif id_ := target.ids.get(Name("milestone", last.title)):
            yield _write(target, id_, tuple(actions))


def _write(target: Target, milestone: str | None, actions: tuple[Action, ...]) -> Write:
    pull = target.item.kind == "pull_request"
    mutation, key = ("updatePullRequest", "pullRequestId") if pull else ("updateIssue", "id")
    return Write(mutation, {key: target.item.node, "milestoneId": milestone}, actions)
