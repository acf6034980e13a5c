"""What the ledger knows an event by, so that an event made again and its late delivery are one. Pure.

A delivery's own id is not enough: an event that never came has none, and is made again from what GitHub tells of the
item. So an event that can be made again is known by what identifies it in both: that an item was opened, a comment's
number, the second in which a label was put on. GitHub's timeline and its payloads may differ by a moment there.
"""

from collections.abc import Collection
from datetime import datetime

ENDED = "ended:"
"""Begins the cause of what takes back the bot's own work."""
OPENED = frozenset({"issues.opened", "pull_request.opened", "discussion.created"})
SAID = {
    "issue_comment.created": "comment",
    "discussion_comment.created": "comment",
    "pull_request_review.submitted": "review",
}
TIMED = frozenset(
    {"labeled", "unlabeled", "closed", "reopened", "ready_for_review", "converted_to_draft", "assigned", "unassigned"}
    | {"milestoned", "demilestoned", "review_requested", "review_request_removed"}
)
APART_S = 5
"""How far two accounts of one event may be apart."""
_LONGEST = 100


def cause_of(name: str, lane: str, at: datetime | None, *, said: int | None = None, about: str | None = None) -> str:
    """The cause of an event that can be made again; empty for the others, which only their delivery's id tells apart.

    Args:
        name: `issues.opened`.
        lane: the item's.
        at: when it happened.
        said: the number of the comment or review that it brought.
        about: the label that it is about.
    """
    action = name.partition(".")[2]
    if name in OPENED:
        return f"opened:{lane}"
    if name in SAID and said is not None:
        return f"{SAID[name]}:{lane}:{said}"
    if action in TIMED and at is not None:
        which = f":{about.lower()[:_LONGEST]}" if about else ""
        return f"{action}:{lane}{which}@{int(at.timestamp())}"
    return ""


def same(cause: str, other: str) -> bool:
    """Whether two causes are one event."""
    if cause == other:
        return True
    what, mark, at = cause.rpartition("@")
    others, _, time = other.rpartition("@")
    if not mark or what != others or what.partition(":")[0] not in TIMED:
        return False
    return abs(int(at) - int(time)) <= APART_S


def known_as(cause: str, known: Collection[str]) -> str:
    """The cause by which an event is known already, else its own."""
    if cause in known:
        return cause
    return next((other for other in sorted(known) if same(cause, other)), cause)
