"""What a payload says of its item, and of whoever caused the event. Pure."""

import re
from datetime import datetime
from typing import Any

from bot.hearing.causes import OPENED
from bot.hearing.payloads import GHOST, Account, Item, Payload, TeamSlug
from bot.hearing.spoken import lines_added, lines_said
from bot.planning.stages import PREFIX
from rules.facts import UNKNOWN, Facts, Maybe, Person
from rules.people import newness
from rules.votes import Talk

_SPEAKING = frozenset({"created", "submitted", "opened"})
_MAY_ASK = re.compile(r"^[ \t]*[/@]\w", re.MULTILINE)
"""What a comment that asks something of the bot has somewhere; reading the others as Markdown would be a waste."""


def when(payload: Payload, subject: Item) -> datetime | None:
    """GitHub's own time of what happened."""
    said = payload.review or payload.comment
    if said is not None:
        return said.submitted_at or said.updated_at or said.created_at
    return subject.updated_at


def lines_in(payload: Payload, subject: Item, name: str) -> tuple[str, ...]:
    """What its actor says by the event: a comment's lines, those that an edit added, or those of a new item."""
    said, action = payload.comment or payload.review, name.partition(".")[2]
    if action == "edited" and said is not None:
        before = ((payload.changes or {}).get("body") or {}).get("from")
        return lines_added(before, said.body) if isinstance(before, str) and _MAY_ASK.search(said.body) else ()
    text = said.body if said is not None else subject.body if name in OPENED else ""
    return asking_lines(text) if action in _SPEAKING else ()


def asking_lines(text: str) -> tuple[str, ...]:
    """What somebody says in a text, where it may ask anything of the bot at all."""
    return lines_said(text) if _MAY_ASK.search(text) else ()


def actor_of(payload: Payload, subject: Item) -> Person:
    """Whoever caused the event, with the bond that the payload tells where they wrote what it is about."""
    actor = payload.sender or GHOST
    for written in (payload.comment, payload.review, subject):
        if written is not None and written.user is not None and written.user.login == actor.login:
            return person_of(actor, written.author_association)
    return person_of(actor)


def facts_of(payload: Payload, subject: Item, kind: str, repo: str, *, first: bool) -> Facts:
    """What is true of the item by this payload; `first` says that nothing can have happened to it before."""
    author = subject.user or GHOST
    pull = kind == "pull_request"
    whole = pull and subject.head is not None  # a comment's payload holds only the issue side of a pull request
    merged = (subject.pull_request or {}).get("merged_at") is not None
    said = payload.comment or payload.review
    labels = UNKNOWN if subject.labels is None else tuple(label.name for label in subject.labels)
    return Facts(
        kind=kind,
        repo=repo,
        number=subject.number,
        title=subject.title,
        body=subject.body,
        state="merged" if subject.merged or merged else subject.state,
        ended=subject.state_reason if kind == "issue" else None,
        draft=_maybe(subject.draft) if pull else False,
        author=person_of(author, subject.author_association),
        labels=labels,
        assignees=tuple(account.login for account in subject.assignees),
        milestone=subject.milestone.title if subject.milestone else None,
        head=subject.head.ref if whole and subject.head else UNKNOWN,
        base=subject.base.ref if whole and subject.base else UNKNOWN,
        additions=_maybe(subject.additions),
        deletions=_maybe(subject.deletions),
        requested=_requested(subject, repo) if whole else UNKNOWN,
        comments=0 if first else _maybe(subject.comments),
        locked=_maybe(subject.locked),
        reactions=0 if first else _maybe(subject.reactions and subject.reactions.total_count),
        event_label=payload.label.name if payload.label else None,
        event_comment=said.body if said else None,
        human_at=UNKNOWN if (payload.sender or GHOST).bot else _maybe(when(payload, subject)),
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
        "came_from": (),
        "opened": frozenset(),
        "sections": {},
        "card": None,
        "fields": {},
        "talk": Talk(),
        "stage": UNKNOWN if carried else None,
    }


def _requested(subject: Item, repo: str) -> tuple[str, ...]:
    owner = repo.partition("/")[0]
    asked = (*subject.requested_reviewers, *subject.requested_teams)
    return tuple(f"{owner}/{one.slug}" if isinstance(one, TeamSlug) else one.login for one in asked)


def person_of(account: Account, association: str | None = None) -> Person:
    """An account, with the bond that the payload tells."""
    told = False if account.bot else newness(association or "")
    new = UNKNOWN if told is None else told
    number = UNKNOWN if account.id is None else account.id
    return Person(login=account.login, bot=account.bot, id=number, association=association or UNKNOWN, new=new)


def _maybe(value: Any) -> Any:
    return UNKNOWN if value is None else value
