"""`lock`: a conversation that is over."""

from typing import Literal

from rules.goal import Goal

Reason = Literal["resolved", "off_topic", "too_heated", "spam"]


class Lock(Goal[Literal[True, False] | Reason], word="lock"):
    """Locks the conversation, so that only people with write access can say more; `true`, or GitHub's reason.

    `false` unlocks it. It does so once: when a person changes it back, the rule leaves it so for good.
    """

    example = "lock: resolved"
    reads = frozenset({"locked", "undone"})
    reached = "the conversation is locked, whatever the reason; with `false`, it is not"
    held_back = "a person unlocked the conversation; with `false`, locked it"
