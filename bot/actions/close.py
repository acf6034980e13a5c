"""`close`: close the item, once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.verb import Trace, Verb
from bot.writing.permissions import DISCUSSIONS, ISSUES, PULLS, needs
from rules.facts import Facts
from rules.goals.close import Close

_OF_DISCUSSIONS = {"completed": "RESOLVED", "not_planned": "OUTDATED", "duplicate": "DUPLICATE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseItem(Action):
    """Closing, with a reason."""

    do: ClassVar[str] = "close"
    reason: str

    @property
    def targets(self) -> tuple[str, ...]:
        return ("closed",)

    def keys(self) -> dict[str, Any]:
        return {"reason": self.reason}

    def describe(self) -> str:
        return f"close as {self.reason}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        del facts
        return {"state": "closed"}

    def claims(self) -> Mapping[str, str]:
        return {"state": "closed"}


class CloseVerb(Verb[Close], word="close"):
    """Closes what is open, unless a person opened it again."""

    trace = Trace("state", alone=True)
    permissions = needs(closeIssue=ISSUES, closePullRequest=PULLS, closeDiscussion=DISCUSSIONS)

    def plan(self, goal: Close, look: Look) -> Iterator[Action | HeldBack]:
        if look.facts.state != "open":
            return
        if why := look.undone("close", "closed", "a person opened it again"):
            yield look.held_back("close", why)
        else:
            yield CloseItem(**look.signed, reason=goal.value)

    def writes(self, actions: Sequence[CloseItem], target: Target) -> Iterator[Write | Refusal]:
        node, reason = target.item.node, actions[0].reason
        if target.item.kind == "issue":
            yield Write("closeIssue", {"issueId": node, "stateReason": reason.upper()}, tuple(actions))
        elif target.item.kind == "pull_request":
            yield Write("closePullRequest", {"pullRequestId": node}, tuple(actions))
        else:
            given = {"discussionId": node, "reason": _OF_DISCUSSIONS[reason]}
            yield Write("closeDiscussion", given, tuple(actions))
