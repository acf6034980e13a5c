"""From a payload to an event: which lane it waits in, which item it is about, what it says of that item.

An event is a nudge to look at an item again; it never carries the decision. Only the first delivery about a new item
may stand in for a look, because nothing can have happened to the item before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from bot.actions.stage import PREFIX
from bot.item import Ignored, ItemRef, Routed, installation_lane, item_lane, node_lane, repository_lane
from bot.payloads import GHOST, Account, Item, Payload, TeamSlug
from rules.facts import BLANK, UNKNOWN, Facts, Maybe, Person
from rules.people import newness

ABOUT_AN_ITEM = {
    "issues": "issue",
    "issue_comment": "issue",
    "pull_request": "pull_request",
    "pull_request_review": "pull_request",
    "pull_request_review_comment": "pull_request",
    "pull_request_review_thread": "pull_request",
    "discussion": "discussion",
    "discussion_comment": "discussion",
}
ABOUT_A_REPOSITORY = {
    "label": "the labels' ids are asked for again",
    "milestone": "the milestones' ids are asked for again",
    "push": "the rule file is read again",
    "repository": "what is known of the repository is read again",
}
ABOUT_AN_ACCOUNT = {
    "member": "who belongs where is asked for again",
    "membership": "who belongs where is asked for again",
    "organization": "who belongs where is asked for again",
    "team": "who belongs where is asked for again",
    "installation": "the installation's token and rules are read again",
    "installation_repositories": "the installation's token and rules are read again",
}
LATER = {
    "check_run": "no rule of this version asks about checks",
    "check_suite": "no rule of this version asks about checks",
    "status": "no rule of this version asks about checks",
    "fork": "no rule of this version acts on a fork",
}
USED = frozenset({*ABOUT_AN_ITEM, *ABOUT_A_REPOSITORY, *ABOUT_AN_ACCOUNT, "projects_v2_item"})
LARGEST = 2**63 - 1  # what a database keeps as a number
FIRST = frozenset({"issues.opened", "pull_request.opened", "discussion.created"})


@dataclass(frozen=True, slots=True)
class Move:
    """A card that changed its column.

    Attributes:
        project: the board's number.
        field: the field that is the column.
        to: the column's name; None where the card left all of them.
    """

    project: int
    field: str
    to: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One delivery, decoded.

    Attributes:
        name: `issues.opened`, or the event alone where it has no action.
        at: GitHub's own time of what happened; None where the payload does not tell.
        facts: what the payload says of the item.
        first: whether nothing can have happened to the item before.
        note: what is to be done about an event that is not about an item.
        move: the card's move, where a board tells of one.
    """

    delivery: str
    name: str
    installation: int
    actor: Person
    at: datetime | None = None
    repo_id: int | None = None
    repo: str = ""
    private: bool = True
    item: ItemRef | None = None
    facts: Facts = BLANK
    url: str = ""
    updated_at: datetime | None = None
    first: bool = False
    note: str = ""
    move: Move | None = None


def route(event: str, action: str | None, payload: Mapping[str, Any]) -> Routed | Ignored:
    """The lane in which a delivery waits, or why it waits in none. It must be quick: the sender waits."""
    name = f"{event}.{action}" if action else event
    if event not in USED:
        return Ignored(LATER.get(event, f"this bot does not use the event {event}"))
    installation = _number(payload, "installation", "id")
    if installation is None:
        return Ignored("it names no installation, so it was not sent to an App")
    if event in ABOUT_AN_ACCOUNT:
        return Routed(installation_lane(installation), installation, name)
    if event == "projects_v2_item":
        return _route_card(payload, installation, name)
    repo_id = _number(payload, "repository", "id")
    if repo_id is None:
        return Ignored("it names no repository")
    if event in ABOUT_A_REPOSITORY:
        return _route_repository(payload, event, Routed(repository_lane(repo_id), installation, name))
    number = _number(payload, ABOUT_AN_ITEM[event], "number")
    if number is None:
        return Ignored(f"it names no {ABOUT_AN_ITEM[event].replace('_', ' ')}")
    return Routed(item_lane(repo_id, number), installation, name)


def _route_card(payload: Mapping[str, Any], installation: int, name: str) -> Routed | Ignored:
    card = payload.get("projects_v2_item")
    node = card.get("content_node_id") if isinstance(card, dict) else None
    if not isinstance(node, str) or not node or len(node) > 200:  # noqa: PLR2004 - node ids are short
        return Ignored("the card names no issue or pull request")
    if isinstance(card, dict) and card.get("content_type") == "DraftIssue":
        return Ignored("a draft card is no issue yet")
    return Routed(node_lane(node), installation, name)


def _route_repository(payload: Mapping[str, Any], event: str, routed: Routed) -> Routed | Ignored:
    if event == "push":
        repository = payload.get("repository")
        branch = repository.get("default_branch") if isinstance(repository, dict) else None
        if not isinstance(branch, str) or payload.get("ref") != f"refs/heads/{branch}":
            return Ignored("it did not change the default branch, and rules come from nowhere else")
    return routed


def _number(payload: Mapping[str, Any], part: str, key: str) -> int | None:
    value = payload.get(part)
    number = value.get(key) if isinstance(value, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    return number if 0 < number <= LARGEST else None


def decode(delivery: str, name: str, body: bytes) -> Event:
    """The event of a stored delivery.

    Raises:
        ValueError: the payload lacks what identifies its subject; the text says what.
    """
    try:
        payload = Payload.model_validate_json(body)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in wrong["loc"])
        raise ValueError(f"the payload cannot be read: {where or 'it'}: {wrong['msg']}") from None
    if payload.installation is None:
        raise ValueError("the payload names no installation")
    return _event(delivery, name, payload, payload.installation.id)


