"""`pin`: pin the issue above the repository's list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.verb import Trace, Verb
from bot.writing.permissions import ISSUES, needs
from rules.facts import Facts
from rules.goals.pin import Pin


@dataclass(frozen=True, slots=True, kw_only=True)
class PinIssue(Action):
    """Pinning."""

    do: ClassVar[str] = "pin"

    @property
    def targets(self) -> tuple[str, ...]:
        return ("pinned",)

    def keys(self) -> dict[str, Any]:
        return {}

    def describe(self) -> str:
        return "pin"

    def applied_to(self, facts: Facts) -> Facts:
        return facts.but(pinned=True)


class PinVerb(Verb[Pin], word="pin"):
    """Pins what is not pinned, unless a person unpinned it. That GitHub takes no fourth one is for GitHub to say."""

    trace = Trace("pinned", alone=True)
    permissions = needs(pinIssue=ISSUES)

    def plan(self, goal: Pin, look: Look) -> Iterator[Action | HeldBack]:
        del goal
        if look.facts.pinned is True:
            return
        if why := look.undone("pin", "pinned", "a person unpinned it"):
            yield look.held_back("pin", why)
        else:
            yield PinIssue(**look.signed)

    def writes(self, actions: Sequence[PinIssue], target: Target) -> Iterator[Write | Refusal]:
        yield Write("pinIssue", {"issueId": target.item.node}, tuple(actions))
