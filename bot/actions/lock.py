"""`lock`: lock the conversation, once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.verb import Trace, Verb
from bot.writing.permissions import CONVERSATIONS, needs
from rules.facts import Facts
from rules.goals.lock import Lock


@dataclass(frozen=True, slots=True, kw_only=True)
class LockConversation(Action):
    """Locking; without a reason where none is given."""

    do: ClassVar[str] = "lock"
    reason: str | None

    @property
    def targets(self) -> tuple[str, ...]:
        return ("locked",)

    def keys(self) -> dict[str, Any]:
        return {"reason": self.reason}

    def describe(self) -> str:
        return f"lock as {self.reason}" if self.reason else "lock"

    def applied_to(self, facts: Facts) -> Facts:
        return facts.but(locked=True)


class LockVerb(Verb[Lock], word="lock"):
    """Locks what is not locked, unless a person unlocked it."""

    trace = Trace("locked", alone=True)
    permissions = needs(lockLockable=CONVERSATIONS)

    def plan(self, goal: Lock, look: Look) -> Iterator[Action | HeldBack]:
        if look.facts.locked is True:
            return
        if why := look.undone("lock", "locked", "a person unlocked the conversation"):
            yield look.held_back("lock", why)
        else:
            yield LockConversation(**look.signed, reason=None if goal.value is True else goal.value)

    def writes(self, actions: Sequence[LockConversation], target: Target) -> Iterator[Write | Refusal]:
        given = {"lockableId": target.item.node}
        if reason := actions[0].reason:
            given["lockReason"] = reason.upper()
        yield Write("lockLockable", given, tuple(actions))