def _event(delivery: str, name: str, payload: Payload, installation: int) -> Event:
    family = name.partition(".")[0]
    repository = payload.repository
    if family not in ABOUT_AN_ITEM:
        about = {**ABOUT_A_REPOSITORY, **ABOUT_AN_ACCOUNT}.get(family, "")
        named = (repository.id, repository.full_name, repository.private) if repository else (None, "", True)
        repo_id, repo, private = named
        actor = _person(payload.sender or GHOST)
        place = Event(delivery, name, installation, actor, repo_id=repo_id, repo=repo, private=private)
        return replace(place, note=about, move=_move(payload))
    if repository is None:
        raise ValueError("the payload names no repository")
    subject: Item | None = getattr(payload, ABOUT_AN_ITEM[family])
    if subject is None:
        raise ValueError(f"the payload holds no {ABOUT_AN_ITEM[family]}")
    kind = "pull_request" if subject.pull_request is not None else ABOUT_AN_ITEM[family]
    # A pull request's milestone is told as an issue's; rules that wait for `issues` do not mean pull requests.
    name = name.replace("issues", "pull_request", 1) if family == "issues" and kind == "pull_request" else name
    moved = bool(payload.changes and ("old_issue" in payload.changes or "old_repository" in payload.changes))
    first = name in FIRST and not moved
    return Event(
        delivery=delivery,
        name=name,
        installation=installation,
        actor=_actor(payload, subject),
        at=_when(payload, subject),
        repo_id=repository.id,
        repo=repository.full_name,
        private=repository.private,
        item=ItemRef(
            installation, repository.id, repository.node_id, repository.full_name, subject.number, subject.node_id, kind
        ),
        facts=_facts(subject, kind, repository.full_name, first=first),
        url=subject.html_url,
        updated_at=subject.updated_at,
        first=first,
    )


def _move(payload: Payload) -> Move | None:
    """What a board's event says of a card's column; older deliveries say nothing."""
    change = (payload.changes or {}).get("field_value")
    if not isinstance(change, dict) or "to" not in change:
        return None
    project, field, to = change.get("project_number"), change.get("field_name"), change["to"]
    name = to.get("name") if isinstance(to, dict) else to
    if not isinstance(project, int) or not isinstance(field, str) or not isinstance(name, str | None):
        return None
    return Move(project, field, name)


def _when(payload: Payload, subject: Item) -> datetime | None:
    said = payload.review or payload.comment
    if said is not None:
        return said.submitted_at or said.updated_at or said.created_at
    return subject.updated_at


def _actor(payload: Payload, subject: Item) -> Person:
    """Whoever caused the event, with the bond that the payload tells where they wrote what it is about."""
    actor = payload.sender or GHOST
    for written in (payload.comment, payload.review, subject):
        if written is not None and written.user is not None and written.user.login == actor.login:
            return _person(actor, written.author_association)
    return _person(actor)


def _facts(subject: Item, kind: str, repo: str, *, first: bool) -> Facts:
    author = subject.user or GHOST
    pull = kind == "pull_request"
    whole = pull and subject.head is not None  # a comment's payload holds only the issue side of a pull request
    merged = (subject.pull_request or {}).get("merged_at") is not None
    labels = UNKNOWN if subject.labels is None else tuple(label.name for label in subject.labels)
    return Facts(
        kind=kind,
        repo=repo,
        number=subject.number,
        title=subject.title,
        body=subject.body,
        state="merged" if subject.merged or merged else subject.state,
        draft=_maybe(subject.draft) if pull else False,
        author=_person(author, subject.author_association),
        labels=labels,
        assignees=tuple(account.login for account in subject.assignees),
        milestone=subject.milestone.title if subject.milestone else None,
        head=subject.head.ref if whole and subject.head else UNKNOWN,
        base=subject.base.ref if whole and subject.base else UNKNOWN,
        additions=_maybe(subject.additions),
        deletions=_maybe(subject.deletions),
        requested=_requested(subject, repo) if whole else UNKNOWN,
        comments=0 if first else _maybe(subject.comments),
        created_at=_maybe(subject.created_at),
        updated_at=_maybe(subject.updated_at),
        **(_nothing_yet(labels) if first else {}),
    )


def _nothing_yet(labels: Maybe[tuple[str, ...]]) -> dict[str, Any]:
    """What is true of every new item; a label that it was opened with may carry a stage."""
    carried = labels is UNKNOWN or any(label.lower().startswith(PREFIX) for label in labels)
    return {
        "reviews": (),
        "undone": frozenset(),
        "pinned": False,
        "reacted": frozenset(),
        "cards": {},
        "sections": {},
        "card": None,
        "stage": UNKNOWN if carried else None,
        "reactions": 0,
    }


def _requested(subject: Item, repo: str) -> tuple[str, ...]:
    owner = repo.partition("/")[0]
    asked = (*subject.requested_reviewers, *subject.requested_teams)
    return tuple(f"{owner}/{one.slug}" if isinstance(one, TeamSlug) else one.login for one in asked)


def _person(account: Account, association: str | None = None) -> Person:
    told = False if account.bot else newness(association or "")
    new = UNKNOWN if told is None else told
    return Person(login=account.login, bot=account.bot, association=association or UNKNOWN, new=new)


def _maybe(value: Any) -> Any:
    return UNKNOWN if value is None else value
