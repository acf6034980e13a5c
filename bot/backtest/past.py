"""What was true of an item in the past, and how each thing that happened changed it. Pure.

Labels, assignees, title, state, draft, milestone, reviews and who was asked for one are taken back to the day on which
the item was opened and then go forward. For what the timeline does not tell the present stands (`AS_NOW`).
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from bot.backtest.history import Happening, Past
from rules.condition import known
from rules.facts import UNKNOWN, Facts, Person, Review

OPENED: Mapping[str, str] = {"issue": "issues.opened", "pull_request": "pull_request.opened"}
_OF_EITHER = {
    "labeled": "labeled",
    "unlabeled": "unlabeled",
    "assigned": "assigned",
    "unassigned": "unassigned",
    "closed": "closed",
    "reopened": "reopened",
    "renamed": "edited",
    "milestoned": "milestoned",
    "demilestoned": "demilestoned",
}
_OF_PULLS = {
    "merged": "closed",
    "ready_for_review": "ready_for_review",
    "converted_to_draft": "converted_to_draft",
    "synchronize": "synchronize",
    "review_requested": "review_requested",
    "review_request_removed": "review_request_removed",
}
_ADDS = {"labeled": "labels", "assigned": "assignees", "review_requested": "requested"}
_TAKES = {"unlabeled": "labels", "unassigned": "assignees", "review_request_removed": "requested"}
_NAMED = object()
_BECOMES: Mapping[str, tuple[str, Any]] = {
    "closed": ("state", "closed"),
    "merged": ("state", "merged"),
    "reopened": ("state", "open"),
    "ready_for_review": ("draft", False),
    "converted_to_draft": ("draft", True),
    "milestoned": ("milestone", _NAMED),
    "demilestoned": ("milestone", None),
}
_WAS: Mapping[str, tuple[str, Any]] = {
    "ready_for_review": ("draft", True),
    "converted_to_draft": ("draft", False),
    "milestoned": ("milestone", None),
    "demilestoned": ("milestone", _NAMED),
    "renamed": ("title", _NAMED),
}
_ELSEWHERE = {"commented": "issue_comment.created", "reviewed": "pull_request_review.submitted"}
_UNDOING = {"unlabeled": "label", "unassigned": "assign", "review_request_removed": "request_review"}
_DOING = {"labeled": "label", "assigned": "assign", "review_requested": "request_review"}
_BACK = {"label": "unlabel", "assign": "unassign"}


class Moment(NamedTuple):
    """One thing that happened, as rules hear of it.

    Attributes:
        event: its name.
        label: the one that it put on or took off; text: what it said.
    """

    event: str
    actor: Person
    label: str | None = None
    text: str | None = None


def first_facts(past: Past, author: Person, around: Facts) -> Facts:
    """The item on the day on which it was opened.

    Args:
        past: the item.
        author: who opened it, as far as that is known.
        around: what is true of the repository and everything in it.
    """
    told: dict[str, Any] = {
        "kind": past.kind,
        "number": past.number,
        "title": past.title,
        "body": past.body,
        "author": author,
        "actor": author,
        "state": "open",
        "draft": past.draft,
        "locked": past.locked,
        "labels": past.labels,
        "assignees": past.assignees,
        "milestone": past.milestone,
        "files": past.files,
        "additions": past.additions,
        "deletions": past.deletions,
        "head": past.head,
        "base": past.base,
        "reactions": past.reactions,
        "linked": past.linked,
        "reviews": (),
        "requested": (),
        "comments": 0,
        "stage": None,
        "created_at": past.created_at,
        "updated_at": past.created_at,
        "human_at": past.created_at,
        "now": past.created_at,
    }
    for happened in reversed(past.happened):
        _take_back(told, happened)
    return around.but(**told)


def _take_back(told: dict[str, Any], happened: Happening) -> None:
    if fact := _ADDS.get(happened.what):
        told[fact] = _without(told[fact], happened.name)
    elif fact := _TAKES.get(happened.what):
        told[fact] = _with(told[fact], happened.name)
    elif happened.what in _WAS:
        fact, was = _WAS[happened.what]
        told[fact] = happened.name if was is _NAMED else was


def went_on(facts: Facts, happened: Happening, *, title: str) -> Facts:
    """The facts once something more has happened; `title` is what a renamed item was called from then on."""
    changes: dict[str, Any] = {"now": happened.at, "updated_at": happened.at}
    if not happened.by.endswith("[bot]"):
        changes["human_at"] = happened.at
    changes |= _changes(facts, happened, title)
    if happened.what in _UNDOING:
        changes["undone"] = known(facts.undone) | {(_UNDOING[happened.what], happened.name.lower())}
    elif happened.what in _DOING:
        pair = _DOING[happened.what], happened.name.lower()
        back = (_BACK.get(pair[0], ""), pair[1])
        taken_by_us = any((verb, target.lower()) == back for _, verb, target in facts.ours)
        changes["undone"] = (known(facts.undone) - {pair}) | ({back} if taken_by_us else set())
    return facts.but(**changes)


def _changes(facts: Facts, happened: Happening, title: str) -> dict[str, Any]:
    what, name = happened.what, happened.name
    if fact := _ADDS.get(what):
        return {fact: _with(getattr(facts, fact), name)}
    if fact := _TAKES.get(what):
        return {fact: _without(getattr(facts, fact), name)}
    if what in _BECOMES:
        fact, value = _BECOMES[what]
        return {fact: name if value is _NAMED else value}
    if what == "reviewed":
        return _reviewed(facts, happened)
    if what == "renamed":
        return {"title": title}
    return {"comments": known(facts.comments) + 1} if what == "commented" else {}


def _reviewed(facts: Facts, happened: Happening) -> dict[str, Any]:
    """Each reviewer's last word counts, and who has reviewed is not asked any more."""
    others = tuple(review for review in known(facts.reviews) if review.author.lower() != happened.by.lower())
    review = Review(author=happened.by, state=happened.name.upper())
    return {"reviews": (*others, review), "requested": _without(known(facts.requested), happened.by)}


def moment_of(past: Past, happened: Happening, actor: Person) -> Moment | None:
    """What rules hear of it; None where GitHub sends no event of that kind about such an item."""
    event = _event(past, happened)
    if event is None:
        return None
    label = happened.name if happened.what in {"labeled", "unlabeled"} else None
    text = happened.text if happened.what in _ELSEWHERE else None
    return Moment(event, actor, label, text)


def _event(past: Past, happened: Happening) -> str | None:
    if happened.what in _ELSEWHERE:
        return _ELSEWHERE[happened.what]
    pull = past.kind == "pull_request"
    action = _OF_EITHER.get(happened.what) or (_OF_PULLS.get(happened.what) if pull else None)
    return f"{'pull_request' if pull else 'issues'}.{action}" if action else None


def _with(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return names if name.lower() in {each.lower() for each in names} else (*names, name)


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(each for each in names if each.lower() != name.lower())


@lru_cache(maxsize=1_024)
def somebody(login: str) -> Person:
    """Whoever has a login, of whom nothing else is known."""
    return Person(login=login, bot=login.endswith("[bot]"), new=UNKNOWN)
