"""`draft`: make the pull request a draft."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.verb import Trace, Verb
from bot.writing.permissions import PULLS, needs
from rules.facts import Facts
from rules.goals.draft import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertToDraft(Action):
    """Making it a draft, or ready for review."""

    do: ClassVar[str] = "draft"
    draft: bool = True

    @property
    def targets(self) -> tuple[str, ...]:
        return (_state(self.draft),)

    def keys(self) -> dict[str, Any]:
        return {} if self.draft else {"draft": False}

    def describe(self) -> str:
        return "make it a draft" if self.draft else "say that it is ready"

    def changes(self, facts: Facts) -> dict[str, Any]:
        del facts
        return {"draft": self.draft}

    def claims(self) -> Mapping[str, str]:
        return {"draft": _state(self.draft)}


def _state(draft: bool) -> str:
    return "draft" if draft else "ready"


class DraftVerb(Verb[Draft], word="draft"):
    """Makes an open pull request a draft or ready, unless a person said otherwise since."""

    trace = Trace("draft", alone=True, read=lambda draft: [_state(draft)])
    permissions = needs(
        convertPullRequestToDraft=f"{PULLS} and Contents: write",
        markPullRequestReadyForReview=f"{PULLS} and Contents: write",
    )

    def plan(self, goal: Draft, look: Look) -> Iterator[Action | HeldBack]:
        if look.facts.draft is goal.value or look.facts.state != "open":
            return
        changed = "a person said that it is ready" if goal.value else "a person made it a draft again"
        if why := look.undone("draft", _state(goal.value), changed):
            yield look.held_back("draft", why)
        else:
            yield ConvertToDraft(**look.signed, draft=goal.value)

    def writes(self, actions: Sequence[ConvertToDraft], target: Target) -> Iterator[Write | Refusal]:
        mutation = "convertPullRequestToDraft" if actions[-1].draft else "markPullRequestReadyForReview"
        yield Write(mutation, {"pullRequestId": target.item.node}, tuple(actions))
