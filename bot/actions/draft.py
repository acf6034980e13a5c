"""`draft`: make the pull request a draft."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.verb import Trace, Verb
from bot.writing.permissions import PULLS, needs
from rules.facts import Facts
from rules.goals.draft import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertToDraft(Action):
    """Making it a draft."""

    do: ClassVar[str] = "draft"

    @property
    def targets(self) -> tuple[str, ...]:
        return ("draft",)

    def keys(self) -> dict[str, Any]:
        return {}

    def describe(self) -> str:
        return "make it a draft"

    def applied_to(self, facts: Facts) -> Facts:
        return facts.but(draft=True)


class DraftVerb(Verb[Draft], word="draft"):
    """Makes an open pull request a draft, unless a person said since that it is ready."""

    trace = Trace("draft", alone=True)
    permissions = needs(convertPullRequestToDraft=f"{PULLS} and Contents: write")

    def plan(self, goal: Draft, look: Look) -> Iterator[Action | HeldBack]:
        del goal
        if look.facts.draft is True or look.facts.state != "open":
            return
        if why := look.undone("draft", "draft", "a person said that it is ready"):
            yield look.held_back("draft", why)
        else:
            yield ConvertToDraft(**look.signed)

    def writes(self, actions: Sequence[ConvertToDraft], target: Target) -> Iterator[Write | Refusal]:
        yield Write("convertPullRequestToDraft", {"pullRequestId": target.item.node}, tuple(actions))
