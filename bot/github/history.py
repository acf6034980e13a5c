"""What people undid, read from an item's timeline. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rules.facts import LabelChange

_DONE = {"LabeledEvent": "label", "AssignedEvent": "assign", "ReviewRequestedEvent": "request_review"}
_UNDONE = {"UnlabeledEvent": "label", "UnassignedEvent": "assign", "ReviewRequestRemovedEvent": "request_review"}
_LABELLED = frozenset({"LabeledEvent", "UnlabeledEvent"})
_REVERSE = {"label": "unlabel", "assign": "unassign"}


def login_of(account: Any) -> str:
    """A login as REST spells it; GraphQL leaves out a bot's `[bot]`."""
    if not isinstance(account, Mapping):
        return "ghost"
    login = str(account.get("login", "ghost"))
    return f"{login}[bot]" if account.get("__typename") == "Bot" and not login.endswith("[bot]") else login


def undone_by_others(timeline: Iterable[Mapping[str, Any]], our_login: str) -> frozenset[tuple[str, str]]:
    """The (verb, target) pairs that somebody else reversed, and that nobody has done again since.

    Taking a label off undoes `label`, whoever had put it there: the person has spoken. Putting one back undoes
    `unlabel` only where the bot had taken it off; else every label that people add would.
    """
    undone: set[tuple[str, str]] = set()
    taken_by_us: set[tuple[str, str]] = set()
    for event in timeline:
        kind, target = str(event.get("__typename")), _target(event)
        ours = login_of(event.get("actor")).lower() == our_login.lower()
        if verb := _DONE.get(kind):
            undone.discard((verb, target))
            if not ours and verb in _REVERSE and (verb, target) in taken_by_us:
                undone.add((_REVERSE[verb], target))
        elif verb := _UNDONE.get(kind):
            undone.discard((_REVERSE.get(verb, ""), target))
            if ours:
                taken_by_us.add((verb, target))
            else:
                undone.add((verb, target))
    return frozenset(undone)


def done_by_others(timeline: Iterable[Mapping[str, Any]], our_login: str) -> frozenset[tuple[str, str]]:
    """The (verb, target) pairs that somebody else did last: what the bot once did there is theirs now."""
    last: dict[tuple[str, str], bool] = {}
    for event in timeline:
        if verb := _DONE.get(str(event.get("__typename"))):
            last[verb, _target(event)] = login_of(event.get("actor")).lower() == our_login.lower()
    return frozenset(pair for pair, ours in last.items() if not ours)


def label_changes(timeline: Iterable[Mapping[str, Any]], our_login: str) -> dict[str, LabelChange]:
    """How each label was changed last; the oldest change first."""
    found: dict[str, LabelChange] = {}
    for event in timeline:
        if event.get("__typename") in _LABELLED:
            label, ours = _target(event), login_of(event.get("actor")).lower() == our_login.lower()
            found.pop(label, None)
            at, on = datetime.fromisoformat(str(event["createdAt"])), event["__typename"] in _DONE
            found[label] = LabelChange(at=at, on=on, ours=ours)
    return found


def _target(event: Mapping[str, Any]) -> str:
    subject = event.get("label") or event.get("assignee") or event.get("requestedReviewer") or {}
    return str(subject.get("name") or subject.get("login") or subject.get("combinedSlug") or "").lower()
