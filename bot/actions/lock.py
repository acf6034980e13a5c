"""`lock`: lock the conversation, or unlock it, once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.verb import Trace, Verb
from bot.writing.permissions import CONVERSATIONS, needs
from rules.facts import Facts
from rules.goals.lock import Lock


@dataclass(frozen=True, slots=True, kw_only=True)
class LockConversation(Action):
    """Locking, without a reason where none is given; or unlocking."""

    do: ClassVar[str] = "lock"
    reason: str | None
    locked: bool = True

    @property
    def targets(self) -> tuple[str, ...]:
        return (_state(self.locked),)

    def keys(self) -> dict[str, Any]:
        return {"reason": self.reason} if self.locked else {"locked": False}

    def describe(self) -> str:
        return f"lock as {self.reason}" if self.reason else "lock" if self.locked else "unlock"

    def changes(self, facts: Facts) -> dict[str, Any]:
        del facts
        return {"locked": self.locked}

    def claims(self) -> Mapping[str, str]:
        return {"lock": _state(self.locked)}


def _state(locked: bool) -> str:
    return "locked" if locked else "unlocked"


class LockVerb(Verb[Lock], word="lock"):
    """Locks what is not locked, or the other way round, unless a person changed it back."""

    trace = Trace("locked", alone=True, read=lambda locked: [_state(locked)])
    permissions = needs(lockLockable=CONVERSATIONS, unlockLockable=CONVERSATIONS)

    def plan(self, goal: Lock, look: Look) -> Iterator[Action | HeldBack]:
        locked, reason = goal.value is not False, goal.value if isinstance(goal.value, str) else None
        if look.facts.locked is locked:
            return
        if why := look.undone("lock", _state(locked), f"a person {_state(not locked)} the conversation"):
            yield look.held_back("lock", why)
        else:
            yield LockConversation(**look.signed, reason=reason, locked=locked)

    def writes(self, actions: Sequence[LockConversation], target: Target) -> Iterator[Write | Refusal]:
        given = {"lockableId": target.item.node}
        if not actions[-1].locked:
            yield Write("unlockLockable", given, tuple(actions))
            return
        if reason := actions[-1].reason:
            given["lockReason"] = reason.upper()
        yield Write("lockLockable", given, tuple(actions))
