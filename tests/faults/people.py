"""What people do in one seed: items are opened, and each lives its own life, with pauses and without."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from tests.faults.community import PRIORITIES, STAGES

Deed = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One deed, and how long after the one before.

    Attributes:
        pause: in seconds; None waits until the bot has come to rest.
    """

    verb: str
    value: str
    pause: float | None


@dataclass(frozen=True, slots=True)
class Life:
    """An item's life."""

    kind: str
    author: str
    title: str
    begins: float
    steps: tuple[Step, ...]


ONE_MORE = Life("issue", "newcomer", "It breaks", 1.0, (Step("label", "bug", None), Step("close", "", None)))


def draw_lives(rng: random.Random) -> list[Life]:
    """The items of one seed."""
    return [_life(rng) for _ in range(rng.randint(3, 4))]


def _life(rng: random.Random) -> Life:
    kind = rng.choice(("issue", "issue", "pull_request"))
    author = rng.choice(("newcomer", "newcomer", "ben", "ada"))
    title = rng.choice(("It breaks", "A crash"))
    steps: list[Step] = []
    urgent, racing = 0, 0
    for _ in range(rng.randint(3, 6)):
        pool = _ANY + (_PULL if kind == "pull_request" else ())
        verb, value = rng.choice(pool)
        if (verb, value) in (("label", "urgent"), ("label", "docs")):
            urgent += 1
            if urgent > 2:
                continue
        racing = 0 if verb in _AFTER_REST else racing + 1
        pause = None if verb in _AFTER_REST or racing > 2 or rng.random() < 0.5 else rng.uniform(1.1, 25)
        racing = 0 if pause is None else racing
        steps.append(Step(verb, value, pause))
    return Life(kind, author, title, rng.uniform(0, 30), tuple(steps))


ON_LABELS = frozenset({"put_beside", "swap", "strip"})
"""What people do with stage labels: put one on beside what is there, one in place of another, or take one off."""
ON_STAGES: Mapping[str, str] = MappingProxyType({"wear": "label", "shed": "unlabel"})
"""What the model calls it to put a stage label on and to take it off, with the sandbox's verbs."""
_HANDS = ("put_beside", "put_beside", "swap", "swap", "strip", "move")


def with_labels(life: Life, rng: random.Random) -> Life:
    """A life in which people touch the stage labels as well, and at times the card in the same moment."""
    steps = list(life.steps)
    for _ in range(rng.randint(0, 3)):
        verb = rng.choice(_HANDS)
        pause = rng.uniform(1.1, 25) if verb == "move" or rng.random() < 0.5 else None
        steps.insert(rng.randint(0, len(steps)), Step(verb, rng.choice(STAGES), pause))
    return replace(life, steps=tuple(steps))


def label_deeds(verb: str, stage: str, seen: dict[str, Any]) -> Iterator[Deed]:
    """One of these deeds in the model's words, by what the person sees; nothing where there is nothing to do."""
    worn = sorted(label.removeprefix("stage/") for label in seen["labels"] if label.startswith("stage/"))
    if verb == "strip" or (verb == "swap" and stage not in worn):
        yield from (("shed", old) for old in worn[:1])
    if verb != "strip" and stage not in worn and (worn or verb == "put_beside"):
        yield "wear", stage


_ANY: tuple[Deed, ...] = (
    ("label", "bug"),
    ("label", "bug"),
    ("label", "urgent"),
    ("unlabel", "urgent"),
    ("label", "docs"),
    ("unlabel", "docs"),
    ("unlabel", "bug"),
    ("unlabel", "triage"),
    ("unlabel", "confirmed"),
    ("unlabel", "attention"),
    ("label", "triage"),
    ("assign", "cem"),
    ("unassign", "ben"),
    ("unassign", "cem"),
    ("comment", "I see it too."),
    ("comment", "So do I."),
    ("edit", "A crash when it rains"),
    ("edit", "It breaks quietly"),
    ("close", ""),
    ("reopen", ""),
    ("milestone", "v2"),
    ("milestone", "v1"),
    ("move", STAGES[1]),
    ("move", STAGES[2]),
    ("move", STAGES[0]),
    ("prioritise", PRIORITIES[1]),
    ("remove_card", ""),
    ("delete_comment", ""),
)
_PULL: tuple[Deed, ...] = (
    ("request_review", "cem"),
    ("remove_request", "cem"),
    ("review", "cem"),
    ("push", "src/b.py"),
)
_AFTER_REST = frozenset({"remove_card", "delete_comment", "unassign", "remove_request", "move", "prioritise"})


def performable(verb: str, value: str, seen: dict[str, Any]) -> dict[str, Any] | None:
    """A deed in GitHub's own words, by what the person sees; None where there is nothing to do."""
    allowed = _sensible(verb, value, seen)
    return _words(verb, value, seen) if allowed else None


def _sensible(verb: str, value: str, seen: dict[str, Any]) -> bool:
    """Whether the deed would change anything, and GitHub takes it."""
    is_open = seen["state"] == "open"
    places = {"label": "labels", "assign": "assignees", "request_review": "requests"}
    undone = {"unlabel": "label", "unassign": "assign", "remove_request": "request_review"}
    if place := places.get(undone.get(verb, verb)):
        barred = place == "requests" and (not is_open or value == seen["author"])
        return not barred and (value in seen[place]) is (verb in undone)
    if verb in _FIELDS:
        return bool(seen["cards"]) and seen["cards"][0]["values"].get(_FIELDS[verb]) != value
    told = {
        "review": is_open,
        "push": is_open,
        "edit": seen["title"] != value,
        "close": is_open,
        "reopen": not is_open,
        "milestone": seen["milestone"] != value,
        "remove_card": bool(seen["cards"]),
        "delete_comment": bool(_said(seen)),
    }
    return bool(told.get(verb, True))


def _words(verb: str, value: str, seen: dict[str, Any]) -> dict[str, Any]:
    """What the sandbox's verb is given."""
    if verb in _FIELDS:
        return {"option": value, "field": _FIELDS[verb]}
    if verb == "delete_comment":
        return {"comment": _said(seen)[0]["id"]}
    if verb == "review":
        return {"state": "approve"}
    if verb == "push":
        return {"files": [value]}
    return {_KEYS[verb]: value} if verb in _KEYS else {}


def _said(seen: dict[str, Any]) -> list[dict[str, Any]]:
    return [comment for comment in seen["comments"] if comment["author"] == "fingerpost[bot]"]


_FIELDS = {"move": "Status", "prioritise": "Priority"}
_KEYS = {
    "label": "labels",
    "unlabel": "labels",
    "assign": "assignees",
    "unassign": "assignees",
    "request_review": "reviewers",
    "remove_request": "reviewers",
    "comment": "body",
    "edit": "title",
    "milestone": "title",
}
