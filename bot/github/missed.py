"""What happened to an item since a moment, read from its timeline: events that were missed, made again.

GitHub tells when something was done, by whom and to what, but not everything that a webhook tells. Made again is what
can be made exactly; `docs/github-behaviour.md` lists it. A push is not: GitHub does not tell when it came.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.events import Event
from bot.github.document import Part
from bot.github.history import login_of
from bot.github.queries import TYPES
from bot.hearing.causes import cause_of
from bot.hearing.payloads import Account
from bot.hearing.said import asking_lines, person_of

_WHO = "{ __typename login }"
_BOTH = ("Labeled", "Unlabeled", "Assigned", "Unassigned", "Milestoned", "Demilestoned", "Closed", "Reopened")
_PULLS = (*_BOTH, "ReadyForReview", "ConvertToDraft", "ReviewRequested", "ReviewRequestRemoved")
_ACTIONS = {
    "ReadyForReview": "ready_for_review",
    "ConvertToDraft": "converted_to_draft",
    "ReviewRequested": "review_requested",
    "ReviewRequestRemoved": "review_request_removed",
}
_SAID = f"id createdAt body authorAssociation author {_WHO}"
_EVENTS = {"IssueComment": "issue_comment.created", "PullRequestReview": "pull_request_review.submitted"}


def missed_part(event: Event, since: datetime) -> Part:
    """What to ask about the item of an event.

    Raises:
        ValueError: it is not about an item.
    """
    if event.item is None:
        raise ValueError("only items have a history")
    kind = event.item.kind
    held = _TALK if kind == "discussion" else _timeline(_PULLS if kind == "pull_request" else _BOTH, kind)
    variables: dict[str, tuple[str, Any]] = {"item": ("ID!", event.item.node)}
    if kind != "discussion":
        variables["since"] = ("DateTime!", since.isoformat())
    text = f"node(id: $item) {{ ... on {TYPES[kind]} {{ createdAt closedAt body author {_WHO} {held} }} }}"
    return Part("missed", text, variables)


_REPLIES = f"replies(last: 20) {{ nodes {{ databaseId {_SAID} }} }}"
_TALK = f"comments(last: 50) {{ nodes {{ databaseId {_SAID} {_REPLIES} }} }}"


def _timeline(names: tuple[str, ...], kind: str) -> str:
    types = [*(f"{_action(name)}_EVENT".upper() for name in names), "ISSUE_COMMENT"]
    types = ["CONVERT_TO_DRAFT_EVENT" if one == "CONVERTED_TO_DRAFT_EVENT" else one for one in types]
    spread = [f"... on {name}Event {{ createdAt actor {_WHO}{_MORE.get(name, '')} }}" for name in names]
    spread.append(f"... on IssueComment {{ fullDatabaseId {_SAID} }}")
    if kind == "pull_request":
        types.append("PULL_REQUEST_REVIEW")
        spread.append(f"... on PullRequestReview {{ fullDatabaseId {_SAID} }}")
    asked = f"timelineItems(last: 100, since: $since, itemTypes: [{', '.join(types)}])"
    return f"{asked} {{ nodes {{ __typename {' '.join(spread)} }} }}"


_MORE = {"Labeled": " label { name }", "Unlabeled": " label { name }"}


def _action(name: str) -> str:
    return _ACTIONS.get(name, name.lower())


def missed_events(look: Event, node: Mapping[str, Any], since: datetime) -> list[Event]:
    """The events about an item since a moment, in the order in which they happened.

    Args:
        look: the reason of ours to look at the item; tells everything that all of them have in common.
        node: the answer to `missed_part`.
        since: what was before was heard.
    """
    kind = look.item.kind if look.item else ""
    found = [*_beginning(look, kind, node), *_talk(look, node), *_history(look, kind, node)]
    return sorted((event for event in found if event.at and event.at >= since), key=_moment)


def _moment(event: Event) -> float:
    return event.at.timestamp() if event.at else 0.0


def _beginning(look: Event, kind: str, node: Mapping[str, Any]) -> Iterator[Event]:
    family = {"issue": "issues.opened", "pull_request": "pull_request.opened"}.get(kind, "discussion.created")
    opened = _event(look, family, node["createdAt"], node.get("author"))
    yield replace(opened, lines=asking_lines(str(node.get("body") or "")))
    if kind == "discussion" and node.get("closedAt"):
        yield _event(look, "discussion.closed", node["closedAt"], None)


def _talk(look: Event, node: Mapping[str, Any]) -> Iterator[Event]:
    """The comments on a discussion, and the replies to them."""
    for comment in (node.get("comments") or {"nodes": ()})["nodes"]:
        for said in (comment, *(comment.get("replies") or {"nodes": ()})["nodes"]) if comment else ():
            if said:
                yield _said(look, "discussion_comment.created", said, said.get("databaseId"))


def _history(look: Event, kind: str, node: Mapping[str, Any]) -> Iterator[Event]:
    family = "pull_request" if kind == "pull_request" else "issues"
    for line in (node.get("timelineItems") or {"nodes": ()})["nodes"]:
        name = str((line or {}).get("__typename", ""))
        if name in _EVENTS and line.get("createdAt"):
            yield _said(look, _EVENTS[name], line, line.get("fullDatabaseId"))
        elif name.endswith("Event") and line.get("createdAt"):
            label = (line.get("label") or {}).get("name")
            action = _action(name.removesuffix("Event"))
            yield _event(look, f"{family}.{action}", line["createdAt"], line.get("actor"), about=label)


def _said(look: Event, name: str, said: Mapping[str, Any], number: Any) -> Event:
    who, association = said.get("author"), said.get("authorAssociation")
    made = _event(look, name, said["createdAt"], who, association=association, said=int(number) if number else None)
    text = str(said.get("body") or "")
    return replace(
        made, facts=made.facts.but(event_comment=text), said=str(said.get("id") or ""), lines=asking_lines(text)
    )


def _event(
    look: Event,
    name: str,
    at: str,
    who: Any,
    *,
    association: str | None = None,
    said: int | None = None,
    about: str | None = None,
) -> Event:
    moment, login = datetime.fromisoformat(at), login_of(who)
    account = Account(login=login, type="Bot" if login.endswith("[bot]") else "User")
    cause = cause_of(name, look.item.lane if look.item else "", moment, said=said, about=about)
    return replace(
        look,
        name=name,
        at=moment,
        actor=person_of(account, association),
        cause=cause,
        since=None,
        facts=look.facts.but(event_label=about, event_comment=None),
    )
