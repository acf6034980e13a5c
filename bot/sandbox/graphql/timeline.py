"""Timelines: what happened to an item, by whom and when."""

import re
from typing import Any

from bot.sandbox.graphql.connection import connection
from bot.sandbox.graphql.context import Info
from bot.sandbox.graphql.pulls import commits_of, pull_commit
from bot.sandbox.graphql.registry import field
from bot.sandbox.shapes.items import web_url
from bot.sandbox.world.items import Item, Label, PullRequest, TimelineEvent
from bot.sandbox.world.records import Account, Commit, Record, Repository, User

_HUMP = re.compile(r"(?<!^)(?=[A-Z])")
_ALL = """LabeledEvent UnlabeledEvent AssignedEvent UnassignedEvent ReviewRequestedEvent ReviewRequestRemovedEvent
ClosedEvent ReopenedEvent MilestonedEvent DemilestonedEvent RenamedTitleEvent LockedEvent UnlockedEvent
ConvertToDraftEvent ReadyForReviewEvent MergedEvent PinnedEvent UnpinnedEvent TransferredEvent CrossReferencedEvent"""
_SUBJECT = ("labelable", "assignable", "closable", "lockable", "pullRequest", "issue")


@field("Issue PullRequest", "timelineItems")
def timeline_items(
    item: Item,
    info: Info,
    itemTypes: list[str] | None = None,  # noqa: N803 - GitHub's argument
    since: str | None = None,
    **page: Any,
) -> Any:
    """What happened, oldest first."""
    pull = item if isinstance(item, PullRequest) else None
    happened = info.context.reader.many(Record, item.timeline)
    if pull:  # they are kept elsewhere
        happened = sorted([*commits_of(pull, info), *happened], key=lambda each: each.created_at)
    held = [
        each
        for each in happened
        if (not itemTypes or _filter_of(each) in itemTypes) and (not since or each.created_at >= since)
    ]

    def shown(each: Record) -> Any:
        return pull_commit(pull, each, info) if pull and isinstance(each, Commit) else each

    return connection(info, held, shown, **page)


def _filter_of(each: Record) -> str:
    return "PULL_REQUEST_COMMIT" if isinstance(each, Commit) else enum_of(each.typename)


def enum_of(typename: str) -> str:
    """`LabeledEvent` as the filter names it: `LABELED_EVENT`."""
    return _HUMP.sub("_", typename).upper()


@field(_ALL, "actor")
def actor(line: TimelineEvent, info: Info) -> Account | None:
    """Who did it."""
    return info.context.reader.find(Account, line.actor)


@field(_ALL, *_SUBJECT)
def subject(line: TimelineEvent, info: Info) -> Item:
    """What it was done to."""
    return info.context.reader.one(Item, line.item)


@field("LabeledEvent UnlabeledEvent", "label")
def label(line: TimelineEvent, info: Info) -> Label:
    """The label; one that was deleted since is shown by its number."""
    held = info.context.reader.find(Label, line.data["label"])
    return held or Label(id=line.data["label"], repo=0, name="deleted-label", created_at=line.created_at)


@field("AssignedEvent UnassignedEvent", "assignee")
def assignee(line: TimelineEvent, info: Info) -> Account | None:
    """Who was assigned."""
    return info.context.reader.find(Account, line.data["assignee"])


@field("AssignedEvent UnassignedEvent", "user")
def assigned_user(line: TimelineEvent, info: Info) -> User | None:
    """The person who was assigned."""
    return info.context.reader.find(User, line.data["assignee"])


@field("ReviewRequestedEvent ReviewRequestRemovedEvent", "requestedReviewer")
def requested_reviewer(line: TimelineEvent, info: Info) -> Any:
    """Who was asked."""
    return info.context.reader.records.get(line.data["reviewer"])


@field("MilestonedEvent DemilestonedEvent", "milestoneTitle")
def milestone_title(line: TimelineEvent, _info: Info) -> str:
    """The milestone's title at the time."""
    return str(line.data["title"])


@field("RenamedTitleEvent", "currentTitle")
def current_title(line: TimelineEvent, _info: Info) -> str:
    """The new title."""
    return str(line.data["after"])


@field("RenamedTitleEvent", "previousTitle")
def previous_title(line: TimelineEvent, _info: Info) -> str:
    """The old title."""
    return str(line.data["before"])


@field("LockedEvent", "lockReason")
def lock_reason(line: TimelineEvent, _info: Info) -> str | None:
    """Why it was locked."""
    reason = line.data.get("reason")
    return str(reason).upper() if reason else None


@field("ClosedEvent", "stateReason")
def state_reason(line: TimelineEvent, _info: Info, **_: Any) -> str | None:
    """Why it was closed."""
    reason = line.data.get("reason")
    return str(reason).upper() if reason else None


@field("MergedEvent", "mergeRefName")
def merge_ref_name(line: TimelineEvent, _info: Info) -> str:
    """Where it was merged to."""
    return str(line.data["branch"])


@field("CrossReferencedEvent", "source")
def source(line: TimelineEvent, info: Info) -> Item:
    """What speaks of it."""
    return info.context.reader.one(Item, line.data["source"])


@field("CrossReferencedEvent", "target")
def target(line: TimelineEvent, info: Info) -> Item:
    """What is spoken of."""
    return subject(line, info)


@field("TransferredEvent", "fromRepository")
def from_repository(line: TimelineEvent, info: Info) -> Repository | None:
    """Where it came from."""
    return info.context.reader.find(Repository, line.data["source"])


@field("ClosedEvent MergedEvent ConvertToDraftEvent ReadyForReviewEvent", "url", "resourcePath")
def url(line: TimelineEvent, info: Info) -> str:
    """Where a browser would look."""
    place = f"{web_url(info.context.lens, subject(line, info))}#event-{line.id}"
    return place if info.field_name == "url" else place.removeprefix(info.context.lens.web)
