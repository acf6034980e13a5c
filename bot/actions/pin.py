"""`pin`: pin the issue above the repository's list, or unpin it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.verb import Trace, Verb
from bot.writing.permissions import ISSUES, needs
from rules.facts import Facts
from rules.goals.pin import Pin


@dataclass(frozen=True, slots=True, kw_only=True)
class PinIssue(Action):
    """Pinning, or unpinning."""

    do: ClassVar[str] = "pin"
    pinned: bool = True

    @property
    def targets(self) -> tuple[str, ...]:
        return (_state(self.pinned),)

    def keys(self) -> dict[str, Any]:
        return {} if self.pinned else {"pinned": False}

    def describe(self) -> str:
        return "pin" if self.pinned else "unpin"

    def changes(self, facts: Facts) -> dict[str, Any]:
        del facts
        return {"pinned": self.pinned}

    def claims(self) -> Mapping[str, str]:
        return {"pin": _state(self.pinned)}


def _state(pinned: bool) -> str:
    return "pinned" if pinned else "unpinned"


class PinVerb(Verb[Pin], word="pin"):
    """Pins or unpins it, unless a person changed it back. That GitHub takes no fourth one is for GitHub to say."""

    trace = Trace("pinned", alone=True, read=lambda pinned: [_state(pinned)])
    permissions = needs(pinIssue=ISSUES, unpinIssue=ISSUES)

    def plan(self, goal: Pin, look: Look) -> Iterator[Action | HeldBack]:
        if look.facts.pinned is goal.value:
            return
        if why := look.undone("pin", _state(goal.value), f"a person {_state(not goal.value)} it"):
            yield look.held_back("pin", why)
        else:
            yield PinIssue(**look.signed, pinned=goal.value)

    def writes(self, actions: Sequence[PinIssue], target: Target) -> Iterator[Write | Refusal]:
        mutation = "pinIssue" if actions[-1].pinned else "unpinIssue"
        yield Write(mutation, {"issueId": target.item.node}, tuple(actions))
