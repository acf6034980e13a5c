"""What the bot did, left alone or could not do, in a few words: from GitHub's books and the bot's reasons. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.writing.comment import sections_of

_HIDDEN = re.compile(r"<!--.*?-->", re.DOTALL)
_UNSEEN = frozenset({"add_card", "create_label"})  # parts of a move and of a label
_ORDER = (
    *("label", "unlabel", "move_card", "assign", "unassign", "request_review"),
    *("comment", "edit_comment", "delete_comment", "react"),
)


@dataclass(frozen=True, slots=True)
class Deeds:
    """What was done.

    Attributes:
        count: how many things.
        lines: one for each item, or for several with which the same was done.
        asked: whether somebody was asked for a review.
    """

    count: int
    lines: tuple[str, ...]
    asked: bool


def deeds_of(audit: Iterable[Mapping[str, Any]], bot: str) -> Deeds:
    """The bot's part of the audit."""
    rows = [row for row in audit if row["who"] == bot and not row["noop"] and row["did"] not in _UNSEEN]
    items: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        items.setdefault(row["on"], []).append(row)
    lines = Counter(_line(done) for done in items.values())
    shown = tuple(line if times == 1 else f"{times} times: {line}" for line, times in lines.items())
    return Deeds(len(rows), shown, any(row["did"] == "request_review" for row in rows))


def doubled(audit: Iterable[Mapping[str, Any]], bot: str) -> list[str]:
    """What the bot did although it was done: a comment said again, a label that was there, a card in place."""
    found, said = [], set()
    for row in audit:
        if row["who"] != bot:
            continue
        words = (row["on"], row.get("detail", {}).get("body"))
        if row["noop"] or (row["did"] == "comment" and words in said):
            found.append(f"{row['did']} on {row['on']}")
        said |= {words} if row["did"] == "comment" else set()
    return found


def choices(reasons: Iterable[Mapping[str, Any]]) -> list[str]:
    """Why the bot asked whom it asked."""
    return list(dict.fromkeys(one["why"] for document in reasons for one in document["actions"] if one.get("why")))


def parts_of(body: str) -> list[str]:
    """What a comment of the bot's says: by rule where it is its one comment, else as a whole."""
    return list(sections_of(body).values()) or [_HIDDEN.sub("", body)]


def left_alone(reasons: Iterable[Mapping[str, Any]]) -> list[str]:
    """What the bot held back or could not do, and why."""
    said = []
    for document in reasons:
        said += [f"leaves {held['do']} alone: {held['why']}" for held in document["held_back"]]
        said += [
            f"cannot {outcome['do']} {outcome['target']}: {outcome['why']}"
            for outcome in document["outcomes"]
            if outcome["state"] == "failed"
        ]
    return list(dict.fromkeys(said))


def _line(rows: Sequence[Mapping[str, Any]]) -> str:
    details: dict[str, list[str]] = {}
    for row in rows:
        detail = row.get("detail", {})
        name = next((str(detail[key]) for key in ("label", "assignee", "reviewer", "value") if key in detail), "")
        details.setdefault(row["did"], []).append(name)
    return " · ".join(_words(did, details[did]) for did in sorted(details, key=_rank))


def _rank(did: str) -> int:
    return _ORDER.index(did) if did in _ORDER else len(_ORDER)


def _words(did: str, names: Sequence[str]) -> str:
    if did == "label":
        return " ".join(f"+{name}" for name in names)
    if did == "unlabel":
        return " ".join(f"-{name}" for name in names)
    listed = ", ".join(names)
    return {
        "assign": f"assigns {listed}",
        "unassign": f"unassigns {listed}",
        "request_review": f"asks {listed} to review",
        "move_card": f"stage {names[-1]}",
        "comment": "comments",
        "edit_comment": "adds to its comment",
        "delete_comment": "takes the older one away",
        "react": "reacts",
    }.get(did, did.replace("_", " "))
