"""`reopen`: open a closed item again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.verb import Trace, Verb
from bot.writing.permissions import DISCUSSIONS, ISSUES, PULLS, needs
from rules.facts import Facts
from rules.goals.reopen import Reopen

_MUTATIONS = {
    "issue": ("reopenIssue", "issueId"),
    "pull_request": ("reopenPullRequest", "pullRequestId"),
    "discussion": ("reopenDiscussion", "discussionId"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenItem(Action):
    """Opening again."""

    do: ClassVar[str] = "reopen"

    @property
    def targets(self) -> tuple[str, ...]:
        return ("open",)

    def keys(self) -> dict[str, Any]:
        return {}

    def describe(self) -> str:
        return "reopen"

    def changes(self, facts: Facts) -> dict[str, Any]:
        del facts
        return {"state": "open"}

    def claims(self) -> Mapping[str, str]:
        return {"state": "open"}


class ReopenVerb(Verb[Reopen], word="reopen"):
    """Opens what is closed, unless a person closed it again."""

    trace = Trace("state", alone=True)
    permissions = needs(reopenIssue=ISSUES, reopenPullRequest=PULLS, reopenDiscussion=DISCUSSIONS)

    def plan(self, goal: Reopen, look: Look) -> Iterator[Action | HeldBack]:
        del goal
        if look.facts.state == "open":
            return
        if look.facts.state == "merged":
            yield look.held_back("reopen", "a merged pull request cannot be opened again")
        elif why := look.undone("reopen", "open", "a person closed it again"):
            yield look.held_back("reopen", why)
        else:
            yield ReopenItem(**look.signed)

    def writes(self, actions: Sequence[ReopenItem], target: Target) -> Iterator[Write | Refusal]:
        mutation, key = _MUTATIONS[target.item.kind]
        yield Write(mutation, {key: target.item.node}, tuple(actions))
